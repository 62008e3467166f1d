"""A guest on a phone without JavaScript: from the list of events to the number, and back by the link in the mail."""

import datetime
import re

import pytest
from django.core import mail
from django.utils import timezone

from projects.models import Registration
from tests.factories.projects import EventFactory, ProjectFactory, RegistrationFactory

pytestmark = pytest.mark.journey


@pytest.fixture
def meal(live):
    project = ProjectFactory(title_de="Kochen verbindet", slug="kochen")
    start = timezone.now() + datetime.timedelta(days=2)
    return EventFactory(project=project, title_de="Kochen verbindet", starts_at=start, seats=2)


def month(event) -> str:
    return f"/de/veranstaltungen/?month={timezone.localtime(event.starts_at):%Y-%m}"


def register(page, name: str, people: str = "1") -> None:
    page.get_by_label("Ihr Name").fill(name)
    page.get_by_label("Ihre E-Mail-Adresse").fill("gast@example.org")
    page.get_by_label("Wie viele Personen kommen?").select_option(people)
    page.locator("main button[type=submit]").click()


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_guest_registers_and_cancels_by_the_link_in_the_mail(phone_without_script, meal):
    page = phone_without_script
    page.goto(month(meal))
    assert fits(page)
    page.get_by_role("link", name="Kochen verbindet").click()
    assert fits(page)
    page.get_by_role("link", name="Anmelden").click()
    page.locator("main button[type=submit]").click()
    assert page.title().startswith("Fehler:")
    assert fits(page)
    register(page, "Łukasz Đorđević", "2")

    registration = Registration.objects.get()
    assert page.get_by_role("heading", level=1).inner_text() == "Sie sind angemeldet"
    assert registration.reference_text in page.locator("main").inner_text()
    assert fits(page)

    link = re.search(r"https?://\S+/anmeldung/\S+", mail.outbox[0].body)[0]
    page.goto(link)
    page.get_by_role("link", name="Ich kann nicht kommen").click()
    page.get_by_role("button", name="Ja, absagen").click()
    assert "Ihre Anmeldung ist abgesagt" in page.locator("main").inner_text()
    registration.refresh_from_db()
    assert registration.state == "cancelled"


def test_the_last_place_goes_to_the_waiting_list_when_it_becomes_free(phone_without_script, meal):
    page = phone_without_script
    RegistrationFactory(event=meal)
    page.goto(meal.get_absolute_url())
    assert "Noch 1 Platz von 2" in page.locator("main").inner_text()
    page.get_by_role("link", name="Anmelden").click()
    assert "Es ist noch ein Platz frei." in page.locator("main").inner_text()
    register(page, "Erste")
    cancel_link = re.search(r"https?://\S+/anmeldung/\S+", mail.outbox[-1].body)[0]

    page.goto(meal.get_absolute_url())
    page.get_by_role("link", name="Auf die Warteliste").click()
    assert "Alle Plätze sind vergeben" in page.locator("main").inner_text()
    register(page, "Zweite")
    assert page.get_by_role("heading", level=1).inner_text() == "Sie stehen auf der Warteliste"

    page.goto(cancel_link)
    page.get_by_role("link", name="Ich kann nicht kommen").click()
    page.get_by_role("button", name="Ja, absagen").click()
    assert mail.outbox[-1].subject == "Ein Platz ist für Sie frei: Kochen verbindet"
    page.goto(re.search(r"https?://\S+/anmeldung/\S+", mail.outbox[-1].body)[0])
    assert fits(page)
    page.get_by_role("link", name="Platz nehmen").click()
    page.get_by_role("button", name="Ja, ich nehme den Platz").click()
    assert "Der Platz gehört Ihnen" in page.locator("main").inner_text()
    assert Registration.objects.get(name="Zweite").state == "registered"


def test_staff_announce_an_event_register_somebody_and_cancel_it(page, log_in, persons, organisations):
    ProjectFactory(organisation=organisations["city"], title_de="Kochen verbindet")
    log_in(page, "beratung")
    page.goto("/intern/veranstaltungen/neu/")
    page.get_by_label("Projekt").select_option(label="Kochen verbindet")
    page.get_by_label("Titel auf Deutsch").fill("Suppe für alle")
    page.get_by_label("Beginnt").fill("2031-03-01T15:00")
    page.get_by_label("Endet").fill("2031-03-01T17:00")
    page.get_by_label("Online").check()
    page.get_by_label("Anmeldung", exact=True).select_option("open")
    page.get_by_label("Plätze").fill("2")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name="Jemanden anmelden").click()
    page.get_by_label("Name").fill("Suharto")
    page.get_by_label("Telefon").fill("0375 000000")
    page.locator("main button[type=submit]").click()
    assert "Suharto ist angemeldet." in page.locator("main").inner_text()
    page.get_by_role("link", name="Veranstaltung absagen").click()
    page.get_by_label("Grund auf Deutsch").fill("Wasserrohrbruch")
    page.get_by_role("button", name="Veranstaltung absagen").click()
    assert "Wasserrohrbruch" in page.locator("main").inner_text()
