"""With JavaScript off: what no other journey does that way, from the first click to the row."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from counselling.models import FollowUp
from tests.factories.appointments import make_bookable
from tests.factories.casework import CaseFactory, ClientFactory, FollowUpFactory
from tests.factories.enquiry import EnquiryFactory
from tests.factories.matching import CheckInFactory, MatchFactory, SkilledWorkerFactory, fitting_volunteer
from tests.factories.volunteers import ProgrammeFactory
from volunteers.emails.checkin import CHECKIN

pytestmark = pytest.mark.journey


@pytest.fixture
def desk(persons, organisations, live) -> dict:
    """Two follow-ups of a counsellor and an enquiry that waits."""
    house = make_bookable(persons, organisations)
    by, centre = house["beratung"], house["centre"]
    client = ClientFactory(name=("Mohammed", "Haddad"), by=by, centre=centre)
    case = CaseFactory(client=client, owner=by, aim="Wohnung")
    house["followups"] = [
        FollowUpFactory(client=client, case=case, assigned_to=by, text=text, due_on=timezone.localdate())
        for text in ("Bescheid da?", "Termin beim Amt")
    ]
    house["enquiry"] = EnquiryFactory(controller=by.organisation, centre=centre)
    return house


def due(followup: FollowUp) -> datetime.date:
    followup.refresh_from_db()
    return followup.due_on


def test_followups_are_put_off(desk_without_script, desk, log_in):
    page, today = log_in(desk_without_script, "beratung"), timezone.localdate()
    (one, other), later = desk["followups"], today + datetime.timedelta(days=7)
    page.goto("/intern/wiedervorlagen/")
    page.locator(f"main a[href^='/intern/wiedervorlagen/{one.pk}/verschieben/']").click()
    page.get_by_label("Neuer Tag").fill(later.isoformat())
    page.locator("main form button[type=submit]").click()
    assert due(one) >= later and due(other) == today

    page.goto("/intern/wiedervorlagen/")
    page.locator(f"input[name=chosen][value='{other.pk}']").check()
    page.get_by_role("button", name="Ausgewählte verschieben").click()
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("status")).to_contain_text("1 Wiedervorlage")
    page.get_by_role("button", name="Wiedervorlagen verschieben").click()
    assert due(other) > today
    page.get_by_role("button", name="Zurücknehmen").click()
    assert due(other) == today


def test_an_enquiry_is_claimed(phone_without_script, desk, log_in):
    page = log_in(phone_without_script, "beratung")
    page.goto("/intern/anfragen/")
    page.locator("main form[action$='/uebernehmen/'] button").click()
    desk["enquiry"].refresh_from_db()
    assert desk["enquiry"].claimed_by == desk["beratung"]


@pytest.fixture
def match(live, organisations, persons):
    programme = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt", town="Osnabrück")
    return MatchFactory(
        need__programme=programme,
        need__worker=SkilledWorkerFactory(programme=programme, user=persons["fachkraft"]),
        volunteer=fitting_volunteer(programme, user=persons["begleiterin"]),
        active=True,
    )


def test_a_question_is_answered_by_link(phone_without_script, match):
    """One click is the answer, and more may be told on the same page."""
    checkin = CheckInFactory(match=match, side="worker")
    page = phone_without_script
    page.goto(CHECKIN.path("de", checkin=checkin.pk))
    page.get_by_role("button", name="Es geht so").click()
    expect(page.get_by_text("Ihre Antwort ist angekommen.")).to_be_visible()
    page.get_by_label("4", exact=True).check(force=True)
    page.get_by_role("button", name="Senden").click()
    checkin.refresh_from_db()
    assert (checkin.answer, checkin.welcome) == ("fair", 4)


@pytest.mark.parametrize(("person", "home"), [("begleiterin", "ehrenamt"), ("fachkraft", "fachkraft")])
def test_either_side_ends_it(phone_without_script, match, log_in, mailoutbox, person, home):
    page = log_in(phone_without_script, person)
    page.goto(f"/konto/{home}/")
    page.get_by_role("link", name="Begleitung beenden").click()
    page.get_by_role("button", name="Begleitung beenden").click()
    expect(page.get_by_text("Wählen Sie einen Grund.").first).to_be_visible()
    page.get_by_label("Weggezogen").check(force=True)
    page.get_by_label("Ein Wort des Dankes").fill("Danke für alles")
    page.get_by_role("button", name="Begleitung beenden").click()
    match.refresh_from_db()
    assert (match.state, match.end_reason) == ("ended", "moved")
    assert [("Danke für alles" in mail.body) for mail in mailoutbox].count(True) == 1
