import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from ibs_portal.audit.models import Entry
from projects.actions.event import cancel_event, create_event, update_event
from projects.models import Event, Registration
from tests.factories.projects import DAY, NOW, EventFactory, PlaceFactory, ProjectFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def trail():
    return Entry.objects.acts().filter(model__startswith="projects.").order_by("id")


def verbs():
    return list(trail().values_list("verb", flat=True))


def test_creating_and_refusing_what_does_not_fit_together(persons):
    project, place = ProjectFactory(), PlaceFactory()
    terms = {"title_de": "Kochen", "place": place, "starts_at": NOW + DAY, "ends_at": NOW + 2 * DAY}
    event = create_event(project, by=persons["beratung"], **terms)
    entry = Entry.objects.acts().get(verb="event.created")
    assert (entry.object_id, entry.actor_id) == (event.pk, persons["beratung"].pk)
    for wrong in (
        {"ends_at": NOW},
        {"place": None},
        {"seats": 5},  # without registration
        {"seats": 0, "registration": "open"},
        {"registration": "open", "registration_closes_at": NOW + 3 * DAY},
        {"starts_at": None, "ends_at": None},
        {"year": 2021},
        {"state": "cancelled"},
        {"cancel_reason_de": "Wetter"},
    ):
        with pytest.raises(ValidationError):
            create_event(project, by=persons["beratung"], **{**terms, **wrong})
    assert Event.objects.count() == 1


def test_a_cancelled_event_may_have_only_a_year():
    event = EventFactory(starts_at=None, ends_at=None, year=2021, state="cancelled", cancel_reason_de="Pandemie")
    event.full_clean()
    assert (event.edition_year, event.day_text) == (2021, "2021")


def test_guests_hear_of_a_new_place_but_not_of_a_new_text(persons):
    event = EventFactory()
    RegistrationFactory(event=event, email="gast@example.org")
    update_event(event, by=persons["beratung"], now=NOW, description_de="Neu")
    assert mail.outbox == []
    update_event(event, by=persons["beratung"], now=NOW, place=PlaceFactory(name="Neues Haus"))
    assert [(letter.to, "Neues Haus" in letter.body) for letter in mail.outbox] == [(["gast@example.org"], True)]
    event.refresh_from_db()
    assert (event.revision, trail().last().fields) == (2, "place")


def test_more_places_are_offered_and_fewer_than_taken_are_refused(persons):
    event = EventFactory(seats=2)
    RegistrationFactory(event=event, seats=2)
    waiting = RegistrationFactory(event=event, state="waiting", seats=2)
    with pytest.raises(ValidationError):
        update_event(event, by=persons["beratung"], now=NOW, seats=1)
    update_event(event, by=persons["beratung"], now=NOW, seats=4)
    waiting.refresh_from_db()
    assert waiting.state == "offered"


def test_nobody_writes_over_somebody_elses_change(persons):
    event = EventFactory(title_de="Alt")
    update_event(event, by=persons["beratung"], now=NOW, known_revision=0, title_de="Von A")
    with pytest.raises(ValidationError):
        update_event(event, by=persons["beratung2"], now=NOW, known_revision=0, title_de="Von B")
    event.refresh_from_db()
    assert event.title_de == "Von A"


def test_cancelling_tells_everybody_and_ends_all_registrations(persons):
    event = EventFactory(seats=1)
    RegistrationFactory(event=event, email="kommt@example.org")
    RegistrationFactory(event=event, email="wartet@example.org", state="waiting")
    RegistrationFactory(event=event, email="weg@example.org", state="cancelled", cancelled_at=NOW, cancel_cause="guest")
    RegistrationFactory(event=event, email="", phone="0375 000000", state="waiting")
    cancel_event(event, by=persons["leitung"], now=NOW, cancel_reason_de="Sturm", cancel_reason_en="Storm")
    assert sorted(letter.to[0] for letter in mail.outbox) == ["kommt@example.org", "wartet@example.org"]
    assert all("Sturm" in letter.body for letter in mail.outbox)
    event.refresh_from_db()
    assert (event.is_cancelled, event.seats_taken, Registration.objects.live().count()) == (True, 0, 0)
    assert verbs()[0] == "event.cancelled"
    with pytest.raises(ValidationError):
        cancel_event(event, by=persons["leitung"], now=NOW, cancel_reason_de="Noch einmal")
    with pytest.raises(ValidationError):
        update_event(event, by=persons["leitung"], now=NOW, title_de="Neu")


@pytest.mark.parametrize(
    ("reason", "now"), [("", NOW), ("Sturm", NOW + 11 * DAY)], ids=["without a reason", "when it is over"]
)
def test_cancelling_is_refused(persons, reason, now):
    event = EventFactory(ends_at=NOW + 10 * DAY + datetime.timedelta(hours=1))
    with pytest.raises(ValidationError):
        cancel_event(event, by=persons["leitung"], now=now, cancel_reason_de=reason)
    event.refresh_from_db()
    assert (event.state, verbs()) == ("planned", [])
