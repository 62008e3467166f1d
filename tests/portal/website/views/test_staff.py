import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibs_portal.website.views.staff import greeting

STAFF = [
    "leitung",
    "beratung",
    "koordination-landkreis",
    "bfd",
    "freiwilligenagentur",
    "redaktion",
    "partner",
    "technik",
]


@pytest.mark.parametrize("name", STAFF)
def test_heute_opens_for_all_staff_within_twelve_queries(client_as, name):
    client = client_as(name)
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/intern/").status_code == 200
    assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) <= 12


def test_heute_offers_what_each_may_begin(client_as):
    offers = {name: [a.key for a in client_as(name).get("/intern/").context["quick_actions"]] for name in STAFF}
    assert offers == {
        "leitung": ["n", "v", "a"],
        "beratung": ["n", "v", "a"],
        "koordination-landkreis": ["n", "v", "a"],
        "bfd": ["n", "v", "a"],
        "freiwilligenagentur": ["v", "a"],
        "redaktion": ["v", "a"],
        "partner": [],
        "technik": [],
    }


def test_the_superuser_sees_the_set_up_and_nobody_else_does(client_as):
    shown = {name: "/admin/accounts/user/" in client_as(name).get("/intern/").content.decode() for name in STAFF}
    assert shown == {name: name == "technik" for name in STAFF}


@pytest.mark.parametrize("text", ["", "a", "  ", "Łukasz Đorđević", "%", "x" * 500, "<script>"])
def test_the_search_takes_anything(client_as, text):
    page = client_as("beratung").get("/intern/suche/", {"q": text})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize("text", ["", "a", "Nähen", "%_", "x" * 500, "<script>", "a b c d e f g h"])
def test_the_public_search_takes_anything(client_as, db, text):
    page = client_as(None).get("/de/suche/", {"q": text})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize(("hour", "words"), [(7, "Guten Morgen"), (11, "Guten Tag"), (17, "Guten Abend")])
def test_greeting(hour, words):
    assert greeting(datetime.datetime(2025, 7, 3, hour, tzinfo=datetime.UTC)) == words
