"""Whoever changes a row of people leaves one entry for it, by whatever way, and no word of what it says."""

import datetime
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from counselling.models import BreakGlass, Client, ClientName, Contact, Disclosure
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.audit.models import Entry
from ibs_portal.audit.triggers import UNWATCHED, watched_models, watching
from ibs_portal.database.identity import asking_as
from ibs_portal.privacy.declaration import Subject, declaration_of, own_models
from ibs_portal.privacy.sealed_text import SealedTextField
from ibs_portal.privacy.watched import NOT_WATCHED
from tests.factories.accounts import UserFactory
from tests.factories.casework import ClientFactory, ContactFactory, make_house
from tests.template_database import working_in

LABELS = sorted(model._meta.label for model in watched_models())
BY_LABEL = {model._meta.label: model for model in watched_models()}
WORD = "Zwiebelfischgeheimnis"


def test_every_model_with_people_is_watched():
    about_people = {m._meta.label for m in own_models() if declaration_of(m).subject is not Subject.NOBODY}
    assert about_people - NOT_WATCHED <= set(LABELS)
    assert {"accounts.User_groups", "account.EmailAddress", "mfa.Authenticator"} <= set(LABELS)


def test_after_a_plain_migrate_every_trigger_is_there(db):
    wrong = {str(t.get_pgid(m)): status for m, t in watching() if (status := t.get_installation_status(m)) != INSTALLED}
    assert (wrong, len(list(watching()))) == ({}, 3 * len(LABELS))


INSTALLED = ("INSTALLED", True)


# --- One row of every model --------------------------------------------------------------------------------


@pytest.fixture
def world(world_database, django_db_blocker) -> Iterator[None]:
    """The demo has a row of almost every kind; whatever a test does to it is taken back."""
    with django_db_blocker.unblock(), working_in(world_database), transaction.atomic():
        add_what_the_demo_lacks()
        yield
        transaction.set_rollback(True)


def add_what_the_demo_lacks() -> None:
    client, now = Client.objects.order_by("pk").last(), timezone.now()
    shared = {"client": client, "controller": client.controller, "reason": "Vertretung bei Krankheit"}
    if not Disclosure.objects.exists():
        recipient = Organisation.objects.exclude(pk=client.controller_id).filter(kind__in=["city", "county"]).first()
        days = {"starts_on": now.date(), "ends_on": now.date() + datetime.timedelta(days=30)}
        terms = {name: Disclosure._meta.get_field(name).choices[0][0] for name in ("basis", "scope")}
        Disclosure.objects.create(**shared, **days, **terms, recipient=recipient, by=client.created_by)
    if not BreakGlass.objects.exists():
        until = now + datetime.timedelta(hours=4)
        BreakGlass.objects.create(**shared, user=client.created_by, opened_at=now, expires_at=until)
    Authenticator.objects.create(user=User.objects.get(email="leitung@example.org"), type="totp", data={})
    User.objects.get(email="technik@example.org").user_permissions.add(Permission.objects.first())


def a_row_of(model) -> models.Model:
    row = model._base_manager.order_by("pk").last()
    assert row is not None, f"No row of {model._meta.label} in this world."
    return row


def other_value(field, value):
    """A value that differs, or ``None`` if this field is no good for it."""
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, (models.DateTimeField, models.DateField)) and value:
        return value + datetime.timedelta(days=1)
    if isinstance(field, models.CharField | models.TextField) and not field.choices and isinstance(value, str):
        return f"{value}x"
    if isinstance(field, models.PositiveSmallIntegerField):
        return (value or 0) + 1
    if isinstance(field, models.JSONField):
        return {"changed": True}
    return None


def changeable(row) -> tuple[str, object]:
    """A field of this row that the database allows to change, with its new value; a foreign key as a last resort."""
    fields = [f for f in row._meta.concrete_fields if not f.primary_key and f.name not in UNWATCHED]
    tries = [(field, other_value(field, getattr(row, field.attname))) for field in fields]
    tries += [(field, other) for field in fields if field.related_model for other in others(row, field)]
    for field, value in tries:
        if value is not None and is_allowed(row, field, value):
            return field.attname, value
    raise AssertionError(f"Nothing to change in {row._meta.label}.")


def others(row, field) -> list:
    rows = field.related_model._base_manager.exclude(pk=getattr(row, field.attname))
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:30])


def is_allowed(row, field, value) -> bool:
    try:
        with transaction.atomic():
            row._meta.model._base_manager.filter(pk=row.pk).update(**{field.attname: value})
            connection.check_constraints()
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


class Watch:
    """Counts the entries about one row since it was made."""

    def __init__(self, row) -> None:
        self.row, self.label = row, row._meta.label
        self.last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0

    def entries(self) -> list[tuple[str, str]]:
        found = Entry.objects.changes().filter(id__gt=self.last, model=self.label, object_id=self.row.pk)
        self.last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        return list(found.order_by("id").values_list("verb", "fields"))


def statement(row, text: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text.format(table=f'"{row._meta.db_table}"', pk=row._meta.pk.column), values)


def wrong_ways(label: str) -> list[tuple]:
    """Writes a row of this model in every way; what each was expected to leave and what it left, if they differ."""
    model, wrong = BY_LABEL[label], []
    row, noun = a_row_of(model), model._meta.model_name
    name, value = changeable(row)
    field = next(field for field in model._meta.concrete_fields if field.attname == name)
    before, rows, watch = getattr(row, name), model._base_manager.filter(pk=row.pk), Watch(row)

    def expect(way: str, *expected: tuple[str, str]) -> None:
        if (found := watch.entries()) != list(expected):
            wrong.append((label, way, found))

    changed = (f"{noun}.changed", field.name)
    rows.update(**{name: value})
    expect("update", changed)
    model._base_manager.bulk_update([row], [field.name])
    expect("bulk_update", changed)
    setattr(row, name, value)
    row.save()
    expect("save", changed)
    row.save()
    expect("save without a change")
    prepared = field.get_db_prep_save(before, connection)
    statement(row, f'UPDATE {{table}} SET "{field.column}" = %s WHERE {{pk}} = %s', prepared, row.pk)
    expect("statement", changed)
    for delete, add in WAYS:
        with transaction.atomic():
            delete(rows, row)
            expect("delete", (f"{noun}.deleted", ""))
            add(model, row)
            expect("add", (f"{noun}.added", ""))
            transaction.set_rollback(True)
    return wrong


def test_every_way_of_writing_leaves_exactly_one_entry(world):
    wrong = []
    for label in LABELS:
        with transaction.atomic():
            wrong += wrong_ways(label)
            transaction.set_rollback(True)
    assert wrong == []


def add_by_statement(model, row) -> None:
    columns = [field.column for field in model._meta.concrete_fields if not field.generated]
    # What is encrypted goes in as the row holds it.
    held = vars(row)
    values = [
        field.get_db_prep_save(held.get(field.attname, getattr(row, field.attname, None)), connection)
        if isinstance(field, SealedTextField)
        else field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in model._meta.concrete_fields
        if not field.generated
    ]
    names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join(["%s"] * len(columns))
    statement(row, f"INSERT INTO {{table}} ({names}) VALUES ({marks})", *values)


# Foreign keys are looked at when the transaction ends, so a row may be away for a moment.
WAYS = [
    (lambda rows, row: rows._raw_delete("default"), lambda model, row: model._base_manager.bulk_create([row])),
    (lambda rows, row: statement(row, "DELETE FROM {table} WHERE {pk} = %s", row.pk), add_by_statement),
    (lambda rows, row: rows._raw_delete("default"), lambda model, row: row.save(force_insert=True)),
]


def test_negative_control_without_its_triggers_each_model_is_found(world):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for model, trigger in watching():
        trigger.disable(model)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    found = set()
    for label in LABELS:
        with transaction.atomic():
            found |= {way[0] for way in wrong_ways(label)}
            transaction.set_rollback(True)
    assert found == set(LABELS)


# --- No content --------------------------------------------------------------------------------------------


def test_no_word_of_any_row_gets_into_the_trail(world):
    """The word goes into every text of every row that takes it; nothing of it may be in any entry."""
    written = 0
    for model in BY_LABEL.values():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.primary_key:
                written += put(model, field, f"{WORD.lower()}@example.org" if "mail" in field.name else WORD)
    assert written > 60
    assert [row for row in Entry.objects.values() if WORD.lower() in str(row).lower()] == []
    assert Entry.objects.changes().count() > 60


def put(model, field, word: str) -> bool:
    row = a_row_of(model)
    try:
        with transaction.atomic():
            return bool(model._base_manager.filter(pk=row.pk).update(**{field.name: word[: field.max_length or 99]}))
    except DatabaseError:
        return False


# --- Whose, by whom, and how many --------------------------------------------------------------------------


@pytest.fixture
def house(persons, organisations):
    return make_house(persons, organisations)


def test_a_change_says_who_as_what_and_whose_file_it_is(house, persons):
    with asking_as(persons["beratung"]) as identity:
        Client.objects.filter(pk=house["client"].pk).update(phone="0375 1")
    entry = Entry.objects.changes().latest("id")
    assert (entry.verb, entry.fields, entry.actor_id, entry.database_role, entry.request_id) == (
        "client.changed",
        "phone",
        persons["beratung"].pk,
        "portal_counselling",
        identity.request,
    )
    assert (entry.file_model, entry.file_id, entry.holder_id) == (
        "counselling.Client",
        house["client"].pk,
        persons["beratung"].organisation_id,
    )


def test_a_row_that_does_not_name_its_file_is_followed_there(house):
    last = Entry.objects.latest("id").pk
    house["contact"].topic_rows.all().delete()
    entry = Entry.objects.changes().get(id__gt=last)
    assert (entry.verb, entry.file_id) == ("contacttopic.deleted", house["client"].pk)


def test_many_rows_in_one_statement_are_many_entries(house, persons, django_assert_num_queries):
    rows = [ContactFactory.build(by=persons["beratung"], centre=house["centre"]) for _n in range(30)]
    for row in rows:
        row.controller = persons["beratung"].organisation
    made = Contact.objects.bulk_create(rows)
    entries = Entry.objects.changes().filter(verb="contact.added", object_id__in=[row.pk for row in made])
    assert entries.count() == 30
    with django_assert_num_queries(1):
        Contact.objects.filter(pk__in=[row.pk for row in made]).update(minutes=20)
    assert Entry.objects.changes().filter(verb="contact.changed", fields="minutes").count() == 30


def test_roles_of_an_account_are_watched(persons):
    person = UserFactory(organisation=persons["leitung"].organisation)
    last = Entry.objects.latest("id").pk
    person.groups.add(Group.objects.get(name="editor"))
    person.groups.clear()
    found = Entry.objects.changes().filter(id__gt=last, model="accounts.User_groups").order_by("id")
    assert list(found.values_list("verb", "file_model", "file_id", "holder_id")) == [
        ("user_groups.added", "accounts.User", person.pk, person.organisation_id),
        ("user_groups.deleted", "accounts.User", person.pk, person.organisation_id),
    ]


def test_a_login_alone_is_no_change(persons):
    last = Entry.objects.latest("id").pk
    User.objects.filter(pk=persons["bfd"].pk).update(last_login=datetime.datetime.now(datetime.UTC))
    assert list(Entry.objects.filter(id__gt=last)) == []


# --- Nobody gets past --------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["{{{pgid}}}", "true"])
def test_the_ways_of_the_library_to_ignore_triggers_do_nothing(value, house):
    client = house["client"]
    watch = Watch(client)
    pgid = next(t.get_pgid(m) for m, t in watching() if m is Client and t.act == "changed")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [value.format(pgid=pgid)])
    Client.objects.filter(pk=client.pk).update(phone="1")
    assert watch.entries() == [("client.changed", "phone")]


def test_a_row_under_another_number_is_told_under_both(house):
    name = ClientName.objects.order_by("pk").last()
    last = Entry.objects.latest("id").pk
    ClientName.objects.filter(pk=name.pk).update(id=name.pk + 1000)
    found = Entry.objects.changes().filter(id__gt=last).order_by("object_id")
    assert list(found.values_list("verb", "object_id")) == [
        ("clientname.changed", name.pk),
        ("clientname.changed", name.pk + 1000),
    ]


@pytest.mark.parametrize(
    "statement", ["ALTER TABLE counselling_client DISABLE TRIGGER USER", "SET session_replication_role = replica"]
)
def test_no_role_can_switch_the_triggers_off(statement, house, persons):
    with (
        asking_as(persons["leitung"]),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_what_failed_leaves_no_entry(persons, house):
    last = Entry.objects.latest("id").pk
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ClientFactory(by=persons["beratung"], centre=house["centre"])
        raise ZeroDivisionError
    assert list(Entry.objects.filter(id__gt=last)) == []
