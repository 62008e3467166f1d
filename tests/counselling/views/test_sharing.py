"""Showing a file, reading one that is shown, and opening notes, as the pages do it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from counselling.models import BreakGlass, Disclosure
from counselling.queries import heute
from ibs_portal.audit.models import Entry
from tests.factories.casework import BreakGlassFactory, ContactFactory, DisclosureFactory

TODAY = timezone.localdate()


def address(name: str, row) -> str:
    return reverse(f"counselling:{name}", args=[row.pk])


def typed(house, **changes) -> dict:
    county = house["koordination-landkreis"].organisation
    data = {"recipient": county.pk, "basis": "consent", "scope": "file", "reason": "Gemeinsame Hilfe bei der Wohnung"}
    return data | {"starts_on": TODAY, "ends_on": TODAY + datetime.timedelta(days=30)} | changes


def test_a_file_is_shown_found_read_and_taken_back(house, client_as):
    county, city = client_as("koordination-landkreis"), client_as("beratung")
    file = address("client_detail", house["client"])
    assert county.get(file).status_code == 404
    assert city.get(address("file_disclose", house["client"])).status_code == 200
    sharing = address("file_sharing", house["client"])
    assert city.post(address("file_disclose", house["client"]), typed(house)).url == sharing
    disclosure = Disclosure.objects.get()
    assert "Landkreis Zwickau" in city.get(file).content.decode()
    assert Entry.objects.filter(verb="file.disclosed", object_id=house["client"].pk).count() == 1

    assert "Nguyễn" in county.get(reverse("counselling:client_list")).content.decode()
    page = county.get(file).content.decode()
    for words in ("Thị Ánh Nguyễn", "Stadt Zwickau", "Letter", "Ist der Bescheid da?", house["case"].number):
        assert words in page
    for hidden in ("Bescheid gelesen", address("client_update", house["client"]), "/erledigt/", "?client=", "/fall/"):
        assert hidden not in page
    look = Entry.objects.readings().get(verb="client.viewed", actor_id=house["koordination-landkreis"].pk)
    assert (look.object_id, look.reason) == (house["client"].pk, "disclosure")

    assert "Gemeinsame Hilfe" in city.get(sharing).content.decode()
    assert county.get(sharing).status_code == 404
    both = [page.get(reverse("counselling:disclosure_list")).context["rows"] for page in (county, city)]
    assert [[row["other"] for row in rows] for rows in both] == [["Stadt Zwickau"], []]
    ours = city.get(reverse("counselling:disclosure_list"), {"ours": 1}).context["rows"]
    assert [(row["other"], row["is_live"]) for row in ours] == [("Landkreis Zwickau", True)]

    assert city.post(address("disclosure_withdraw", disclosure)).url == sharing
    disclosure.refresh_from_db()
    assert (disclosure.withdrawn_by, disclosure.is_live) == (house["beratung"], False)
    assert county.get(file).status_code == 404
    ended = county.get(reverse("counselling:disclosure_list"))
    assert [(row["name"], row["is_over"]) for row in ended.context["rows"]] == [("", True)]
    assert "Nguyễn" not in ended.content.decode()


CHANGES = [
    ("client_update", "client"),
    ("case_create", "client"),
    ("followup_create", "client"),
    ("file_disclose", "client"),
    ("notes_open", "client"),
    ("case_close", "case"),
    ("case_assign", "case"),
    ("followup_done", "followup"),
    ("followup_postpone", "followup"),
    ("contact_undo", "contact"),
]


def test_a_shown_file_has_no_page_that_changes_it(house, client_as):
    row = DisclosureFactory(
        client=house["client"], by=house["beratung"], recipient=house["koordination-landkreis"].organisation
    )
    client = client_as("koordination-landkreis")
    answers = {name: client.post(address(name, house[row])).status_code for name, row in CHANGES}
    assert set(answers.values()) == {404}
    assert client.post(address("disclosure_withdraw", row)).status_code == 404
    assert client.get(f"/intern/kontakt/neu/?client={house['client'].pk}").status_code == 404
    found = client.get(reverse("counselling:client_find"), {"person": "nguyen"}).content.decode()
    assert "Nguyễn" not in found


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"starts_on": TODAY - datetime.timedelta(days=1)}, "starts_on"),
        ({"ends_on": TODAY - datetime.timedelta(days=1)}, "ends_on"),
        ({"ends_on": TODAY + datetime.timedelta(days=800)}, "__all__"),
        ({"ends_on": ""}, "ends_on"),
        ({"recipient": 0}, "recipient"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(house, client_as, changes, field):
    page = client_as("beratung").post(address("file_disclose", house["client"]), typed(house, **changes))
    assert (page.status_code, set(page.context["form"].errors)) == (200, {field})


def test_who_neither_leads_a_case_nor_the_centre_shows_nothing(house, client_as):
    answers = {
        name: client_as(name).get(address("file_disclose", house["client"])).status_code
        for name in ("beratung2", "beratung", "leitung")
    }
    assert answers == {"beratung2": 403, "beratung": 200, "leitung": 200}


def test_notes_are_opened_with_a_reason_that_the_owner_reads(house, client_as):
    colleague, file = client_as("beratung2"), address("client_detail", house["client"])
    before = colleague.get(file).content.decode()
    assert "Bescheid gelesen" not in before
    assert address("notes_open", house["client"]) in before
    assert colleague.get(address("notes_open", house["client"])).status_code == 200
    refused = colleague.post(address("notes_open", house["client"]), {"reason": "kurz"})
    assert (refused.status_code, BreakGlass.objects.exists()) == (200, False)
    reason = "Frist läuft heute ab, Kollegin krank"
    assert colleague.post(address("notes_open", house["client"]), {"reason": reason}).url == file
    assert "Bescheid gelesen" in colleague.get(file).content.decode()
    entry = Entry.objects.get(verb="note.break_glass")
    assert (entry.object_id, entry.actor_id) == (house["client"].pk, house["beratung2"].pk)
    assert reason not in entry.reason
    owner = client_as("beratung").get(address("file_sharing", house["client"])).content.decode()
    assert reason in owner
    assert [row["reason"] for row in heute(house["beratung"], now=timezone.now())["openings"]] == [reason]
    assert heute(house["beratung2"], now=timezone.now())["openings"] == []


@pytest.mark.parametrize("page", ["client_detail", "file_sharing"])
def test_openings_and_disclosures_cost_no_query_each(house, client_as, count_queries, page):
    client, file = client_as("leitung"), address(page, house["client"])
    client.get(file)
    none = count_queries(client, file)
    for days in (0, 40, 80):
        DisclosureFactory(
            client=house["client"],
            by=house["leitung"],
            recipient=house["koordination-landkreis"].organisation,
            starts_on=TODAY + datetime.timedelta(days=days),
            ends_on=TODAY + datetime.timedelta(days=days + 9),
        )
        BreakGlassFactory(client=house["client"], user=house["beratung2"])
        ContactFactory(client=house["client"], by=house["beratung"], centre=house["centre"], note="Notiz")
    assert count_queries(client, file) == none <= 12
