"""From the phone of somebody who reads Arabic, without JavaScript, to the colleague who answers."""

import re

import pytest

from counselling.models import Enquiry, Topic
from tests.factories.casework import make_house

pytestmark = pytest.mark.journey


@pytest.fixture
def house(persons, organisations, live) -> dict:
    house = make_house(persons, organisations)
    Topic.objects.update(is_public=True)
    return house


def test_asked_in_arabic_on_a_phone_without_script_and_called_back(phone_without_script, page, house, log_in):
    phone = phone_without_script
    phone.goto("/ar/kontakt/")
    assert phone.get_attribute("html", "dir") == "rtl"
    phone.click("main button[type=submit]")
    phone.wait_for_selector(".kern-alert--danger, [role=alert]")
    phone.fill("#id_message", "وصلتني رسالة")
    phone.fill("#id_name", "ليلى")
    phone.check("input[name=reach] >> nth=0")
    phone.fill("#id_phone", "0375 123456")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.click("main button[type=submit]")
    phone.wait_for_selector(".kern-alert--success")
    enquiry = Enquiry.objects.get()
    assert enquiry.reference_text in phone.inner_text("main")
    assert (enquiry.language, enquiry.contact_language) == ("ar", "ar")

    log_in(page, "bfd").goto("/intern/anfragen/")
    page.click("button:has-text('Übernehmen')")
    page.wait_for_url(re.compile(r"/intern/anfragen/\d+/"))
    page.click("button[value=reached]")
    page.wait_for_selector(".p-messages")
    page.keyboard.press("a")
    page.wait_for_selector("#id_text")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".p-messages")
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.claimed_by, enquiry.calls.count()) == ("closed", house["bfd"], 1)
