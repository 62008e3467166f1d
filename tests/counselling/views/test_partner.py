"""The directory of partners: found by topic and language, kept by several people."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from counselling.models import Partner
from counselling.rules.partner import is_stale
from ibs_portal.audit.models import Entry
from tests.factories.sharing import PartnerFactory

TODAY = timezone.localdate()
LIST = "/intern/partner/"


def typed(house, **changes) -> dict:
    data = {"name": "Schuldnerberatung Beispiel", "kind": "advice", "topics": [house["topics"][0].pk]}
    data |= {"offers": "Hilfe bei Schulden", "languages": "Deutsch, Arabisch", "town": "Zwickau", "access": "yes"}
    return (
        data | {"phone": "0375 000 1", "email": "schulden@example.org", "is_checked": "on", "is_active": "on"} | changes
    )


@pytest.mark.parametrize(
    ("days", "stale"), [(None, True), (0, False), (365, False), (366, True)], ids=["never", "today", "a year", "more"]
)
def test_an_entry_grows_old_after_twelve_months(days, stale):
    day = None if days is None else TODAY - datetime.timedelta(days=days)
    assert is_stale(day, today=TODAY) is stale


@pytest.fixture
def directory(house):
    law = PartnerFactory(name="Rechtsberatung", kind="law", languages=["fa"], topics=[house["topics"][1]])
    old = PartnerFactory(name="Frauenhaus", kind="shelter", checked_on=None, offers="Schutz rund um die Uhr")
    PartnerFactory(name="Alt", is_active=False)
    return {"law": law, "old": old}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Frauenhaus", "Rechtsberatung"]),
        ("?q=schutz+uhr", ["Frauenhaus"]),
        ("?q=%25", []),
        ("?language=Persisch", ["Rechtsberatung"]),
        ("?kind=law", ["Rechtsberatung"]),
        ("?stale=on", ["Frauenhaus"]),
        ("?language=Klingonisch", ["Frauenhaus", "Rechtsberatung"]),
        ("?after=unsinn&topic=99999999999999999999", ["Frauenhaus", "Rechtsberatung"]),
    ],
)
def test_partners_are_found(directory, client_as, query, names):
    page = client_as("bfd").get(LIST + query)
    assert [row["partner"].name for row in page.context["rows"]] == names


def test_by_topic(directory, house, client_as):
    page = client_as("beratung").get(LIST, {"topic": house["topics"][1].pk})
    assert [row["partner"] for row in page.context["rows"]] == [directory["law"]]


def test_the_list_costs_the_same_for_three_and_goes_on_after_fifty(house, client_as, count_queries):
    client = client_as("beratung")
    PartnerFactory()
    client.get(LIST)
    one = count_queries(client, LIST)
    for number in range(60):
        PartnerFactory(name=f"Z{number:03d}", topics=house["topics"])
    assert count_queries(client, LIST) == one <= 12
    page = client.get(LIST)
    second = client.get(LIST + page.context["older_url"])
    assert [len(p.context["rows"]) for p in (page, second)] == [50, 11]


def test_an_entry_is_made_changed_and_looked_over(house, client_as):
    client = client_as("beratung")
    answer = client.post(f"{LIST}neu/", typed(house))
    partner = Partner.objects.get()
    assert answer.url == reverse("counselling:partner_detail", args=[partner.pk])
    assert (partner.languages, list(partner.topics.all()), partner.checked_on) == (
        ["de", "ar"],
        house["topics"][:1],
        TODAY,
    )
    assert "0375 000 1" in client.get(answer.url).content.decode()
    Partner.objects.update(checked_on=None)
    client.post(f"{LIST}{partner.pk}/geprueft/")
    client.post(f"{LIST}{partner.pk}/aendern/", typed(house, phone="0375 000 2", version=1))
    partner.refresh_from_db()
    assert (partner.phone, partner.version, partner.checked_on) == ("0375 000 2", 2, TODAY)
    verbs = Entry.objects.acts().filter(verb__startswith="partner.").order_by("id").values_list("verb", "fields")
    assert list(verbs) == [("partner.created", ""), ("partner.checked", "checked_on"), ("partner.changed", "phone")]


def test_who_comes_second_sees_what_the_first_saved_and_keeps_what_she_typed(house, client_as):
    partner = PartnerFactory(phone="0375 000 1")
    path = f"{LIST}{partner.pk}/aendern/"
    client_as("leitung").post(path, typed(house, name=partner.name, phone="0375 000 2", version=1))
    client = client_as("beratung")
    page = client.post(path, typed(house, name=partner.name, phone="0375 000 3", version=1))
    partner.refresh_from_db()
    assert partner.phone == "0375 000 2"
    html = page.content.decode()
    assert ("0375 000 2" in html, 'value="0375 000 3"' in html, 'name="version" value="2"' in html) == (True,) * 3
    client.post(path, typed(house, name=partner.name, phone="0375 000 3", version=2))
    partner.refresh_from_db()
    assert partner.phone == "0375 000 3"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 500}, "name"),
        ({"kind": "nonsense"}, "kind"),
        ({"email": "no address"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"languages": "Klingonisch"}, "languages"),
        ({"topics": ["99999999999999999999"]}, "topics"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(house, client_as, changes, field):
    page = client_as("beratung").post(f"{LIST}neu/", typed(house, **changes))
    assert (page.status_code, set(page.context["form"].errors)) == (200, {field})
    assert not Partner.objects.exists()


def test_the_same_name_twice_in_one_town_is_refused_in_words(house, client_as):
    PartnerFactory(name="schuldnerberatung beispiel ", town="zwickau")
    page = client_as("beratung").post(f"{LIST}neu/", typed(house))
    assert (page.status_code, len(page.context["form"].non_field_errors())) == (200, 1)


def test_the_set_up_keeps_the_directory_too(client_as, house):
    partner, client = PartnerFactory(), client_as("technik")
    pages = ("/admin/counselling/partner/", "/admin/counselling/partner/add/")
    assert [client.get(path).status_code for path in pages] == [200, 200]
    assert client.get(f"/admin/counselling/partner/{partner.pk}/change/").status_code == 200
