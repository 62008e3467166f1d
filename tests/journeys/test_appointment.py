"""Booking on a phone in Arabic without JavaScript, and the slip for the hand in two clicks."""

import pytest
from django.conf import settings

from counselling.models import Appointment
from tests.factories.appointments import add_appointments, make_bookable
from tests.factories.opening import TopicFactory

pytestmark = pytest.mark.journey
SLIP_AT_MOST = 2


@pytest.fixture
def house(persons, organisations, live) -> dict:
    TopicFactory(code="letters", texts={"de": {"label": "Brief"}, "ar": {"label": "رسالة", "public_label": "رسالة"}})
    return add_appointments(make_bookable(persons, organisations))


def fits(page) -> bool:
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth") <= 360


def go_on(page) -> None:
    page.click("main .kern-btn--primary")


def test_booking_moving_and_cancelling_in_arabic_without_script(phone_without_script, house):
    page = phone_without_script
    page.goto("/ar/termin/")
    assert (page.get_attribute("html", "dir"), page.context.cookies()) == ("rtl", [])
    page.check("input[name=thema] >> nth=0")
    go_on(page)
    page.check("input[name=art] >> nth=0")
    go_on(page)
    assert (fits(page), page.context.cookies()) == (True, [])
    page.click(".p-times__time >> nth=2")
    go_on(page)
    assert page.locator("#id_name[aria-invalid=true]").count() == 1
    page.fill("#id_name", "مريم هبتي")
    page.fill("#id_phone", "0375 123456")
    go_on(page)
    assert fits(page)
    go_on(page)
    row = Appointment.objects.get(created_by=None)
    assert (row.name, row.language, row.contact_language) == ("مريم هبتي", "ar", "ar")
    assert row.reference_text in page.inner_text("main")
    assert fits(page)
    assert settings.SESSION_COOKIE_NAME not in {cookie["name"] for cookie in page.context.cookies()}

    page.goto(f"/ar/termin/{row.token}/")
    page.click("main a[href$='verschieben/']")
    page.click(".p-times__time >> nth=5")
    go_on(page)
    before = row.starts_at
    row.refresh_from_db()
    assert (row.moved_from, row.starts_at != before) == (before, True)
    page.click("main a[href$='absagen/']")
    go_on(page)
    row.refresh_from_db()
    assert row.state == "cancelled_person"


def test_the_slip_is_two_clicks_away(page, house, log_in):
    log_in(page, "bfd").goto("/intern/")
    clicks = 0
    page.goto(f"/intern/termine/?tag={house['appointment'].starts_at.date()}")
    page.click(f"a[href='/intern/termine/{house['appointment'].pk}/zettel/']")
    clicks += 1
    page.wait_for_selector(".p-sheet")
    assert (clicks <= SLIP_AT_MOST, page.locator("[lang=ar][dir=rtl]").count()) == (True, 1)


@pytest.mark.parametrize("address", ["", "?ansicht=tag", "neu/", "konflikte/", "kalender/"])
def test_pages_of_staff_fit_a_phone(phone, house, log_in, address):
    log_in(phone, "beratung").goto(f"/intern/termine/{address}")
    assert fits(phone)
