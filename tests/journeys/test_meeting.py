"""A companion notes a meeting on her phone: four inputs, on the own page and by the link in the mail."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.matching import MatchFactory, fitting_volunteer
from tests.factories.volunteers import ProgrammeFactory
from tests.journeys.axe import overflow, violations
from tests.journeys.test_counter import Hands
from volunteers.emails.meeting import meeting_url
from volunteers.models import Match, Meeting

pytestmark = pytest.mark.journey
# Day, minutes, what you did, save; and a key less if it was today.
AT_MOST = 4


@pytest.fixture
def match(live, organisations, persons) -> Match:
    programme = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt", town="Osnabrück")
    volunteer = fitting_volunteer(programme, user=persons["begleiterin"], given_name="Gönül", email="g@example.org")
    worker = {"need__worker__given_name": "Anjaly", "need__worker__family_name": "Geheim"}
    match = MatchFactory(need__programme=programme, volunteer=volunteer, active=True, **worker)
    Match.objects.update(started_on=timezone.localdate() - datetime.timedelta(days=30))
    return match


def note(phone) -> Hands:
    """From the open page: yesterday, an hour and a half, in the town."""
    hands = Hands(phone)
    for words in ("Gestern", "1½ Stunden", "In der Stadt unterwegs"):
        hands.click(phone.get_by_text(words, exact=True))
    hands.click(phone.get_by_role("button", name="Treffen speichern"))
    return hands


def noted() -> list[tuple]:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    return [(row.on == yesterday, row.minutes, row.kind, row.logged_by) for row in Meeting.objects.all()]


@pytest.mark.parametrize("device", ["phone", "phone_without_script"])
def test_on_the_own_page(request, device, log_in, match, persons):
    phone = log_in(request.getfixturevalue(device), "begleiterin")
    phone.goto("/konto/ehrenamt/")
    phone.get_by_role("link", name="Treffen notieren").first.click()
    assert overflow(phone) <= 0 and (device != "phone" or violations(phone) == [])
    # Nothing chosen: what is missing is said, and the day that stood there stands there still.
    phone.get_by_role("button", name="Treffen speichern").click()
    expect(phone).to_have_title(re.compile("^Fehler: "))
    expect(phone.get_by_text("Wählen Sie, wie lange das Treffen gedauert hat.").first).to_be_visible()
    assert overflow(phone) <= 0 and (device != "phone" or violations(phone) == [])
    hands = note(phone)
    expect(phone.get_by_text("Das Treffen ist notiert. Vielen Dank!")).to_be_visible()
    assert hands.inputs <= AT_MOST
    assert noted() == [(True, 90, "out", persons["begleiterin"])]


@pytest.mark.parametrize("device", ["phone", "phone_without_script"])
def test_by_the_link_in_the_mail(request, device, match):
    phone = request.getfixturevalue(device)
    phone.goto(meeting_url(match))
    assert "Anjaly" in phone.content() and "Geheim" not in phone.content()
    assert overflow(phone) <= 0 and (device != "phone" or violations(phone) == [])
    hands = note(phone)
    expect(phone.get_by_text("notiert").first).to_be_visible()
    assert hands.inputs <= AT_MOST
    assert noted() == [(True, 90, "out", None)]
