"""The waiting list of a session: in order, with deadlines, and never a place twice."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from icalendar import Calendar

from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import Identity, asking, errand
from tests.factories.volunteers import TrainingRegistrationFactory, TrainingSessionFactory, VolunteerFactory
from volunteers.actions import training_places
from volunteers.actions.training import cancel_session, create_training, update_session, update_training
from volunteers.actions.training_places import (
    add_to_waiting_list,
    answer_invitation,
    expire_training_offers,
    invite_to_session,
    join_session,
)
from volunteers.models import TrainingRegistration
from volunteers.models.training import TAKES_PLACE, TrainingSessionQuerySet
from volunteers.queries.narrow import place_in_line

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def session(db):
    return TrainingSessionFactory(starts_at=NOW + 7 * DAY, capacity=1, is_open=True)


def person(session, **fields):
    return VolunteerFactory(programme=session.programme, **({"status": "accepted"} | fields))


def join(session, by, now=NOW, **fields):
    return join_session(session, volunteer=person(session, **fields), by=by, now=now)


def entry_of(mail) -> tuple[Calendar, object]:
    name, content, mime_type = mail.attachments[0]
    assert name == "schulung.ics"
    calendar = Calendar.from_ical(content)
    assert mime_type == f"text/calendar; method={calendar['METHOD']}"
    return calendar, calendar.walk("VEVENT")[0]


def statuses(session) -> list[str]:
    return list(session.registrations.order_by("pk").values_list("status", flat=True))


def test_the_first_gets_the_place_and_the_next_wait(session, coordinator, mailoutbox):
    first, second, third = (join(session, coordinator, NOW + n * DAY / 24) for n in range(3))
    assert statuses(session) == ["confirmed", "waiting", "waiting"]
    assert [len(mail.attachments) for mail in mailoutbox] == [1, 0, 0]
    with errand(registration=third.pk):
        assert (place_in_line(third), place_in_line(second)) == (2, 0)
    # Asked again, nothing changes.
    join_session(session, volunteer=first.volunteer, by=coordinator, now=NOW)
    assert (statuses(session), len(mailoutbox)) == (["confirmed", "waiting", "waiting"], 3)


def test_a_place_given_back_goes_to_the_first_who_waits(session, coordinator, mailoutbox):
    first, second, _third = (join(session, coordinator, NOW + n * DAY / 24) for n in range(3))
    answer_invitation(first, is_coming=False, by=coordinator, now=NOW + DAY)
    second.refresh_from_db()
    assert (statuses(session), second.offer_expires_at) == (["declined", "offered", "waiting"], NOW + 3 * DAY)
    assert mailoutbox[-1].to == [second.volunteer.email]
    # Who comes now stands behind those who wait.
    assert join(session, coordinator, NOW + DAY).status == "waiting"
    answer_invitation(second, is_coming=True, by=coordinator, now=NOW + 2 * DAY)
    assert statuses(session) == ["declined", "confirmed", "waiting", "waiting"]


def test_an_offer_nobody_takes_goes_on(session, coordinator, mailoutbox):
    first, second, third = (join(session, coordinator, NOW + n * DAY / 24) for n in range(3))
    answer_invitation(first, is_coming=False, by=coordinator, now=NOW + DAY)
    assert expire_training_offers(by=None, now=NOW + 2 * DAY) == 0
    assert expire_training_offers(by=None, now=NOW + 3 * DAY) == 1
    assert statuses(session) == ["declined", "expired", "offered"]
    assert [mail.to[0] for mail in mailoutbox[-2:]] == [second.volunteer.email, third.volunteer.email]
    with pytest.raises(ValidationError):
        answer_invitation(second, is_coming=True, by=coordinator, now=NOW + 3 * DAY)


def test_by_invitation_only_and_not_for_strangers(session, coordinator):
    closed = TrainingSessionFactory(training=session.training, starts_at=NOW + 7 * DAY)
    for where, fields in ((closed, {}), (session, {"status": "applied"})):
        with pytest.raises(ValidationError):
            join(where, coordinator, **fields)
    with pytest.raises(ValidationError):
        join_session(session, volunteer=VolunteerFactory(status="accepted"), by=coordinator, now=NOW)
    assert TrainingRegistration.objects.count() == 0


def test_the_desk_fills_the_waiting_list(session, coordinator):
    people = [person(session) for _n in range(2)]
    add_to_waiting_list(session, volunteers=people, by=coordinator, now=NOW)
    # The place that was free is offered at once.
    assert statuses(session) == ["offered", "waiting"]
    with pytest.raises(ValidationError):
        invite_to_session(session, volunteers=[person(session)], by=coordinator, now=NOW)


def test_an_errand_promotes_and_sees_nobody_else(session, coordinator, mailoutbox):
    """Whoever declines by the link frees the place for the next, without ever reading who that is."""
    first, second = join(session, coordinator), join(session, coordinator, NOW + DAY / 24)
    with asking(Identity()), errand(registration=first.pk, session=session.pk):
        answer_invitation(first, is_coming=False, by=None, now=NOW + DAY)
        assert list(TrainingRegistration.objects.order_by("pk").values_list("pk", flat=True)) == [first.pk]
    second.refresh_from_db()
    assert (second.status, mailoutbox[-1].to) == ("offered", [second.volunteer.email])


def test_a_volunteer_puts_herself_down_behind_the_walls(session, coordinator):
    volunteer, other = person(session), TrainingRegistrationFactory(session=session)
    with asking(Identity()), errand(volunteer=volunteer.pk, session=session.pk):
        registration = join_session(session, volunteer=volunteer, by=coordinator, now=NOW)
        assert TrainingRegistration.objects.filter(pk=other.pk).count() == 0
    assert registration.status == "waiting"


def test_a_change_is_told_with_the_next_sequence(session, coordinator, mailoutbox):
    join(session, coordinator)
    _calendar, before = entry_of(mailoutbox[0])
    update_session(session, by=coordinator, now=NOW, place="Raum 9")
    calendar, after = entry_of(mailoutbox[1])
    assert (before["SEQUENCE"], after["SEQUENCE"], before["UID"] == after["UID"]) == (0, 1, True)
    assert (calendar["METHOD"], after["LOCATION"], after["STATUS"]) == ("PUBLISH", "Raum 9", "CONFIRMED")
    # Another number of places is no news for those who come, but it is for those who wait.
    join(session, coordinator)
    update_session(session, by=coordinator, now=NOW, capacity=2)
    assert statuses(session) == ["confirmed", "offered"]
    with pytest.raises(ValidationError):
        update_session(session, by=coordinator, now=NOW, capacity=1)


def test_a_cancelled_session_leaves_the_calendars(session, coordinator, mailoutbox):
    join(session, coordinator)
    join(session, coordinator)
    cancel_session(session, by=coordinator, now=NOW, reason="Krankheit")
    assert statuses(session) == ["cancelled", "cancelled"]
    calendar, entry = entry_of(mailoutbox[-1])
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert "Krankheit" in mailoutbox[-1].body
    assert Entry.objects.acts().get(verb="training_session.cancelled").object_id == session.pk
    for act in (lambda: join(session, coordinator), lambda: update_session(session, by=coordinator, now=NOW)):
        with pytest.raises(ValidationError):
            act()


def test_courses_are_made_and_changed(session, coordinator):
    training = create_training(session.programme, by=coordinator, details={"title": "Erste Hilfe", "valid_months": 24})
    update_training(training, by=coordinator, details={"valid_months": 12})
    training.refresh_from_db()
    assert training.valid_months == 12
    assert Entry.objects.acts().filter(verb__startswith="training.").count() == 2
    with pytest.raises(ValidationError):
        create_training(session.programme, by=coordinator, details={"title": "Erste Hilfe"})


def crowd(session, people, by) -> int:
    start = threading.Barrier(len(people))

    def go(volunteer) -> None:
        try:
            start.wait()
            join_session(session, volunteer=volunteer, by=by, now=timezone.now())
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(volunteer,)) for volunteer in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return TrainingRegistration.objects.filter(session=session, status__in=TAKES_PLACE).count()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_press_at_once_one_gets_the_last_place(coordinator):
    session = TrainingSessionFactory(capacity=1, is_open=True)
    assert crowd(session, [person(session) for _n in range(8)], coordinator) == 1
    assert session.registrations.waiting().count() == 7


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_all_get_it(coordinator, monkeypatch):
    """The negative control of the test above."""
    real, meet = training_places.rules.is_place_free, threading.Barrier(8, timeout=10)

    def slow(*args) -> bool:
        is_free = real(*args)
        meet.wait()
        return is_free

    monkeypatch.setattr(TrainingSessionQuerySet, "lock", lambda self, pk: self.select_related("training").get(pk=pk))
    monkeypatch.setattr(training_places.rules, "is_place_free", slow)
    session = TrainingSessionFactory(capacity=1, is_open=True)
    assert crowd(session, [person(session) for _n in range(8)], coordinator) == 8
