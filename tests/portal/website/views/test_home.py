import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counselling.models import Centre, OpeningRule
from ibs_portal.website.freshness import forget
from tests.factories.website import NewsItemFactory

UNPACKED = {"HTTP_ACCEPT_ENCODING": "identity"}


@pytest.fixture
def centre(db) -> Centre:
    centre = Centre.objects.create(
        slug="zwickau",
        name="Integrationsberatungsstelle",
        short_name="IBS Zwickau",
        street="Hauptstraße 56",
        postcode="08056",
        town="Zwickau",
        phone="0375 0000",
        email="ibs@example.org",
    )
    for weekday in range(5):
        OpeningRule.objects.create(centre=centre, weekday=weekday, opens="09:00", closes="12:00")
    return centre


@pytest.fixture
def kept(settings):
    settings.KEEP_ANSWERS = True
    forget()
    yield
    forget()


def text_of(client: Client, path: str = "/de/") -> str:
    return client.get(path, **UNPACKED).content.decode()


def test_the_first_screen_answers(client_as, centre):
    page = text_of(client_as(None), "/de/?at=2025-07-02T10:20")
    assert "<title>Jetzt geöffnet" in page
    for fact in ("12:00", "Hauptstraße 56, 08056 Zwickau", 'href="tel:+493750000"', "ibs@example.org"):
        assert fact in page
    assert page.index("p-sign") < page.index("<h2")


@pytest.mark.parametrize(
    ("at", "words"),
    [("2025-07-02T10:20", "Jetzt geöffnet"), ("2025-07-02T13:00", "geschlossen"), ("2025-07-05T10:00", "geschlossen")],
)
def test_any_moment_can_be_asked_for(client_as, centre, at, words):
    assert words in text_of(client_as(None), f"/de/?at={at}").partition("</h1>")[0]


@pytest.mark.parametrize("at", ["", "gestern", "2025-13-01T00:00", "9999-12-31T23:59", "2025-07-02T10:20+99:00"])
def test_nonsense_counts_as_not_asked(client_as, centre, at):
    assert client_as(None).get("/de/", {"at": at}).status_code == 200


def test_it_stands_in_an_empty_database(client_as, db):
    assert client_as(None).get("/de/").status_code == 200


def test_at_most_five_queries(client_as, centre, organisations):
    NewsItemFactory.create_batch(3, organisation=organisations["city"], published=True)
    with CaptureQueriesContext(connection) as captured:
        client_as(None).get("/de/")
    assert len([q for q in captured if "SAVEPOINT" not in q["sql"]]) <= 5


def test_the_kept_page_is_the_same_page_for_one_query(client_as, centre, kept):
    client = client_as(None)
    first = client.get("/de/", **UNPACKED)
    with CaptureQueriesContext(connection) as captured:
        second = client.get("/de/", **UNPACKED)
    assert first.content == second.content
    assert len([q for q in captured if "SAVEPOINT" not in q["sql"]]) == 1


def test_the_packed_page_is_the_page(client_as, centre, kept):
    client = client_as(None)
    packed = client.get("/de/", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == client.get("/de/", **UNPACKED).content


def test_whoever_has_the_page_gets_304_until_something_changes(client_as, centre, organisations, kept):
    client = client_as(None)
    etag = client.get("/de/")["ETag"]
    assert client.get("/de/", headers={"if-none-match": etag}).status_code == 304
    assert client.get("/en/", headers={"if-none-match": etag}).status_code == 200
    item = NewsItemFactory(organisation=organisations["city"])
    client_as("leitung").post(f"/intern/aktuelles/{item.pk}/veroeffentlichen/")
    assert client.get("/de/", headers={"if-none-match": etag}).status_code == 200
    assert item.title_de in text_of(client)


def test_languages_do_not_mix(client_as, centre, kept):
    german, english = text_of(client_as(None), "/de/"), text_of(client_as(None), "/en/")
    assert ('<html lang="de"' in german, '<html lang="en"' in english) == (True, True)


def test_the_page_of_all_sets_no_cookie_and_may_be_shared(client_as, centre, kept):
    answer = client_as(None).get("/de/")
    assert dict(answer.cookies) == {}
    assert answer["Cache-Control"] == "public, no-cache"


def test_whoever_is_logged_in_gets_a_page_of_her_own(client_as, centre, kept):
    answer = client_as("beratung").get("/de/")
    assert "ETag" not in answer
