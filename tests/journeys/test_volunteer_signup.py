"""Signing up on a phone without JavaScript, from the first page to the own page."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.volunteers import OfferFactory, ProgrammeFactory
from volunteers.models import Volunteer

pytestmark = pytest.mark.journey


def go_on(page, words: str = "Weiter") -> None:
    page.get_by_role("button", name=words, exact=True).click()


def is_within(page) -> bool:
    """Nothing sticks out to the side."""
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("device", ["phone_without_script", "phone"])
def test_signing_up_on_a_phone(live, request, device, mailoutbox):
    page = request.getfixturevalue(device)
    ProgrammeFactory(name="Begleitprojekt Osnabrück")
    OfferFactory(name_de="Gespräche auf Deutsch")
    page.goto("/de/mitmachen/")
    page.get_by_role("link", name="Jetzt anmelden").click()

    go_on(page)
    expect(page).to_have_title(re.compile("^Fehler: Wie heißen Sie?"))
    page.get_by_role("link", name=re.compile("Geben Sie Ihren Vornamen ein")).click()
    page.get_by_label("Vorname").fill("Thị Ánh")
    page.get_by_label("Familienname").fill("Nguyễn")
    go_on(page)
    page.get_by_label("E-Mail-Adresse").fill("anh@example.org")
    go_on(page)
    page.get_by_label("Postleitzahl").fill("49074")
    page.get_by_label("Postleitzahl").press("Enter")
    page.get_by_label("Wie gut?").first.select_option("fließend")
    go_on(page, "Noch eine Sprache")
    page.get_by_label("Sprache", exact=True).nth(2).select_option("Vietnamesisch")
    page.get_by_label("Wie gut?").nth(2).select_option("als Erstsprache")
    page.get_by_role("button", name="Weiter", exact=True).last.click()
    page.get_by_label("Montag abends").check()
    assert is_within(page)
    go_on(page)
    page.get_by_label("Gespräche auf Deutsch").check()
    go_on(page)
    page.get_by_label(re.compile("Ich bin einverstanden")).check()
    go_on(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte prüfen Sie Ihre Angaben")
    page.get_by_role("link", name=re.compile("Ändern ?: Ort")).click()
    page.get_by_label("Postleitzahl").fill("49080")
    go_on(page)
    expect(page.get_by_text("49080")).to_be_visible()
    assert is_within(page)
    page.go_back()
    page.go_forward()
    go_on(page, "Anmelden")

    code = re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]+)\s*$", mailoutbox[0].body, re.M)[1]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Bestätigen").click()
    expect(page).to_have_url(re.compile("/konto/ehrenamt/$"))
    expect(page.get_by_role("heading", name="Guten Tag, Thị Ánh")).to_be_visible()
    expect(page.get_by_role("heading", name="Kennenlernen")).to_be_visible()
    assert is_within(page)
    volunteer = Volunteer.objects.get()
    assert (volunteer.postcode, volunteer.languages.count()) == ("49080", 2)
    assert [mail.to for mail in mailoutbox] == [["anh@example.org"]] * 2
