"""Reading leaves a trace: exactly one entry for each page that shows people, and for each refused try."""

from itertools import groupby

import pytest
from django.db import connection, transaction
from django.urls import reverse

from ibs_portal.accounts.models import User
from ibs_portal.audit.middleware import TraceMiddleware
from ibs_portal.audit.models import Entry
from ibs_portal.audit.pages import pages
from tests.access.matrix import EVERYBODY, PERSON_OF
from tests.access.test_matrix import LINES, url_names
from tests.factories.casework import ClientFactory, ContactFactory, make_house

BEHIND_A_LOGIN = ("/intern/", "/konto/")
# What a page needs to have filled in so that its look is one.
SEARCH = {"client.searched": "q=Muster&person=Muster", "people.searched": "q=Muster"}


def traces(kind: str = "read") -> list[tuple]:
    rows = Entry.objects.filter(kind=kind).order_by("id")
    return list(rows.values_list("verb", "model", "object_id", "actor_id"))


def is_behind_a_login(name: str) -> bool:
    line, _module = LINES[name]
    return "anonymous" not in line.roles or name == "mail:outbox"


def test_every_page_behind_a_login_has_a_line():
    own = {name for name in url_names() if is_behind_a_login(name)}
    assert (sorted(own - pages().keys()), sorted(pages().keys() - url_names())) == ([], [])


def test_every_row_of_the_table_is_a_model(db):
    from django.apps import apps

    assert all(apps.get_model(page.row) for page in pages().values() if page.row)


def module_of(name: str) -> str:
    return LINES[name][1].__name__


def what_is_left(client, name: str, kwargs: dict) -> tuple[list[tuple], int]:
    """The entries that asking for a page leaves, and how it answered."""
    line = LINES[name][0]
    last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    answer = client.generic(line.methods[0], reverse(name, kwargs=kwargs) + line.query)
    found = Entry.objects.filter(id__gt=last).exclude(kind__in=["act", "change"])
    return list(found.values_list("kind", "verb", "model", "object_id", "actor_id")), answer.status_code


AREAS = sorted({name.partition(":")[0] for name, page in pages().items() if page.row})


@pytest.mark.parametrize("area", AREAS)
def test_each_look_and_each_refused_try_is_one_entry(area, persons, organisations, client_as):
    """Three who may not and two who may ask for each page; the answer says which entry there must be."""
    clients = {role: client_as(PERSON_OF[role]) for role in EVERYBODY - {"anonymous"}}
    asked, wrong = {"read": 0, "refused": 0}, {}
    named = sorted((name for name, page in pages().items() if page.row and name.startswith(area)), key=module_of)
    for module, names in groupby(named, lambda name: LINES[name][1]):
        with transaction.atomic():
            world = module.make_world(persons, organisations)
            for name in names:
                line = LINES[name][0]
                kwargs = line.kwargs(world)
                with transaction.atomic():
                    for role in [*sorted(clients.keys() - line.roles)[:3], *sorted(clients.keys() & line.roles)[:2]]:
                        found, status = what_is_left(clients[role], name, kwargs)
                        expected = expected_entry(pages()[name], status, kwargs["pk"], persons[PERSON_OF[role]])
                        for entry in expected:
                            asked[entry[0]] += 1
                        if found != expected:
                            wrong[f"{name} as {role}: {status}"] = found
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
    assert wrong == {}
    assert min(asked.values()) > 5, asked


# Pages that write their entry themselves, as what they show goes into a file.
EXPORTED = {
    "event": "registration.exported",
    "clientimport": "clientimport.exported",
    "trainingsession": "training_session.exported",
    "cohort": "cohort.exported",
    "cohortimport": "cohortimport.exported",
    "volunteerimport": "volunteerimport.exported",
}


def expected_entry(page, status: int, key: int, person: User) -> list[tuple]:
    noun = page.row.partition(".")[2].lower()
    if status in (403, 404):
        return [("refused", f"{noun}.refused", page.row, key, person.pk)]
    if status == 200 and page.writes_itself:
        return [("read", EXPORTED.get(noun, f"{noun}.viewed"), page.row, key, person.pk)]
    if status == 200 and (verb := page.look(set())):
        return [("read", verb, page.row, key, person.pk)]
    return []


LISTS = [
    ("counselling:client_list", "q=Muster", "client.searched"),
    ("counselling:client_list", "after=a~1", "client.paged"),
    ("counselling:client_list", "", ""),
    ("counselling:client_find", "person=Muster", "client.searched"),
    ("counselling:case_list", "after=2025-01-01~1", "case.paged"),
    ("counselling:followup_list", "after=2025-01-01~1", "followup.paged"),
    ("counselling:contact_list", "after=x", "contact.paged"),
    ("volunteers:pipeline", "q=Muster", "volunteer.searched"),
    ("volunteers:pipeline", "after=x", "volunteer.paged"),
    ("volunteers:worker_list", "q=Muster", "skilledworker.searched"),
    ("volunteers:worker_list", "seite=2", "skilledworker.paged"),
    ("volunteers:need_list", "", "matchneed.listed"),
    ("volunteers:run_board", "", "matchingrun.listed"),
    ("volunteers:exclusion_list", "", "pairexclusion.listed"),
    ("volunteers:match_list", "", "match.listed"),
    ("website:staff_search", "q=Muster", "people.searched"),
    ("website:staff_home", "", ""),
]


@pytest.mark.parametrize(("name", "query", "verb"), LISTS)
def test_searching_and_turning_the_page_are_looks(name, query, verb, client_as):
    area = name.partition(":")[0]
    client = client_as("freiwilligenagentur" if area == "volunteers" else "beratung")
    assert client.get(reverse(name) + f"?{query}").status_code == 200
    assert [entry[0] for entry in traces()] == ([verb] if verb else [])


def test_what_was_searched_for_is_nowhere_in_the_trail(client_as):
    client_as("beratung").get(reverse("counselling:client_list") + "?q=Xylophonistin")
    assert not any("xylophon" in str(row).lower() for row in Entry.objects.values())


# --- The file ----------------------------------------------------------------------------------------------


@pytest.fixture
def house(persons, organisations):
    return make_house(persons, organisations)


@pytest.fixture
def client(house):
    return house["client"]


def test_opening_a_file_says_whose_it_is_and_as_what(client, persons, client_as):
    client_as("beratung").get(reverse("counselling:client_detail", args=[client.pk]))
    entry = Entry.objects.readings().get()
    assert (entry.verb, entry.file_model, entry.file_id, entry.holder_id, entry.database_role, entry.fields) == (
        "client.viewed",
        "counselling.Client",
        client.pk,
        client.controller_id,
        "portal_counselling",
        "notes",
    )
    assert entry.request_id


def test_notes_that_were_shown_are_named_and_not_told(client, persons, client_as):
    ContactFactory(client=client, centre=client.centre, by=persons["beratung2"], note="Zwiebelmustergeheimnis")
    path = reverse("counselling:client_detail", args=[client.pk])
    client_as("beratung2").get(path)
    assert Entry.objects.readings().get().fields == "notes"
    assert not any("zwiebel" in str(row).lower() for row in Entry.objects.values())


def test_a_refused_try_of_the_other_house_is_told_to_the_house_that_holds_the_file(client, client_as, persons):
    path = reverse("counselling:client_detail", args=[client.pk])
    assert client_as("koordination-landkreis").get(path).status_code == 404
    entry = Entry.objects.refusals().get()
    assert (entry.actor_id, entry.file_id, entry.holder_id, entry.organisation_id) == (
        persons["koordination-landkreis"].pk,
        client.pk,
        client.controller_id,
        persons["koordination-landkreis"].organisation_id,
    )


def test_strangers_leave_nothing(client):
    from django.test import Client

    Client().get(reverse("counselling:client_detail", args=[client.pk]))
    assert (traces("read"), traces("refused")) == ([], [])


# --- No trace, no page -------------------------------------------------------------------------------------

BREAK = """
CREATE OR REPLACE FUNCTION audit_asker(
    OUT actor_id bigint, OUT organisation_id bigint, OUT database_role text, OUT request_id text
) LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the trail is full'; END $$
"""


@pytest.fixture
def known(house, persons):
    return ClientFactory(by=persons["beratung"], centre=house["client"].centre, name=("Annegret", "Silberdistel"))


PATHS = [
    lambda row: reverse("counselling:client_detail", args=[row.pk]),
    lambda row: reverse("counselling:client_update", args=[row.pk]),
    lambda row: reverse("counselling:client_list") + "?q=Silberdistel",
]


@pytest.mark.parametrize("path", PATHS)
def test_without_a_trace_there_is_no_page(path, known, client_as, caplog):
    client = client_as("beratung")
    assert "Silberdistel" in client.get(path(known)).content.decode()
    with connection.cursor() as cursor:
        # What the world itself still has to count is counted before.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(BREAK)
    client.raise_request_exception = False
    answer = client.get(path(known))
    assert (answer.status_code, "Silberdistel" in answer.content.decode()) == (500, False)
    caplog.clear()


def test_negative_control_without_the_middleware_there_is_no_entry(client, client_as, monkeypatch):
    monkeypatch.setattr(TraceMiddleware, "__call__", lambda self, request: self.get_response(request))
    path = reverse("counselling:client_update", args=[client.pk])
    client_as("beratung").get(path)
    client_as("koordination-landkreis").get(path)
    assert (traces("read"), traces("refused")) == ([], [])


def test_a_person_who_only_counts_leaves_a_trace_too(client, client_as):
    """The federal volunteer searches at the counter: names are shown, so it is a look."""
    client_as("bfd").post(reverse("counselling:contact_create"), {"search": "1", "person": "Muster"})
    assert [entry[0] for entry in traces()] == ["client.searched"]
