"""Signing up on a phone, with and without JavaScript, from the first page to the own page: both kinds of people."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.volunteers import OfferFactory, ProgrammeFactory
from tests.journeys.axe import violations
from volunteers.models import MatchNeed, SkilledWorker, Volunteer
from volunteers.rules.shifts import monday

pytestmark = pytest.mark.journey


def go_on(page, words: str = "Weiter") -> None:
    page.get_by_role("button", name=words, exact=True).click()


def is_within(page) -> bool:
    """Nothing sticks out to the side."""
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def name_to_check(page) -> None:
    """The pages that both kinds share, with a mistake on the way."""
    go_on(page)
    expect(page).to_have_title(re.compile("^Fehler: Wie heißen Sie?"))
    page.get_by_role("link", name=re.compile("Geben Sie Ihren Vornamen ein")).click()
    page.get_by_label("Vorname").fill("Thị Ánh")
    page.get_by_label("Familienname").fill("Nguyễn")
    go_on(page)
    page.get_by_label("E-Mail-Adresse").fill("anh@example.org")
    go_on(page)
    page.get_by_label("Postleitzahl oder Stadtteil").fill("49074")
    page.get_by_label("Postleitzahl oder Stadtteil").press("Enter")
    page.get_by_label("Wie gut?").first.select_option("fließend")
    go_on(page, "Noch eine Sprache")
    page.get_by_label("Sprache", exact=True).nth(2).select_option("Vietnamesisch")
    page.get_by_label("Wie gut?").nth(2).select_option("als Erstsprache")
    page.get_by_role("button", name="Weiter", exact=True).last.click()
    page.get_by_label("Sie dürfen meine Angaben verwenden").check()
    page.get_by_label("Sie dürfen mich mit jemandem zusammenbringen").check()
    assert is_within(page)
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte prüfen Sie Ihre Angaben")


def confirm(page, mailoutbox) -> None:
    go_on(page, "Anmelden")
    code = re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]+)\s*$", mailoutbox[0].body, re.M)[1]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Bestätigen").click()


@pytest.mark.parametrize("device", ["phone_without_script", "phone"])
def test_signing_up_on_a_phone(live, request, device, mailoutbox):
    page = request.getfixturevalue(device)
    ProgrammeFactory(name="Begleitprojekt Osnabrück")
    OfferFactory(name_de="Gespräche auf Deutsch")
    page.goto("/de/mitmachen/")
    page.get_by_role("link", name="Jetzt anmelden").click()
    name_to_check(page)
    page.get_by_role("link", name=re.compile("Ändern ?: Ort")).click()
    page.get_by_label("Postleitzahl oder Stadtteil").fill("49080")
    go_on(page)
    expect(page.get_by_text("49080")).to_be_visible()
    assert is_within(page)
    page.go_back()
    page.go_forward()
    confirm(page, mailoutbox)

    expect(page).to_have_url(re.compile("/konto/ehrenamt/profil/zeit/$"))
    page.get_by_label("Montag abends").check()
    assert is_within(page)
    go_on(page)
    page.get_by_label("Gespräche auf Deutsch").check()
    go_on(page)
    expect(page).to_have_url(re.compile("/konto/ehrenamt/$"))
    expect(page.get_by_role("heading", name="Guten Tag, Thị Ánh")).to_be_visible()
    expect(page.get_by_role("heading", name="Kennenlernen")).to_be_visible()
    expect(page.get_by_text(re.compile("Wir rufen Sie bis .+ an")).first).to_be_visible()
    assert is_within(page)
    volunteer = Volunteer.objects.get()
    assert (volunteer.postcode, volunteer.languages.count()) == ("49080", 2)
    assert [mail.to for mail in mailoutbox] == [["anh@example.org"]] * 2


@pytest.mark.parametrize("device", ["phone_without_script", "phone"])
def test_a_skilled_worker_signs_up_on_a_phone(live, request, device, mailoutbox):
    page = request.getfixturevalue(device)
    ProgrammeFactory(name="Begleitprojekt Osnabrück")
    OfferFactory(name_de="Gespräche auf Deutsch")
    page.goto("/de/fachkraefte/")
    page.get_by_role("link", name="Ich möchte eine Begleitung").click()
    name_to_check(page)
    confirm(page, mailoutbox)

    # By the keyboard alone: two inputs for the shifts, and the week may stay empty.
    page.get_by_label("Immer tagsüber, Montag bis Freitag").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Eine Woche früh, eine Woche spät. Diese Woche: spät")).to_be_checked()
    assert is_within(page)
    page.get_by_role("button", name="Weiter", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/konto/fachkraft/profil/wuensche/$"))
    page.get_by_label("Gespräche auf Deutsch").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Weiter", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Guten Tag, Thị Ánh")).to_be_visible()
    expect(page.get_by_text(re.compile("Wir rufen Sie bis .+ an")).first).to_be_visible()
    assert is_within(page)
    worker = SkilledWorker.objects.get()
    assert MatchNeed.objects.get().worker == worker
    week = monday(timezone.localdate())
    assert [worker.shift_pattern.on(week + datetime.timedelta(days=n)) for n in (0, 7, 14)] == ["L", "E", "L"]

    # One consent is taken back, with what follows said before.
    page.locator("details.p-fold > summary").click()
    page.get_by_role("link", name="Einwilligungen", exact=True).click()
    page.get_by_role("link", name=re.compile("^Zurücknehmen ?: ?Vermittlung")).click()
    expect(page.get_by_text("Wir suchen keine Begleitung mehr für Sie")).to_be_visible()
    assert is_within(page)
    go_on(page, "Zurücknehmen")
    expect(page.get_by_text("Ihre Einwilligung ist zurückgenommen.")).to_be_visible()
    assert MatchNeed.objects.get().state == "closed"


def test_what_is_typed_is_kept_by_itself_and_the_pages_are_accessible(live, phone, mailoutbox):
    ProgrammeFactory(name="Begleitprojekt Osnabrück")
    OfferFactory(name_de="Gespräche auf Deutsch")
    phone.goto("/de/mitmachen/anmelden/")
    name_to_check(phone)
    confirm(phone, mailoutbox)
    phone.get_by_label("Montag abends").check()
    expect(phone.get_by_text(re.compile("Gespeichert um"))).to_be_visible()
    phone.reload()
    expect(phone.get_by_label("Montag abends")).to_be_checked()
    for address in (
        "/konto/ehrenamt/profil/zeit/",
        "/konto/einwilligungen/",
        "/konto/einwilligungen/data/zuruecknehmen/",
    ):
        phone.goto(address)
        assert violations(phone) == []
