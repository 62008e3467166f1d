"""Who reads what of a file that is shown or whose notes were opened: the database and ``visible_to`` alike."""

import contextlib
import datetime

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from counselling.models import BreakGlass, Client, Contact, ContactNote, Disclosure, FollowUp
from ibs_portal.database.identity import asking_as
from tests.factories.casework import BreakGlassFactory, DisclosureFactory

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
FACTS = {"client", "clientname", "case", "caseevent"}
WITH_CONTACTS = FACTS | {"contact", "contacttopic", "followup"}
MODELS = [*sorted(WITH_CONTACTS), "contactnote"]


def of_the_city(house, person: str) -> set[str]:
    """Models of which this person reads rows of the city: by the database, which must agree with ``visible_to``."""
    city, seen = house["client"].controller, set()
    for name in MODELS:
        model = apps.get_model("counselling", name)
        by_query = set(model.objects.visible_to(house[person]))
        with asking_as(house[person]):
            by_database = set(model.objects.all())
        assert by_query == by_database, name
        if any(row.controller_id == city.pk for row in by_database):
            seen.add(name)
    return seen


def shown(house, **more) -> Disclosure:
    fields = {
        "client": house["client"],
        "by": house["leitung"],
        "recipient": house["koordination-landkreis"].organisation,
    }
    return DisclosureFactory(**fields | more)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, WITH_CONTACTS),
        ({"scope": "facts"}, FACTS),
        ({"starts_on": timezone.localdate() + DAY}, set()),
        ({"starts_on": timezone.localdate() - 9 * DAY, "ends_on": timezone.localdate() - DAY}, set()),
        ({"starts_on": timezone.localdate() - 9 * DAY, "ends_on": timezone.localdate()}, WITH_CONTACTS),
    ],
)
def test_a_shown_file_is_read_while_it_is_shown_and_never_its_notes(house, fields, expected):
    assert of_the_city(house, "koordination-landkreis") == set()
    shown(house, **fields)
    assert of_the_city(house, "koordination-landkreis") == expected


def test_a_withdrawn_one_shows_nothing(house):
    row = shown(house)
    Disclosure.objects.filter(pk=row.pk).update(withdrawn_at=timezone.now(), withdrawn_by=house["leitung"])
    assert of_the_city(house, "koordination-landkreis") == set()


def test_reading_is_not_writing(house):
    """The other controller changes, adds and deletes nothing, also with a statement of her own."""
    shown(house)
    with asking_as(house["koordination-landkreis"]):
        assert Client.objects.filter(pk=house["client"].pk).update(phone="1") == 0
        assert FollowUp.objects.filter(pk=house["followup"].pk).update(due_on=timezone.localdate()) == 0
        assert FollowUp.objects.filter(pk=house["followup"].pk).delete()[0] == 0
        assert Contact.objects.filter(pk=house["contact"].pk).delete_with_its_rows() == 0
        assert Disclosure.objects.filter(client=house["client"]).update(withdrawn_at=None) == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            FollowUp.objects.create(
                controller=house["client"].controller,
                client=house["client"],
                due_on=timezone.localdate(),
                text="x",
                assigned_to=house["koordination-landkreis"],
                created_by=house["koordination-landkreis"],
            )


def test_nobody_shows_herself_the_file_of_others(house):
    with (
        asking_as(house["koordination-landkreis"]),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        shown(house)


def test_only_its_end_can_be_changed(house):
    row = shown(house)
    with asking_as(house["leitung"]), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Disclosure.objects.filter(pk=row.pk).update(ends_on=row.ends_on + DAY)


def test_the_counter_sees_languages_and_no_other_column_of_a_client(house):
    allowed = {"id", "controller_id", "centre_id", "languages", "needs_interpreter", "is_restricted"}
    columns = [field.column for field in Client._meta.concrete_fields]
    seen = set()
    for column in columns:
        with asking_as(house["bfd"]), contextlib.suppress(DatabaseError), transaction.atomic():
            Client.objects.values_list(column).get()
            seen.add(column)
    assert seen == allowed


def notes_of(house, person: str) -> list[str]:
    by_query = list(ContactNote.objects.visible_to(house[person]))
    with asking_as(house[person]):
        assert list(ContactNote.objects.all()) == by_query
    return [note.text for note in by_query]


def test_opened_notes_are_read_by_who_opened_them_until_it_expires(house):
    row = BreakGlassFactory(client=house["client"], user=house["beratung2"])
    assert [notes_of(house, name) for name in ("beratung2", "leitung")] == [["Bescheid gelesen"], []]
    past = timezone.now() - 9 * HOUR
    BreakGlass.objects.filter(pk=row.pk).update(opened_at=past, expires_at=past + 8 * HOUR)
    assert notes_of(house, "beratung2") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"expires_at": timezone.now() + 9 * HOUR},
        {"reason": "zu kurz"},
        {"opened_at": timezone.now() + HOUR, "expires_at": timezone.now()},
    ],
)
def test_an_opening_cannot_be_wrong(house, fields):
    with pytest.raises(IntegrityError, match="counselling_breakglass"), transaction.atomic():
        BreakGlassFactory(client=house["client"], user=house["beratung2"], **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"user": "leitung"},
        {"opened_at": timezone.now() + 5 * HOUR, "expires_at": timezone.now() + 13 * HOUR},
    ],
)
def test_nobody_opens_for_others_or_for_later(house, fields):
    fields = {name: house.get(value, value) if name == "user" else value for name, value in fields.items()}
    with asking_as(house["beratung2"]), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        BreakGlassFactory(**{"client": house["client"], "user": house["beratung2"]} | fields)


def test_nothing_prolongs_an_opening(house):
    row = BreakGlassFactory(client=house["client"], user=house["beratung2"])
    with asking_as(house["beratung2"]), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        BreakGlass.objects.filter(pk=row.pk).update(reason=b"Ein anderer Grund als vorher")


@pytest.mark.parametrize("factory", [DisclosureFactory, BreakGlassFactory])
def test_the_client_is_one_of_the_same_controller(house, factory):
    person = {"by": house["beratung"], "recipient": house["koordination-landkreis"].organisation}
    person = {"user": house["beratung"]} if factory is BreakGlassFactory else person
    row = factory(client=house["client"], **person)
    with pytest.raises(IntegrityError, match="client_one_controller"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(client=house["county_client"])
        connection.check_constraints()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"recipient": "leitung"}, "to_another"),
        ({"ends_on": timezone.localdate() + 800 * DAY}, "ends"),
        ({"ends_on": timezone.localdate() - DAY}, "ends|range"),
        ({"reason": ""}, "has_reason"),
        ({"withdrawn_at": timezone.now()}, "withdrawn_by_somebody"),
    ],
)
def test_a_disclosure_cannot_be_wrong(house, fields, name):
    if "recipient" in fields:
        fields = {"recipient": house["leitung"].organisation}
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        shown(house, **fields)


def test_a_file_is_shown_once_at_a_time(house):
    shown(house)
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        shown(house)
