"""Reading the trail: everybody her own, some their house's, nobody a word about anybody."""

import re

import pytest
from django.urls import reverse

from ibs_portal.audit.models import Entry
from ibs_portal.audit.trail import record, record_look, record_reading
from ibs_portal.audit.wording import NOUNS, PARTICIPLES, fields_of, model_nouns, what
from ibs_portal.database.identity import asking_as
from tests.architecture.source import modules
from tests.factories.accounts import UserFactory
from tests.factories.casework import make_house

LIST, OWN = "/intern/protokoll/", "/intern/protokoll/eigene/"


@pytest.fixture
def house(persons, organisations):
    """A file of the city and one of the county, each just opened by who is in charge; names nobody else has."""
    rows = make_house(persons, organisations)
    Entry.objects.all().delete()
    for name, key in (("beratung", "client"), ("koordination-landkreis", "county_client")):
        with asking_as(persons[name]):
            record_reading(rows[key], what="client.viewed")
    return rows


def text_of(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def table_of(client, path: str) -> list[list[str]]:
    """The rows of the table, cell by cell."""
    html = client.get(path).content.decode()
    body = html.partition("<tbody")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in body.split("<tr")[1:]]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


# --- Own entries -------------------------------------------------------------------------------------------


def test_everybody_who_works_here_reads_her_own_entries(house, client_as):
    (row,) = table_of(client_as("beratung"), OWN)
    assert row[1:4] == ["Beratung", "Klientin/Klient: angesehen Einsicht", f"Klientin/Klient {house['client'].pk}"]
    assert table_of(client_as("beratung2"), OWN) == []


def test_a_refused_try_is_not_among_them(house, client_as, persons):
    """Its file and holder would tell that there is such a row."""
    client = client_as("koordination-landkreis")
    assert client.get(reverse("counselling:client_detail", args=[house["client"].pk])).status_code == 404
    assert Entry.objects.refusals().count() == 1
    assert ["Zugriff verweigert" in row[2] for row in table_of(client, OWN)] == [False]
    with asking_as(persons["koordination-landkreis"]):
        assert Entry.objects.refusals().count() == 0


# --- The list of the house ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["datenschutz", "leitung"])
def test_the_list_holds_what_the_own_organisation_holds(name, house, client_as, persons):
    rows = [row for row in table_of(client_as(name), LIST) if "Beratung" in row[1]]
    assert [row[4] for row in rows] == [f"Klientin/Klient {house['client'].pk}"]
    assert "koordination" not in text_of(client_as(name), LIST).lower()


def test_whoever_tried_from_another_house_is_an_account_with_a_number(house, client_as, persons):
    client_as("koordination-landkreis").get(reverse("counselling:client_detail", args=[house["client"].pk]))
    rows = table_of(client_as("datenschutz"), f"{LIST}?kind=refused")
    assert [row[1] for row in rows] == [f"Konto {persons['koordination-landkreis'].pk}"]


def test_an_officer_without_an_organisation_sees_nothing(house, client_as):
    officer = UserFactory(role="data_protection_officer", organisation=None)
    client = client_as(None)
    client.force_login(officer)
    assert table_of(client, LIST) == []


def test_coordinators_of_another_town_see_nothing_of_the_city(house, client_as):
    assert "Klient" not in str(table_of(client_as("freiwilligenagentur"), LIST))


FILTERS = [
    ("", 4),
    ("kind=read", 1),
    ("kind=change", 2),
    ("verb=closed", 1),
    ("model=counselling.Client", 3),
    ("model=counselling.Case", 1),
    ("since=2020-01-01", 4),
    ("until=2020-01-01", 0),
    ("since=unsinn", 4),
    ("number=999999", 0),
]


@pytest.mark.parametrize(("query", "count"), FILTERS)
def test_the_list_is_filtered(query, count, house, persons, client_as):
    client = house["client"]
    with asking_as(persons["beratung"]):
        type(client).objects.filter(pk=client.pk).update(phone="1")
        type(client).objects.filter(pk=client.pk).update(phone="2")
        record("case.closed", house["case"], by=persons["beratung"])
    held = [row for row in table_of(client_as("datenschutz"), f"{LIST}?{query}") if "Beratung" in row[1]]
    assert len(held) == count


def test_the_person_is_one_of_the_own_house(house, client_as, persons):
    assert len(table_of(client_as("datenschutz"), f"{LIST}?person={persons['beratung'].pk}")) == 1
    stranger = persons["koordination-landkreis"].pk
    html = client_as("datenschutz").get(LIST).content.decode()
    assert (f'value="{persons["beratung"].pk}"' in html, f'value="{stranger}"' in html) == (True, False)


def test_a_long_list_goes_on_by_the_number_of_the_last_entry(house, persons, client_as, django_assert_max_num_queries):
    with asking_as(persons["beratung"]):
        made = [record_look("client.searched") for _n in range(60)]
    client = client_as("beratung")
    first = client.get(OWN).content.decode()
    assert f'href="?after={made[10].pk}"' in first
    rows = table_of(client, f"{OWN}?after={made[10].pk}")
    assert len(rows) == 11
    with django_assert_max_num_queries(12):
        client.get(OWN)


def test_nothing_about_clients_is_on_the_page(house, client_as, persons):
    """Names, telephone numbers and aims of the file that the entries are about."""
    with asking_as(persons["beratung"]):
        type(house["client"]).objects.filter(pk=house["client"].pk).update(phone="0375 987654")
    page = text_of(client_as("datenschutz"), LIST)
    assert "Telefon" in page, "the field by name"
    assert not re.search("Ánh|Nguyễn|987654|4711|Eigene Wohnung|Bescheid", page)


# --- Who looked at this file -------------------------------------------------------------------------------


def test_whoever_leads_a_case_sees_who_looked_at_its_file(house, client_as, persons):
    path = reverse("counselling:client_trail", args=[house["client"].pk])
    with asking_as(persons["beratung2"]):
        record_reading(house["client"], what="client.viewed")
    assert [row[1] for row in table_of(client_as("beratung"), path)] == ["Beratung2", "Beratung"]
    assert [row[1] for row in table_of(client_as("leitung"), path)] == ["Beratung", "Beratung2", "Beratung"]
    assert [client_as(name).get(path).status_code for name in ("beratung2", "bfd", "datenschutz")] == [403, 403, 403]
    assert client_as("koordination-landkreis").get(path).status_code == 404


def test_looking_at_who_looked_is_a_look(house, client_as):
    client_as("beratung").get(reverse("counselling:client_trail", args=[house["client"].pk]))
    assert Entry.objects.readings().latest("id").verb == "client.trail_viewed"


def test_changes_are_there_if_one_asks_for_them(house, client_as, persons):
    type(house["client"]).objects.filter(pk=house["client"].pk).update(phone="1")
    path = reverse("counselling:client_trail", args=[house["client"].pk])
    verbs = [
        [row[3].split(":")[1] for row in table_of(client_as("beratung"), path + query)] for query in ("", "?all=1")
    ]
    assert "geändert" not in str(verbs[0])
    assert "geändert" in str(verbs[1])


def test_the_file_leads_there_only_those_who_may(house, client_as):
    path = reverse("counselling:client_detail", args=[house["client"].pk])
    link = reverse("counselling:client_trail", args=[house["client"].pk])
    found = {name: link in client_as(name).get(path).content.decode() for name in ("beratung", "leitung", "beratung2")}
    assert found == {"beratung": True, "leitung": True, "beratung2": False}


# --- What the database lets each of them read --------------------------------------------------------------


def test_the_policy_and_the_queryset_agree_for_everybody(house, persons, client_as):
    client_as("koordination-landkreis").get(reverse("counselling:client_detail", args=[house["client"].pk]))
    record("account.roles_changed", persons["bfd"], by=persons["technik"])
    type(house["client"]).objects.filter(pk=house["client"].pk).update(phone="1")
    wrong = {}
    for name, person in persons.items():
        expected = set(Entry.objects.visible_to(person).values_list("pk", flat=True))
        with asking_as(person):
            readable = person.database_role not in ("portal_visitor",)
            found = set(Entry.objects.values_list("pk", flat=True)) if readable else set()
        if found != expected:
            wrong[name] = (found, expected)
    assert wrong == {}


def test_the_technicians_read_entries_about_accounts_only(house, persons):
    record("account.roles_changed", persons["bfd"], by=persons["leitung"])
    with asking_as(persons["technik"]):
        assert {entry.model for entry in Entry.objects.all()} == {"accounts.User"}


# --- Words -------------------------------------------------------------------------------------------------

VERB = re.compile(r'"([a-z_]+)\.([a-z_]+)"')


def verbs_in_the_source() -> set[tuple[str, str]]:
    """Everything in an action, task or table of pages that looks like a verb."""
    found = set()
    for path in modules():
        if {"actions", "tasks"} & {*path.parts, path.stem}:
            found |= set(VERB.findall(path.read_text()))
    names = {*model_nouns(), *NOUNS}
    return {(noun, participle) for noun, participle in found if noun in names}


def test_every_verb_has_words():
    verbs = verbs_in_the_source()
    assert len(verbs) > 40
    assert sorted(f"{noun}.{participle}" for noun, participle in verbs if participle not in PARTICIPLES) == []


def test_verbs_and_fields_are_told_in_german(house):
    entry = Entry(model="counselling.Client", fields="birth_date, gone", verb="client.changed")
    assert (what("case.closed"), fields_of(entry)) == ("Fall: abgeschlossen", "Geburtsdatum, gone")
