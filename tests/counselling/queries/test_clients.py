"""The finder: exact, beginning, without marks, other script, misspelt, number, birthday."""

import datetime

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection

from counselling.models import Client, Contact
from counselling.queries import clients, search
from ibs_portal.database.identity import asking_as
from tests.factories.casework import ClientFactory, ContactFactory, DisclosureFactory

CONTENT = ["client", "clientname", "case", "caseevent", "contact", "contactnote", "contacttopic", "followup"]
CONTENT += ["disclosure", "breakglass"]


def find_clients(user, typed: str) -> list:
    """As in a request: the database knows who is asking."""
    with asking_as(user):
        return clients.find_clients(user, typed)


@pytest.fixture
def crowd(house):
    people = [
        ("Łukasz", "Đorđević"),
        ("Samira", "Al-Khatib"),
        ("Zaw", ""),
        ("Anna", "Weißflog"),
        ("Mehmet", "Yıldırım"),
    ]
    for name in people:
        more = [("سميرة", "الخطيب")] if name[0] == "Samira" else []
        born = {"birth_date": datetime.date(1988, 2, 14), "birth_precision": "day"} if name[0] == "Zaw" else {}
        ClientFactory(by=house["beratung"], centre=house["centre"], name=name, more_names=more, **born)
    return house


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Łukasz Đorđević", "Łukasz Đorđević"),
        ("dordevic lukasz", "Łukasz Đorđević"),
        ("luk dord", "Łukasz Đorđević"),
        ("Ђорђевић", "Łukasz Đorđević"),
        ("dordevitsch", "Łukasz Đorđević"),
        ("khatib", "Samira Al-Khatib"),
        ("سميرة", "Samira Al-Khatib"),
        ("zaw", "Zaw"),
        ("14.2.1988", "Zaw"),
        ("WEISSFLOG", "Anna Weißflog"),
        ("weisflog", "Anna Weißflog"),
        ("yildirim", "Mehmet Yıldırım"),
        ("nguyen anh", "Thị Ánh Nguyễn"),
        ("nguen", "Thị Ánh Nguyễn"),
    ],
)
def test_people_are_found_as_they_are_typed(crowd, typed, first):
    assert [hit.name for hit in find_clients(crowd["beratung"], typed)][:1] == [first]


def test_numbers_lead_to_the_person(crowd):
    by_case = find_clients(crowd["beratung"], crowd["case"].number)
    by_file = find_clients(crowd["beratung"], crowd["client"].file_number)
    assert [hit.pk for hit in by_case] == [hit.pk for hit in by_file] == [crowd["client"].pk]


@pytest.mark.parametrize(
    "typed", ["", " ", "%", "_", "14.13.1988", "xyzxyz", "'; DROP TABLE x", "2026-99999", "\u202e"]
)
def test_nonsense_finds_nobody(crowd, typed):
    assert find_clients(crowd["beratung"], typed) == []


@pytest.mark.parametrize(
    "person", ["koordination-landkreis", "technik", "begleiterin", "freiwilligenagentur", "partner", "redaktion"]
)
def test_others_find_nobody(crowd, person):
    assert [find_clients(crowd[person], typed) for typed in ("nguyen", "14.2.1988", crowd["case"].number)] == [
        [],
        [],
        [],
    ]
    with asking_as(crowd[person]):
        assert search(crowd[person], "nguyen") == []


def test_the_federal_volunteer_finds_by_name_only(crowd):
    hits = find_clients(crowd["bfd"], "zaw")
    assert [(hit.name, hit.second_line) for hit in hits] == [("Zaw", "Vietnamesisch")]
    assert find_clients(crowd["bfd"], "14.2.1988") == []
    with asking_as(crowd["bfd"]):
        assert search(crowd["bfd"], "zaw")[0]["url"].startswith("/intern/kontakt/neu/?client=")


def keys_of(person, call: str, *values) -> list[int]:
    """What a function of the database answers, asked past all queries of the portal."""
    with asking_as(person), connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}", values)
        return sorted(cursor.fetchone()[0] or [])


NAMED, WITH = "counselling_people_named(%s, %s, %s)", "counselling_people_with(%s)"


@pytest.mark.parametrize("person", ["beratung", "koordination-landkreis", "bfd"])
def test_the_finder_of_the_database_keeps_to_the_own_house(crowd, person):
    """Though it belongs to the owner and looks past the policies."""
    own = crowd["county_client"] if person == "koordination-landkreis" else crowd["client"]
    word = "dordevic" if person == "koordination-landkreis" else "nguyen"
    assert keys_of(crowd[person], NAMED, word, [word], "") == [own.pk]
    assert keys_of(crowd[person], "counselling_names_alike(%s)", [word]) == [own.names.get().pk]
    everybody = keys_of(crowd[person], NAMED, "a:* | d:* | n:*", [], "")
    assert {crowd["client"].pk, crowd["county_client"].pk} & set(everybody) == {own.pk}


@pytest.mark.parametrize("person", ["technik", "freiwilligenagentur", "redaktion", "begleiterin", "partner"])
def test_the_finder_of_the_database_answers_nobody_else(crowd, person):
    assert keys_of(crowd[person], NAMED, "nguyen | dordevic", ["a"], "") == []
    assert keys_of(crowd[person], WITH, "Y1988") == []


def test_birth_and_phone_are_for_readers_of_files(crowd):
    zaw = Client.objects.get(names__given="Zaw").pk
    assert keys_of(crowd["beratung"], WITH, "Y1988") == [zaw]
    assert keys_of(crowd["beratung"], NAMED, "zaw", ["zaw"], "Y1988") == [zaw]
    assert keys_of(crowd["beratung"], NAMED, "zaw", ["zaw"], "Y1989") == []
    assert keys_of(crowd["bfd"], WITH, "Y1988") == []
    assert keys_of(crowd["bfd"], NAMED, "zaw", ["zaw"], "Y1988") == []
    assert [hit.pk for hit in find_clients(crowd["bfd"], "zaw 1988")] == [zaw]


def test_a_file_that_is_shown_is_found_by_readers_of_files(crowd):
    county = crowd["county_client"]
    assert find_clients(crowd["beratung"], "dordevic")[0].pk != county.pk
    DisclosureFactory(client=county, by=crowd["koordination-landkreis"], recipient=crowd["beratung"].organisation)
    assert county.pk not in [hit.pk for hit in find_clients(crowd["beratung"], "dordevic")]
    assert county.pk not in [hit.pk for hit in find_clients(crowd["bfd"], "dordevic")]
    with asking_as(crowd["beratung"]):
        shown = clients.find_clients(crowd["beratung"], "dordevic", with_shown=True)
    assert county.pk in [hit.pk for hit in shown]


def test_no_content_of_files_in_the_admin(house, client_as):
    """Not registered at all, so no address, no autocomplete, no history of it."""
    registered = {model._meta.label_lower for model in admin.site._registry}
    assert not registered & {f"counselling.{name}" for name in CONTENT}
    page = client_as("technik").get("/admin/").content.decode()
    assert not any(f"/admin/counselling/{name}/" in page for name in CONTENT)
    assert all(client_as("technik").get(f"/admin/counselling/{name}/").status_code == 404 for name in CONTENT)
    assert all(apps.get_model("counselling", name) for name in CONTENT)


def test_nobody_sees_rows_of_people_but_the_controllers_staff(house):
    """``visible_to`` of every model, for everybody: own rows for the city's case workers, nothing for the rest."""
    for name in CONTENT:
        rows = apps.get_model("counselling", name).objects
        for person in ("technik", "begleiterin", "fachkraft", "partner", "redaktion", "freiwilligenagentur"):
            assert not rows.visible_to(house[person]).exists(), (name, person)
        seen = rows.visible_to(house["beratung"])
        assert {row.controller_id for row in seen} <= {house["beratung"].organisation_id}, name


def test_the_federal_volunteer_sees_whom_she_may_find_and_what_she_entered(house):
    own = ContactFactory(by=house["bfd"], centre=house["centre"], client=house["client"], topics=house["topics"][:1])
    seen = {name: apps.get_model("counselling", name).objects.visible_to(house["bfd"]) for name in CONTENT}
    counts = {name: rows.count() for name, rows in seen.items() if rows.exists()}
    assert counts == {"client": 1, "clientname": 1, "contact": 1, "contacttopic": 1}
    assert seen["contact"].get() == own
    assert not Client.objects.with_file_shown_to(house["bfd"]).exists()


def test_notes_are_for_author_owner_and_deputy(house):
    notes = apps.get_model("counselling", "contactnote").objects
    assert [notes.visible_to(house[name]).count() for name in ("beratung", "beratung2", "leitung")] == [1, 0, 0]
    house["case"].deputy = house["beratung2"]
    house["case"].save()
    assert notes.visible_to(house["beratung2"]).count() == 1
    assert Contact.objects.visible_to(house["leitung"]).count() == 1
