"""The door: closed in two clicks, seen at once; a sign for the door on one sheet."""

import datetime
import re

import pytest
from django.utils import timezone

from counselling.models import OpeningException
from counselling.rules.hours import Line
from tests.counselling.rules.opening_data import clock
from tests.factories.opening import CentreFactory, zwickau
from tests.journeys.axe import overflow

HOURS = "/de/oeffnungszeiten/"
ALWAYS = [Line(weekday, clock("00:00"), clock("23:59")) for weekday in range(7)]


@pytest.fixture
def centre(live, organisations):
    return CentreFactory(slug="zwickau", carriers=[organisations["city"]], week=ALWAYS)


@pytest.mark.journey
@pytest.mark.parametrize("device", ["page", "phone", "phone_without_script"])
def test_closed_today_in_two_clicks(device, request, log_in, centre):
    # Not a public holiday of the day the test runs on.
    type(centre).objects.update(federal_state="NI" if timezone.localdate().month == 11 else "SN")
    page = log_in(request.getfixturevalue(device), "bfd")
    page.goto("/intern/zeiten/")
    page.get_by_role("link", name="Heute geschlossen").click()
    page.get_by_role("button", name="Heute geschlossen").click()
    assert OpeningException.objects.get().withdrawn_at is None
    page.goto(HOURS)
    assert page.get_by_role("heading", level=1).inner_text() == "Heute geschlossen"
    page.goto("/intern/zeiten/")
    page.get_by_role("button", name=re.compile("Zurücknehmen")).click()
    page.goto(HOURS)
    assert "Heute geschlossen" not in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.journey
def test_the_first_screen_of_a_phone_answers_everything(phone_without_script, organisations):
    centre = zwickau(organisations)
    phone_without_script.goto(f"{HOURS}?at=2025-07-03T10:20")
    sign = phone_without_script.locator(".p-sign")
    assert "Jetzt geöffnet\nbis 12:00 Uhr" in sign.inner_text()
    assert centre.address in sign.inner_text()
    box = phone_without_script.get_by_role("link", name=centre.phone).first.bounding_box()
    assert box["y"] + box["height"] <= 640
    assert overflow(phone_without_script) == 0


@pytest.mark.journey
def test_the_sign_for_the_door_is_one_sheet(page, organisations):
    zwickau(organisations)
    for moment in ("2025-08-11T10:00", "2025-07-03T10:20"):
        page.goto(f"{HOURS}?at={moment}")
        sheet = page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    page.emulate_media(media="print")
    assert "Jetzt geöffnet" not in page.locator("body").inner_text()


@pytest.mark.journey
def test_a_new_week_is_entered_without_script(desk_without_script, log_in, centre):
    page = log_in(desk_without_script, "beratung")
    page.goto("/intern/zeiten/zwickau/woche/")
    page.get_by_label("Bis, Montag, 1", exact=True).fill("08:00")
    page.get_by_label("Von, Montag, 1", exact=True).fill("10:00")
    page.get_by_role("button", name="Veröffentlichen").click()
    assert "Das Ende liegt nicht nach dem Anfang." in page.locator("main").inner_text()
    page.get_by_label("Bis, Montag, 1", exact=True).fill("12:00")
    page.get_by_role("button", name="Vorschau").click()
    assert "10:00 bis 12:00 Uhr" in page.get_by_role("region", name=re.compile("Vorschau")).inner_text()
    page.get_by_role("button", name="Veröffentlichen").click()
    lines = centre.opening_rules.filter(valid_until=None, weekday=0)
    assert [(line.opens, line.closes) for line in lines] == [(datetime.time(10), datetime.time(12))]
