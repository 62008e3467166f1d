import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibs_portal.website.models import NewsItem
from tests.factories.opening import CentreFactory
from tests.factories.website import NewsItemFactory

FORM = {"title_de": "Neues", "body_de": "Ein Absatz."}


def test_list_costs_the_same_for_one_and_for_three(client_as, organisations):
    client, counts = client_as(None), []
    for more in (1, 2):
        NewsItemFactory.create_batch(more, organisation=organisations["city"], published=True)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get("/de/aktuelles/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6


def test_the_list_goes_on_with_older_news(client_as, organisations):
    items = NewsItemFactory.create_batch(12, organisation=organisations["city"], published=True)
    first = client_as(None).get("/de/aktuelles/")
    assert [item.pk for item in first.context["news"]] == [item.pk for item in reversed(items)][:10]
    rest = client_as(None).get("/de/aktuelles/" + first.context["older_url"])
    assert [item.pk for item in rest.context["news"]] == [items[1].pk, items[0].pk]


@pytest.mark.parametrize("before", ["x", "-1", "99999999", "9" * 40, "²", "%00"])
def test_nonsense_after_the_list_is_no_error(client_as, before, db):
    assert client_as(None).get(f"/de/aktuelles/?vor={before}").status_code in {200, 400}


def test_a_german_text_in_english_surroundings_is_marked(client_as, organisations):
    item = NewsItemFactory(organisation=organisations["city"], published=True, title_de="Wieder da")
    page = client_as(None).get(f"/en/aktuelles/{item.slug}/").content.decode()
    assert '<h1 lang="de" dir="ltr">Wieder da</h1>' in page
    assert "This text is only available in German." in page


def test_feed_in_two_languages(client_as, organisations):
    NewsItemFactory(
        organisation=organisations["city"], published=True, title_de="Wieder da", title_en="Back", body_en="We are."
    )
    german, english = (client_as(None).get(f"/feeds/{code}/aktuelles.xml") for code in ("de", "en"))
    assert german["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert ("Wieder da" in german.content.decode(), "Back" in english.content.decode()) == (True, True)
    assert client_as(None).get("/feeds/xx/aktuelles.xml").status_code == 404


def test_a_counsellor_drafts_and_may_not_publish(client_as, persons):
    client = client_as("beratung")
    assert client.post(reverse("website:news_create"), FORM).status_code == 302
    item = NewsItem.objects.get()
    assert item.author == persons["beratung"]
    assert client.post(reverse("website:news_publish", args=[item.pk])).status_code == 403
    assert client_as(None).get(item.get_absolute_url()).status_code == 404


def test_the_head_publishes_and_then_the_counsellor_may_not_change_it(client_as, organisations):
    item = NewsItemFactory(organisation=organisations["city"])
    assert client_as("leitung").post(reverse("website:news_publish", args=[item.pk])).status_code == 302
    assert client_as(None).get(item.get_absolute_url()).status_code == 200
    assert client_as("beratung").get(reverse("website:news_update", args=[item.pk])).status_code == 403
    assert client_as("leitung").get(reverse("website:news_update", args=[item.pk])).status_code == 200


def test_what_was_typed_stays_when_something_is_wrong(client_as, organisations):
    page = client_as("redaktion").post(reverse("website:news_create"), FORM | {"title_en": "Only a headline"})
    assert page.status_code == 200
    assert page.context["form"].errors["__all__"] == [
        "Geben Sie die englische Überschrift und den englischen Text an, oder beides nicht."
    ]
    assert 'value="Only a headline"' in page.content.decode()
    assert NewsItem.objects.count() == 0


def test_publishing_twice_says_so(client_as, organisations):
    item = NewsItemFactory(organisation=organisations["city"], published=True)
    page = client_as("leitung").post(reverse("website:news_publish", args=[item.pk]))
    assert "Das ist schon veröffentlicht." in page.content.decode()


def test_an_editor_works_on_news_of_the_house_whoever_wrote_them(client_as, persons, organisations):
    """The account of the writer, a colleague of another carrier, is not hers to read: the name is left out."""
    CentreFactory(carriers=[organisations["city"], organisations["county"]])
    writer = persons["koordination-landkreis"]
    item = NewsItemFactory(organisation=organisations["county"], author=writer)
    client = client_as("redaktion")
    page = client.get("/intern/aktuelles/").content.decode()
    assert item.title_de in page
    assert writer.name not in page
    assert client.post(reverse("website:news_update", args=[item.pk]), FORM).status_code == 302
    assert client.post(reverse("website:news_publish", args=[item.pk])).status_code == 302
    item.refresh_from_db()
    assert (item.title_de, item.is_published, item.author) == ("Neues", True, writer)


def test_the_public_reads_news_and_no_account(client_as, persons, organisations):
    item = NewsItemFactory(organisation=organisations["city"], author=persons["beratung2"], published=True)
    with CaptureQueriesContext(connection) as captured:
        page = client_as(None).get(f"/de/aktuelles/{item.slug}/").content.decode()
    assert persons["beratung2"].name not in page
    assert [query["sql"] for query in captured if "accounts_user" in query["sql"]] == []
