import datetime
import uuid

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from ibs_portal.audit.models import Entry
from projects.actions.registration import (
    accept_offer,
    cancel_registration,
    erase_registrations,
    expire_offers,
    offer_free_places,
    register_guest,
)
from projects.models import Registration
from tests.factories.projects import DAY, NOW, EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def register(event, name="Zaw Min Htun", **more):
    return register_guest(event, by=None, now=NOW, name=name, email="gast@example.org", **more)


def trail():
    return Entry.objects.acts().filter(model__startswith="projects.").order_by("id")


def verbs():
    return list(trail().values_list("verb", flat=True))


def test_a_place_is_taken_written_down_and_confirmed_with_the_signed_link():
    event = EventFactory(seats=3)
    registration = register(event, seats=2, language="en")
    event.refresh_from_db()
    assert (registration.state, event.seats_taken, event.seats_left) == ("registered", 2, 1)
    assert registration.organisation_id == event.project.organisation_id
    assert verbs() == ["registration.created"]
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["gast@example.org"], f"You are registered: {event.title_de}")
    assert f"/en/anmeldung/{registration.token}/" in letter.body
    assert registration.reference_text in letter.body


def test_names_arrive_in_the_mail_as_they_are_written():
    register(EventFactory(), name="D'Angelo & <Søn>")
    assert "D'Angelo & <Søn>" in mail.outbox[0].body


def test_who_does_not_fit_waits_and_is_told():
    event = EventFactory(seats=2)
    register(event, seats=1)
    assert register(event, seats=2).state == "waiting"
    assert register(event, seats=1).state == "registered"
    event.refresh_from_db()
    assert event.seats_taken == 2
    assert [letter.subject.split(":")[0] for letter in mail.outbox] == [
        "Sie sind angemeldet",
        "Sie stehen auf der Warteliste",
        "Sie sind angemeldet",
    ]


def test_the_same_form_sent_twice_is_one_registration_and_one_mail():
    event, key = EventFactory(seats=1), uuid.uuid4()
    first = register(event, form_key=key)
    assert register(event, form_key=key) == first
    assert (Registration.objects.count(), len(mail.outbox), verbs()) == (1, 1, ["registration.created"])


@pytest.mark.parametrize(
    "values",
    [
        {"registration": "none"},
        {"is_published": False},
        {"registration_closes_at": NOW},
        {"starts_at": NOW - HOUR},
        {"state": "cancelled", "cancel_reason_de": "Wetter"},
    ],
)
def test_a_closed_event_takes_nobody(values):
    with pytest.raises(ValidationError):
        register(EventFactory(**values))
    assert (Registration.objects.count(), mail.outbox, verbs()) == (0, [], [])


@pytest.mark.parametrize("values", [{"seats": 0}, {"seats": 7}, {"name": ""}, {"language": "xx"}])
def test_bad_values_are_refused(values):
    with pytest.raises(ValidationError):
        register(EventFactory(), **{"name": "Gast", **values})
    assert Registration.objects.count() == 0


def test_without_address_and_phone_nobody_can_be_reached(persons):
    with pytest.raises(ValidationError):
        register_guest(EventFactory(), by=persons["bfd"], now=NOW, name="Suharto")
    register_guest(EventFactory(), by=persons["bfd"], now=NOW, name="Suharto", phone="0375 000000")
    assert mail.outbox == []


def test_a_freed_place_goes_to_the_longest_waiting_as_an_offer_with_a_deadline():
    event = EventFactory(seats=2)
    leaves = register(event, seats=2)
    first, second = register(event, "Erste"), register(event, "Zweite")
    third = register(event, "Dritte")
    mail.outbox.clear()
    cancel_registration(leaves, by=None, now=NOW)
    states = {row.name: row.state for row in Registration.objects.all()}
    assert states == {"Zaw Min Htun": "cancelled", "Erste": "offered", "Zweite": "offered", "Dritte": "waiting"}
    first.refresh_from_db(), second.refresh_from_db(), third.refresh_from_db(), event.refresh_from_db()
    assert (first.offer_expires_at, event.seats_taken) == (NOW + DAY, 2)
    assert [letter.subject.split(":")[0] for letter in mail.outbox] == [
        "Ihre Anmeldung ist abgesagt",
        "Ein Platz ist für Sie frei",
        "Ein Platz ist für Sie frei",
    ]
    # An offered place is held: nobody else gets it meanwhile.
    assert register(event, "Vierte").state == "waiting"


def test_accepting_makes_it_a_registration_once_and_for_all():
    event = EventFactory(seats=1)
    row = RegistrationFactory(event=event, state="offered", offer_expires_at=NOW + HOUR)
    assert accept_offer(row, by=None, now=NOW).state == "registered"
    assert accept_offer(row, by=None, now=NOW).state == "registered"
    assert (verbs(), len(mail.outbox)) == (["registration.accepted"], 1)


def test_an_offer_ends_and_goes_to_the_next():
    event = EventFactory(seats=1)
    late = RegistrationFactory(event=event, state="offered", offer_expires_at=NOW)
    waiting = RegistrationFactory(event=event, state="waiting")
    with pytest.raises(ValidationError):
        accept_offer(late, by=None, now=NOW)
    assert expire_offers(by=None, now=NOW) == 1
    late.refresh_from_db(), waiting.refresh_from_db()
    assert (late.state, late.cancel_cause, late.cancelled_at) == ("cancelled", "expired", NOW)
    assert (waiting.state, waiting.offer_expires_at) == ("offered", NOW + DAY)
    assert expire_offers(by=None, now=NOW) == 0


def test_a_registration_is_cancelled_once_and_not_after_the_start():
    event = EventFactory()
    row = register(event)
    with pytest.raises(ValidationError):
        cancel_registration(row, by=None, now=event.starts_at)
    cancel_registration(row, by=None, now=NOW)
    with pytest.raises(ValidationError):
        cancel_registration(row, by=None, now=NOW)
    assert verbs().count("registration.cancelled") == 1


def test_nothing_is_offered_once_it_begins():
    event = EventFactory(seats=5)
    RegistrationFactory(event=event, state="waiting")
    assert offer_free_places(event, by=None, now=event.starts_at) == []


def test_ninety_days_later_nobody_knows_who_was_there_but_how_many():
    event = EventFactory(starts_at=NOW - 91 * DAY)
    RegistrationFactory(event=event, seats=4)
    fresh = RegistrationFactory(event=EventFactory(starts_at=NOW - 89 * DAY))
    assert erase_registrations(by=None, now=NOW) == 1
    event.refresh_from_db()
    assert (list(Registration.objects.all()), event.seats_taken) == ([fresh], 4)
    assert Entry.objects.acts().get().reason == "1"
