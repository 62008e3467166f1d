"""The sheet for a person: complete by construction, truthful about readers, itself a look."""

import datetime

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from counselling.documents.transparency import KEPT
from counselling.models import Client, PrivacyNotice
from counselling.queries.transparency import rows_about
from counselling.rules.transparency import kept_until
from ibs_portal.audit.models import Entry
from ibs_portal.audit.trail import record_reading
from ibs_portal.database.identity import asking_as
from ibs_portal.privacy.declaration import Subject, models_about
from ibs_portal.privacy.holdings import holdings_of
from ibs_portal.privacy.values import shown
from tests.factories.casework import DisclosureFactory
from tests.factories.sharing import ReferralFactory, ReleaseFactory


def address(house, query: str = "") -> str:
    return reverse("counselling:transparency_sheet", args=[house["client"].pk]) + query


# --- Nothing can be forgotten ------------------------------------------------------------------------------

HOLDINGS = {holding.model: holding for holding in holdings_of(Client)}


def test_every_foreign_key_to_a_client_leads_to_the_sheet():
    """Walks all models of the portal, also those without a way back; the trail of migrations stays outside."""
    keys = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Client
    }
    assert len(keys) > 10
    missing = {
        (model._meta.label, name) for model, name in keys if name not in getattr(HOLDINGS.get(model), "lookups", ())
    }
    assert missing == set()


def test_what_hangs_on_such_a_row_and_declares_clients_is_on_the_sheet_too():
    below = {
        model
        for model in models_about(Subject.CLIENT)
        for field in model._meta.concrete_fields
        if field.related_model in HOLDINGS and not field.null
    }
    assert {model._meta.label for model in below - HOLDINGS.keys()} == set()


def test_every_personal_field_is_told_and_every_retention_has_words():
    for holding in HOLDINGS.values():
        told = {field.name for field in holding.told_fields()}
        concrete = {field.name for field in holding.model._meta.concrete_fields}
        assert holding.declaration.personal & concrete <= told, holding.label
        assert holding.declaration.retention in KEPT, holding.label


# --- What it says ------------------------------------------------------------------------------------------


@pytest.fixture
def given(house):
    release = ReleaseFactory(client=house["client"], by=house["beratung"], purpose="Platz im Kurs")
    ReferralFactory(release=release)
    county = house["koordination-landkreis"].organisation
    DisclosureFactory(client=house["client"], by=house["beratung"], recipient=county)
    return release


def test_it_counts_what_there_is_and_names_who_got_what(house, client_as, given):
    sheet = client_as("beratung").get(address(house)).context["sheet"]
    words = " ".join(line.german for line in sheet["given"])
    assert "Landkreis Zwickau" in words
    assert given.partner.name in words
    year = timezone.localdate().year
    assert f"31.12.{year + 3}" in sheet["until"][0].german
    for holding in HOLDINGS.values():
        assert rows_about(house["beratung"], holding, house["client"]).count() <= 3


def test_a_year_counts_from_the_last_contact():
    assert kept_until(datetime.date(2026, 2, 1)) == datetime.date(2029, 12, 31)


def test_readers_by_role_and_month_without_a_name(house, client_as, given):
    Entry.objects.all().delete()
    type(house["leitung"]).objects.filter(pk=house["leitung"].pk).update(name="Brigitte Beispiel")
    for name in ("beratung", "beratung", "beratung2", "leitung"):
        with asking_as(house[name]):
            record_reading(house["client"], what="client.viewed")
    page = client_as("beratung2").get(address(house))
    month = timezone.localdate().replace(day=1)
    rows = [(row["month"], row["looks"], row["people"]) for row in page.context["sheet"]["readings"]]
    assert rows == [(month, 3, 2), (month, 1, 1)]
    assert "Brigitte" not in page.content.decode()


def test_names_are_for_the_head_to_give(house, client_as):
    with asking_as(house["beratung2"]):
        record_reading(house["client"], what="client.viewed")
    assert client_as("leitung").get(address(house, "?names=1")).context["readers"] == ["Beratung2"]
    assert client_as("beratung").get(address(house, "?names=1")).context["readers"] == []


def test_the_function_tells_nothing_of_other_houses(house, client_as):
    with asking_as(house["koordination-landkreis"]):
        record_reading(house["county_client"], what="client.viewed")
    path = reverse("counselling:transparency_sheet", args=[house["county_client"].pk])
    assert client_as("beratung").get(path).status_code == 404
    with asking_as(house["beratung"]):
        rows = Client.objects.raw("SELECT 1 AS id FROM counselling_readings_of(%s)", [house["county_client"].pk])
        assert len(list(rows)) == 0


def test_every_value_is_on_the_full_sheet(house, client_as, given):
    html = client_as("beratung").get(address(house, "?full=1")).content.decode()
    for value in ("Nguyễn", "0375 4711", "Eigene Wohnung", "Bescheid gelesen", "Ist der Bescheid da?", "Platz im Kurs"):
        assert value in html, value
    short = client_as("beratung").get(address(house)).content.decode()
    assert "Bescheid gelesen" not in short


def test_notes_of_others_are_counted_and_not_shown(house, client_as):
    page = client_as("beratung2").get(address(house, "?full=1"))
    assert "1" in page.context["sheet"]["hidden_notes"].german
    assert "Bescheid gelesen" not in page.content.decode()
    assert client_as("beratung").get(address(house)).context["sheet"]["hidden_notes"] is None


def test_making_it_is_a_look(house, client_as):
    Entry.objects.all().delete()
    client = client_as("beratung")
    client.get(address(house))
    client.get(address(house, "?full=1"))
    verbs = Entry.objects.readings().filter(object_id=house["client"].pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["client.sheet_made", "client.values_told"]


def test_the_controllers_own_words_stand_instead_of_the_portals(house, client_as):
    controller = house["client"].controller
    PrivacyNotice.objects.create(controller=controller, texts={"de": {"purpose": "Zweck der Stadt"}})
    Client.objects.filter(pk=house["client"].pk).update(languages=["ar"])
    line = client_as("beratung").get(address(house)).context["sheet"]["why"][0]
    assert (line.german, line.second) == ("Zweck der Stadt", "")


@pytest.mark.parametrize("query", ["", "?names=1", "?full=1", "?full=1&names=1"])
def test_the_number_of_queries_is_small_and_fixed(house, client_as, count_queries, query):
    client = client_as("leitung")
    client.get(address(house, query))
    before = count_queries(client, address(house, query))
    for _number in range(3):
        ReferralFactory(release=ReleaseFactory(client=house["client"], by=house["beratung"]))
    after = count_queries(client, address(house, query))
    assert after <= before + 1, "the partners of releases are one query more, however many"
    # A copy of everything also asks for the names of linked topics and partners.
    assert after <= (14 if "full" in query else 12)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("birth_date", "1990-03-31", "31.03.1990"),
        ("languages", ["vi", "de"], "vi, de"),
        ("gender", "", ""),
        ("phone", "0375 1", "0375 1"),
        ("phone", {"de": ["A2", {"x": 1}]}, "de: A2, x: 1"),
    ],
)
def test_values_are_shown_as_people_read_them(name, value, expected):
    assert shown(Client._meta.get_field(name), value) == expected


def test_the_set_up_writes_the_words(client_as, house):
    client, controller = client_as("technik"), house["client"].controller
    assert client.get("/admin/counselling/privacynotice/add/").status_code == 200
    data = {"controller": controller.pk, "de__purpose": "Zweck", "ar__purpose": "غرض"}
    assert client.post("/admin/counselling/privacynotice/add/", data).status_code == 302
    assert PrivacyNotice.objects.get().texts == {"de": {"purpose": "Zweck"}, "ar": {"purpose": "غرض"}}
