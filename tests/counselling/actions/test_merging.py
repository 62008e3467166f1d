"""Two files of one person: put together, taken apart, by whom, and what comes late."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from counselling.actions.client import change_client
from counselling.actions.contact import record_contact
from counselling.actions.duplicates import tell_apart
from counselling.actions.merging import merge_clients, undo_merge
from counselling.models import Client, ClientMerge, ClientName, Contact, DistinctPair, NameKeys
from counselling.queries.finding import find_people
from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.factories.casework import ClientFactory, ContactFactory, DisclosureFactory, FollowUpFactory


@pytest.fixture
def two(house):
    """The house's file of Ánh Nguyễn, and a second one of hers with a contact, a follow-up and other facts."""
    by = house["beratung"]
    second = ClientFactory(
        by=by, centre=house["centre"], name=("Anh", "Nguyen"), phone="0375 9999", birth_precision="day",
        birth_date=datetime.date(1990, 5, 1), town="Zwickau",
    )  # fmt: skip
    ContactFactory(client=second, by=by, centre=house["centre"], topics=house["topics"][:1], note="Zweites Gespräch")
    FollowUpFactory(client=second, assigned_to=by)
    return house | {"second": second}


# Tables that tell of files and not of the person.
OF_FILES = {"counselling.ClientMerge", "counselling.DistinctPair", "counselling.NameKeys"}


def links() -> list[tuple]:
    """Every model with a key that points to clients: whoever adds one need not know of merging."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.label not in OF_FILES]
    return [
        (model, field) for model in models for field in model._meta.concrete_fields if field.related_model is Client
    ]


def everything() -> dict:
    """All rows that hang on clients, and the clients themselves without what counts their changes."""
    rows = {
        f"{model._meta.label}.{field.name}": set(model._base_manager.values_list("pk", field.attname))
        for model, field in links()
    }
    facts = [f.attname for f in Client._meta.concrete_fields if f.name != "version"]
    names = sorted(ClientName.objects.values_list("pk", "is_primary", "client"))
    keys = sorted(NameKeys.objects.values_list("client", "names", "facts", "likeness"))
    return rows | {"facts": sorted(map(repr, Client.objects.values_list(*facts))), "names": names, "keys": keys}


def test_everything_moves_and_everything_comes_back(two):
    before, kept, gone = everything(), two["client"], two["second"]
    merge = merge_clients(kept, gone, by=two["leitung"], chosen=["birth_date", "town"])
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert (kept.birth_date, kept.birth_precision, kept.town) == (gone.birth_date, "day", "Zwickau")
    assert kept.phone == "0375 4711"
    for model, field in links():
        left = model._base_manager.filter(**{field.name: gone}).exists()
        assert not left, (model._meta.label, field.name)
    assert [str(name) for name in kept.names.order_by("-is_primary", "pk")] == ["Thị Ánh Nguyễn", "Anh Nguyen"]
    assert not NameKeys.objects.filter(client=gone).exists()
    undo_merge(merge, by=two["leitung"])
    assert everything() == before
    verbs = set(Entry.objects.acts().values_list("verb", flat=True))
    assert {"client.merged", "client.merge_undone"} <= verbs


def test_every_key_of_the_models_is_one_that_the_database_walks(two):
    """A table without foreign key in the database would be forgotten; and each has the guard for what comes late."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'follow_merge_%'")
        guarded = set(cursor.fetchall())
    wanted = {(m._meta.db_table, f"follow_merge_{f.attname}") for m, f in links() if m is not Client}
    assert guarded == wanted
    assert len(wanted) > 10


def test_the_old_number_and_names_find_the_kept_file(two):
    kept, gone = two["client"], two["second"]
    merge_clients(kept, gone, by=two["leitung"])
    with asking_as(two["beratung"]):
        found = {text: [p.pk for p in find_people(two["beratung"], text)] for text in (gone.file_number, "anh nguyen")}
    assert found == {gone.file_number: [kept.pk], "anh nguyen": [kept.pk]}


def test_what_is_written_to_the_old_file_lands_in_the_kept_one(two):
    kept, gone = two["client"], two["second"]
    merge_clients(kept, gone, by=two["leitung"])
    contact = ContactFactory(client=gone, by=two["beratung"], centre=two["centre"])
    contact.refresh_from_db()
    assert contact.client == kept
    with pytest.raises(ValidationError) as refused:
        change_client(Client.objects.get(pk=gone.pk), by=two["beratung"], version=gone.version + 1, town="Aue")
    assert refused.value.code == "merged"


def test_only_heads_merge_and_only_in_their_house(two):
    kept, gone = two["client"], two["second"]
    for name in ("beratung", "koordination-landkreis", "technik", "bfd"):
        with pytest.raises(ValidationError):
            merge_clients(kept, gone, by=two[name])
    with pytest.raises(ValidationError):
        merge_clients(kept, two["county_client"], by=two["leitung"])
    with pytest.raises(ValidationError):
        merge_clients(kept, kept, by=two["leitung"])


@pytest.mark.parametrize("person", ["beratung", "koordination-landkreis", "bfd", "freiwilligenagentur"])
def test_the_function_of_the_database_refuses_the_others_too(two, person):
    with asking_as(two[person]), connection.cursor() as cursor, pytest.raises(ProgrammingError), transaction.atomic():
        cursor.execute("SELECT counselling_merge_move(%s, %s)", [two["client"].pk, two["second"].pk])
    assert two["second"].names.count() == 1


def test_a_head_merges_behind_the_walls_what_she_may_not_read(two):
    """The note of a colleague goes along."""
    with asking_as(two["leitung"]):
        merge = merge_clients(two["client"], two["second"], by=two["leitung"], chosen=["phone"])
    assert two["client"].contacts.count() == 2
    with asking_as(two["leitung"]):
        undo_merge(merge, by=two["leitung"])
    assert two["second"].contacts.count() == 1


def test_what_would_be_double_stays_and_comes_back(two):
    kept, gone = two["client"], two["second"]
    for client in (kept, gone):
        DisclosureFactory(client=client, by=two["beratung"], recipient=two["koordination-landkreis"].organisation)
    before = everything()
    merge = merge_clients(kept, gone, by=two["leitung"])
    stays = {part["table"]: part["stays"] for part in merge.moved if part["stays"]}
    assert list(stays) == ["counselling_disclosure"]
    undo_merge(merge, by=two["leitung"])
    assert everything() == before


def test_undoing_is_refused_with_a_sentence(two):
    kept, gone = two["client"], two["second"]
    merge = merge_clients(kept, gone, by=two["leitung"])
    third = ClientFactory(by=two["beratung"], centre=two["centre"], name=("Drei", "Akten"))
    second_merge = merge_clients(third, kept, by=two["leitung"])
    with pytest.raises(ValidationError) as refused:
        undo_merge(merge, by=two["leitung"])
    assert refused.value.code == "merged"
    undo_merge(second_merge, by=two["leitung"])
    undo_merge(merge, by=two["leitung"])
    with pytest.raises(ValidationError) as refused:
        undo_merge(merge, by=two["leitung"])
    assert refused.value.code == "undone"
    late = merge_clients(kept, gone, by=two["leitung"])
    ClientMerge.objects.filter(pk=late.pk).update(at=timezone.now() - datetime.timedelta(days=31))
    with pytest.raises(ValidationError) as refused:
        undo_merge(late, by=two["leitung"])
    assert refused.value.code == "too_late"


def test_a_value_changed_since_stays(two):
    kept, gone = two["client"], two["second"]
    merge = merge_clients(kept, gone, by=two["leitung"], chosen=["phone"])
    kept.refresh_from_db()
    change_client(kept, by=two["beratung"], version=kept.version, phone="0375 5555")
    undo_merge(merge, by=two["leitung"])
    kept.refresh_from_db()
    assert kept.phone == "0375 5555"


def test_not_the_same_is_remembered_once_without_order(two):
    kept, gone = two["client"], two["second"]
    tell_apart(gone, kept, by=two["beratung"])
    tell_apart(kept, gone, by=two["beratung"])
    pair = DistinctPair.objects.get()
    assert (pair.client, pair.other) == (kept, gone)
    with pytest.raises(IntegrityError), transaction.atomic():
        DistinctPair.objects.create(controller=pair.controller, client=gone, other=kept, by=two["beratung"])
    for other in (kept, two["county_client"]):
        with pytest.raises(ValidationError):
            tell_apart(kept, other, by=two["beratung"])


class TestAtTheSameMoment:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_two_heads_merge_crosswise_and_one_is_told(self, two):
        files = (two["client"], two["second"])
        start = threading.Barrier(2)

        def run(n: int) -> str:
            start.wait()
            try:
                merge_clients(files[n], files[1 - n], by=two["leitung"])
            except ValidationError as refused:
                return getattr(refused, "code", "") or refused.error_list[0].code
            finally:
                connection.close()
            return "done"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(run, range(2))) == ["done", "merged"]

    def test_a_contact_written_while_files_are_merged_is_in_the_kept_one(self, two):
        """The merge has not ended when the contact is saved: it waits, and then lands where the person is now."""
        merged, recorded = threading.Event(), threading.Event()

        def merge() -> None:
            try:
                with transaction.atomic():
                    merge_clients(two["client"], two["second"], by=two["leitung"])
                    merged.set()
                    recorded.wait(1)
            finally:
                connection.close()

        def record() -> int:
            try:
                merged.wait(20)
                facts = {"at": timezone.now(), "minutes": 10, "channel": "phone", "language": "de"}
                contact = record_contact(
                    two["second"], by=two["beratung"], centre=two["centre"], topics=two["topics"][:1],
                    token="0" * 32, **facts,
                )  # fmt: skip
                return contact.pk
            finally:
                recorded.set()
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            first, second = pool.submit(merge), pool.submit(record)
            first.result()
            assert Contact.objects.get(pk=second.result()).client == two["client"]
