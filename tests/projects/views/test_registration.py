import datetime
import uuid

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from projects.models import Registration
from tests.factories.projects import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
SOON = timezone.now() + datetime.timedelta(days=3)


def answers(**more):
    return {"name": "Łukasz Đorđević", "email": "gast@example.org", "seats": "2", "form_key": str(uuid.uuid4()), **more}


def address(event) -> str:
    return reverse("projects:register", args=[event.pk])


def test_registering_leads_to_the_number_and_double_clicks_do_no_harm(client):
    event, data = EventFactory(starts_at=SOON, seats=2), answers()
    first = client.post(address(event), data)
    again = client.post(address(event), data)
    registration = Registration.objects.get()
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"] == reverse("projects:registration_done", args=[registration.token])
    assert registration.reference_text in client.get(first["Location"]).content.decode()
    assert len(mail.outbox) == 1


def test_a_full_event_says_so_before_anything_is_typed(client):
    event = EventFactory(starts_at=SOON, seats=1)
    RegistrationFactory(event=event)
    assert "Alle Plätze sind vergeben" in client.get(address(event)).content.decode()
    page = client.post(address(event), answers(seats="1"), follow=True).content.decode()
    assert "Sie stehen auf der Warteliste" in page
    assert "Sie sind angemeldet" not in page


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "kein"}, {"email": ""}, {"seats": "7"}, {"seats": "x"}, {"form_key": "x"}]
)
def test_bad_input_keeps_what_was_typed(client, wrong):
    event = EventFactory(starts_at=SOON)
    page = client.post(address(event), answers(**wrong))
    text = page.content.decode()
    assert page.status_code == 200
    assert "<title>Fehler:" in text.replace("\n", "")
    assert wrong.get("name") == "" or "Łukasz Đorđević" in text
    assert Registration.objects.count() == 0


def test_a_closed_registration_says_why_and_refuses_a_form_kept_open(client):
    event = EventFactory(starts_at=SOON, registration_closes_at=timezone.now())
    assert "Die Anmeldung ist geschlossen" in client.get(address(event)).content.decode()
    assert client.post(address(event), answers()).status_code == 200
    assert Registration.objects.count() == 0


def test_the_signed_link_cancels_after_a_question(client):
    registration = RegistrationFactory(event=EventFactory(starts_at=SOON))
    url = reverse("projects:registration_cancel", args=[registration.token])
    client.get(url)
    registration.refresh_from_db()
    assert registration.state == "registered"
    page = client.post(url, follow=True)
    registration.refresh_from_db()
    assert (registration.state, registration.cancel_cause) == ("cancelled", "guest")
    assert "Ihre Anmeldung ist abgesagt" in page.content.decode()
    assert "schon abgesagt" in client.post(url).content.decode()


def test_an_offer_is_accepted_by_a_press_not_by_opening_the_link(client):
    event = EventFactory(starts_at=SOON, seats=1)
    registration = RegistrationFactory(event=event, state="offered", offer_expires_at=SOON)
    url = reverse("projects:offer_accept", args=[registration.token])
    client.get(url)
    registration.refresh_from_db()
    assert registration.is_offered
    assert "Der Platz gehört Ihnen" in client.post(url, follow=True).content.decode()
    registration.refresh_from_db()
    assert registration.state == "registered"


def test_an_expired_offer_is_refused_with_words(client):
    event = EventFactory(starts_at=SOON, seats=1)
    registration = RegistrationFactory(event=event, state="offered", offer_expires_at=timezone.now())
    page = client.post(reverse("projects:offer_accept", args=[registration.token]))
    assert "vorbei" in page.content.decode()
    registration.refresh_from_db()
    assert registration.is_offered


def test_an_altered_or_guessed_link_leads_nowhere(client):
    registration = RegistrationFactory(event=EventFactory(starts_at=SOON))
    token = registration.token
    for bad in (registration.reference, token[:-1] + ("A" if token[-1] != "A" else "B"), "x", f"X{token[1:]}"):
        for name in ("registration_manage", "registration_done", "registration_cancel", "offer_accept"):
            assert client.get(reverse(f"projects:{name}", args=[bad])).status_code == 404


def test_pages_of_a_registration_are_kept_nowhere(client):
    registration = RegistrationFactory(event=EventFactory(starts_at=SOON))
    page = client.get(reverse("projects:registration_manage", args=[registration.token]))
    assert "no-store" in page["Cache-Control"]
    assert 'name="robots" content="noindex"' in page.content.decode()
