"""On a volunteer's phone: a certificate that anybody can check, and her data going when she wishes it."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ibs_portal.accounts.models import User
from tests.factories.matching import MatchFactory, MeetingFactory, fitting_volunteer
from tests.factories.volunteers import ProgrammeFactory
from tests.journeys.axe import overflow, violations
from tests.journeys.test_counter import Hands
from volunteers.actions.erasure import carry_out_erasures
from volunteers.models import Certificate, Volunteer

pytestmark = pytest.mark.journey

# From the page of hours to the paper, from "My data" to the request; keys outside of free text and clicks.
CERTIFICATE_AT_MOST, DELETION_AT_MOST = 3, 3
PHONES = pytest.mark.parametrize("device", ["phone", "phone_without_script"])


@pytest.fixture
def companion(live, organisations, persons):
    """Two hours with somebody, a month ago."""
    programme = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt", town="Osnabrück")
    volunteer = fitting_volunteer(programme, user=persons["begleiterin"], given_name="Gönül", family_name="Weßling")
    match = MatchFactory(need__programme=programme, volunteer=volunteer, active=True)
    MeetingFactory(match=match, minutes=120, on=timezone.localdate() - datetime.timedelta(days=30))
    return volunteer


def sound(page) -> bool:
    return violations(page) == [] and overflow(page) <= 0


@PHONES
def test_a_certificate_that_anybody_can_check(request, device, log_in, companion):
    phone = log_in(request.getfixturevalue(device), "begleiterin")
    phone.goto("/konto/ehrenamt/stunden/")
    expect(phone.get_by_role("cell", name="2 Stunden").first).to_be_visible()
    is_scripted = device == "phone"
    assert not is_scripted or sound(phone)
    hands = Hands(phone)
    hands.click(phone.get_by_role("link", name="Nachweis erstellen"))
    assert not is_scripted or sound(phone)
    hands.click(phone.get_by_role("button", name="Nachweis erstellen"))
    expect(phone.get_by_text("Der Nachweis ist erstellt")).to_be_visible()
    assert not is_scripted or sound(phone)
    with phone.expect_download() as download:
        hands.click(phone.get_by_role("link", name=re.compile(r"^Öffnen \(PDF\)")))
    content = download.value.path().read_bytes()
    certificate = Certificate.objects.get()
    assert content.startswith(b"%PDF-") and download.value.suggested_filename.endswith(
        f"{certificate.readable_code}.pdf"
    )
    assert hands.inputs <= CERTIFICATE_AT_MOST and (certificate.minutes, certificate.initials) == (120, "G. W.")

    # An employer holds the paper and has no account: the address of its QR code, then the code typed by hand.
    phone.context.clear_cookies()
    phone.goto(f"/de/nachweis/{certificate.readable_code}/")
    expect(phone.get_by_role("heading", name="Dieser Nachweis ist echt")).to_be_visible()
    assert phone.get_by_text("2 Stunden").is_visible() and "Weßling" not in phone.content()
    assert not is_scripted or sound(phone)
    phone.goto("/de/nachweis/")
    phone.get_by_role("textbox").fill(certificate.readable_code.lower())
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Dieser Nachweis ist echt")).to_be_visible()
    phone.goto("/de/nachweis/AAAAA-BBBBB/")
    expect(phone.get_by_role("heading", name="Diesen Code kennen wir nicht")).to_be_visible()


@PHONES
def test_data_go_a_week_after_somebody_asked_for_it(request, device, log_in, companion, mailoutbox):
    phone = log_in(request.getfixturevalue(device), "begleiterin")
    ask_for_deletion(phone, is_scripted=device == "phone")
    day = timezone.localdate() + datetime.timedelta(days=7)
    assert len(mailoutbox) == 1 and "/konto/daten/" in mailoutbox[0].body

    # She changes her mind within the week, with one press.
    phone.get_by_role("button", name="Nicht löschen").click()
    expect(phone.get_by_text("Schön, dass Sie bleiben")).to_be_visible()
    assert carry_out_erasures(by=None, today=day) == 0

    ask_for_deletion(phone, is_scripted=False)
    mailoutbox.clear()
    assert carry_out_erasures(by=None, today=day - datetime.timedelta(days=1)) == 0
    assert carry_out_erasures(by=None, today=day) == 1
    companion.refresh_from_db()
    assert (companion.given_name, companion.status) == ("–", "left")
    assert not User.objects.filter(email="begleiterin@example.org").exists()
    # Logged out by it, and both sides were told.
    phone.goto("/konto/daten/")
    expect(phone).to_have_url(re.compile("/konto/login/"))
    assert [(mail.subject, mail.to[0][:6]) for mail in mailoutbox] == [
        ("Ihre Daten sind gelöscht", "volunt"),
        ("Ihre Begleitung ist beendet", "volunt"),
        ("Ihre Begleitung ist beendet", "worker"),
    ]
    assert Volunteer.objects.filter(erased_on=day).count() == 1


def ask_for_deletion(phone, *, is_scripted: bool) -> None:
    phone.goto("/konto/daten/")
    assert not is_scripted or sound(phone)
    hands = Hands(phone)
    hands.click(phone.get_by_role("link", name="Meine Daten löschen lassen"))
    assert not is_scripted or sound(phone)
    # Without the word nothing happens.
    phone.get_by_role("button", name="Meine Daten löschen").click()
    expect(phone).to_have_title(re.compile("^Fehler: "))
    phone.get_by_label("Bestätigung").focus()
    hands.type("löschen")
    hands.press("Enter")
    assert hands.inputs <= DELETION_AT_MOST
    expect(phone.get_by_role("heading", name=re.compile("Ihre Daten werden am .+ gelöscht"))).to_be_visible()
