import pytest
from django.core import mail
from django.urls import reverse

from tests.factories.website import EmergencyContactFactory, LegalPageFactory


def test_a_legal_page_shows_each_organisation_and_no_unpublished_text(client_as, organisations):
    LegalPageFactory(organisation=organisations["city"], body_de="## Aufsicht\n\nText der Stadt")
    LegalPageFactory(organisation=organisations["county"], body_de="Entwurf des Kreises", is_published=False)
    page = client_as(None).get("/de/impressum/").content.decode()
    assert "Stadt Zwickau</h2>" in page
    assert "<h3>Aufsicht</h3>" in page
    assert "Entwurf des Kreises" not in page


@pytest.mark.parametrize("name", ["imprint", "privacy", "accessibility", "emergency", "barrier_report_done"])
def test_pages_stand_in_an_empty_database(client_as, name):
    assert client_as(None).get(reverse(f"website:{name}")).status_code == 200


def test_emergency_numbers_can_be_tapped(client_as, db):
    EmergencyContactFactory(languages=["de", "ar"])
    EmergencyContactFactory(number="110", is_visible=False)
    page = client_as(None).get("/de/hilfe/").content.decode()
    assert '<a href="tel:112">' in page
    assert "Deutsch, Arabisch" in page
    assert 'href="tel:110"' not in page


def test_a_barrier_is_reported(client_as, db):
    form = {"message": "Der Knopf ist zu klein.", "page": "/de/", "reply_to": "wer@example.org"}
    answer = client_as(None).post("/de/barriere-melden/", form)
    assert answer["Location"] == "/de/barriere-melden/danke/"
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("wrong", [{"message": ""}, {"reply_to": "keine Adresse"}, {"website": "https://spam.example"}])
def test_a_report_that_is_wrong_sends_nothing(client_as, db, wrong):
    answer = client_as(None).post("/de/barriere-melden/", {"message": "Bitte lesen"} | wrong)
    assert answer.status_code == 200
    assert mail.outbox == []


def test_the_page_of_languages(client_as, db):
    page = client_as(None).get("/de/sprachen/").content.decode()
    assert 'href="/en/" lang="en" hreflang="en"' in page
