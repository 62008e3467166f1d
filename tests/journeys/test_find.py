"""In a real browser: a person is found in Arabic script, a second file is advised against, merged, taken apart."""

import pytest

from counselling.models import Client, ClientMerge
from tests.factories.casework import ClientFactory, make_house

pytestmark = pytest.mark.journey


@pytest.fixture
def house(persons, organisations, live) -> dict:
    house = make_house(persons, organisations)
    more = {"by": house["beratung"], "centre": house["centre"]}
    house["haddad"] = ClientFactory(name=("Mohammed", "Haddad"), street="Am Brunnen 3", postcode="08058", **more)
    return house


def test_from_a_name_in_arabic_to_one_file(page, house, log_in):
    log_in(page, "leitung").goto("/intern/personen/")
    page.fill("#id_q", "محمد حداد")
    page.keyboard.press("Enter")
    page.wait_for_selector("table a:has-text('Haddad')")
    page.goto("/intern/personen/neu/")
    page.fill("#id_given", "Muhammad")
    page.fill("#id_family", "Hadad")
    page.click("button[data-submit]")
    page.wait_for_selector("#advice")
    assert "Am Brunnen 3" in page.inner_text("section[aria-labelledby=advice]")
    assert page.input_value("#id_family") == "Hadad"
    page.click("button[name=anyway]")
    page.wait_for_selector(".p-file")
    second = Client.objects.latest("pk")
    page.goto(f"/intern/personen/{house['haddad'].pk}/zusammenfuehren/{second.pk}/")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".p-file")
    merge = ClientMerge.objects.get()
    assert (merge.client, merge.merged) == (house["haddad"], second)
    page.goto("/intern/personen/zusammengefuehrt/")
    page.click("main form button")
    page.wait_for_selector(".p-messages")
    merge.refresh_from_db()
    assert merge.undone_at is not None
    assert str(second.names.get()) == "Muhammad Hadad"


@pytest.mark.parametrize("address", ["/intern/personen/doppelt/", "/intern/personen/zusammengefuehrt/"])
def test_pages_fit_a_phone(phone, house, log_in, address):
    ClientFactory(by=house["beratung"], centre=house["centre"], name=("Muhammad", "Hadad"))
    log_in(phone, "leitung").goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
