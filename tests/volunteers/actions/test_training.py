import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.volunteers import (
    TrainingFactory,
    TrainingRegistrationFactory,
    TrainingSessionFactory,
    VolunteerFactory,
)
from volunteers.actions import training_places
from volunteers.actions.attendance import mark_attendance
from volunteers.actions.training import create_session
from volunteers.actions.training_places import answer_invitation, invite_to_session
from volunteers.emails.training import training_answer_url
from volunteers.models import QualificationGrant, TrainingRegistration, TrainingSession
from volunteers.models.training import TAKES_PLACE, TrainingSessionQuerySet

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def session(db):
    return TrainingSessionFactory(starts_at=NOW + 7 * DAY, capacity=2)


def volunteers(session, number: int, **fields) -> list:
    return VolunteerFactory.create_batch(number, programme=session.programme, status="accepted", **fields)


def test_a_session_is_planned(coordinator):
    training = TrainingFactory()
    times = {"starts_at": NOW, "ends_at": NOW + DAY / 4}
    session = create_session(training, by=coordinator, place="Raum 2", capacity=3, **times)
    assert session.programme == training.programme
    assert Entry.objects.acts().get(verb="training_session.created").object_id == session.pk
    with pytest.raises(ValidationError):
        create_session(training, by=coordinator, place="Raum 2", capacity=3, starts_at=NOW, ends_at=NOW)


def test_several_are_invited_by_mail(session, coordinator, mailoutbox):
    people = volunteers(session, 2)
    invite_to_session(session, volunteers=people, by=coordinator, now=NOW)
    assert {mail.to[0] for mail in mailoutbox} == {person.email for person in people}
    registration = session.registrations.first()
    assert training_answer_url(registration) in mailoutbox[0].body
    assert Entry.objects.acts().filter(verb="training_registration.invited").count() == 2
    invite_to_session(session, volunteers=people, by=coordinator, now=NOW)
    assert (len(mailoutbox), session.registrations.count()) == (2, 2)


def test_all_or_nobody(session, coordinator, mailoutbox):
    with pytest.raises(ValidationError, match="2"):
        invite_to_session(session, volunteers=volunteers(session, 3), by=coordinator, now=NOW)
    assert (session.registrations.count(), mailoutbox) == (0, [])


def test_not_those_who_left_not_foreigners_not_too_late(session, coordinator):
    gone = VolunteerFactory(programme=session.programme, status="left", left_on=NOW.date(), end_reason="time")
    foreign = VolunteerFactory(status="accepted")
    for person, now in [(gone, NOW), (foreign, NOW), (volunteers(session, 1)[0], NOW + 8 * DAY)]:
        with pytest.raises(ValidationError):
            invite_to_session(session, volunteers=[person], by=coordinator, now=now)
    assert session.registrations.count() == 0


def test_declining_frees_a_place_that_may_be_gone_later(session, coordinator):
    first, second, third = volunteers(session, 3)
    registration, _other = invite_to_session(session, volunteers=[first, second], by=coordinator, now=NOW)
    declined = answer_invitation(registration, is_coming=False, by=coordinator, now=NOW)
    assert (declined.status, declined.answered_at) == ("declined", NOW)
    assert Entry.objects.acts().filter(verb="training_registration.declined").count() == 1
    invite_to_session(session, volunteers=[third], by=coordinator, now=NOW)
    again = answer_invitation(registration, is_coming=True, by=coordinator, now=NOW)
    assert (again.status, again.waiting_since) == ("waiting", NOW)


def test_an_answer_comes_before_the_beginning(session, coordinator):
    registration = TrainingRegistrationFactory(session=session)
    with pytest.raises(ValidationError):
        answer_invitation(registration, is_coming=True, by=coordinator, now=NOW + 8 * DAY)


def test_attendance_grants_the_qualification_and_the_status(session, coordinator):
    there, away = volunteers(session, 2)
    came, missed = invite_to_session(session, volunteers=[there, away], by=coordinator, now=NOW)
    after = NOW + 8 * DAY
    mark_attendance(session, attended={came.pk}, by=coordinator, now=after)
    statuses = dict(session.registrations.values_list("volunteer", "status"))
    assert statuses == {there.pk: "attended", away.pk: "missed"}
    grant = QualificationGrant.objects.get()
    assert (grant.volunteer, grant.granted_on, grant.expires_on) == (
        there,
        datetime.date(2026, 5, 11),
        datetime.date(2028, 5, 10),
    )
    for person in (there, away):
        person.refresh_from_db()
    assert (there.status, away.status) == ("trained", "accepted")
    assert Entry.objects.acts().filter(verb="training_session.attended").count() == 1
    # Saved again with another tick: the list is corrected, nothing is doubled.
    mark_attendance(session, attended={missed.pk}, by=coordinator, now=after)
    assert QualificationGrant.objects.get().volunteer == away


def test_one_of_two_mandatory_trainings_is_not_enough(session, coordinator):
    TrainingFactory(programme=session.programme)
    person = volunteers(session, 1)[0]
    registrations = invite_to_session(session, volunteers=[person], by=coordinator, now=NOW)
    mark_attendance(session, attended={registrations[0].pk}, by=coordinator, now=NOW + 8 * DAY)
    person.refresh_from_db()
    assert person.status == "accepted"


def test_nobody_was_there_before_it_began(session, coordinator):
    with pytest.raises(ValidationError):
        mark_attendance(session, attended=set(), by=coordinator, now=NOW)


def crowd(session, people, by) -> int:
    start = threading.Barrier(len(people))

    def go(person) -> None:
        try:
            start.wait()
            invite_to_session(session, volunteers=[person], by=by, now=timezone.now())
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return TrainingRegistration.objects.filter(session=session, status__in=TAKES_PLACE).count()


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once(coordinator):
    for _round in range(3):
        session = TrainingSessionFactory(capacity=1)
        assert crowd(session, volunteers(session, 8), coordinator) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_place_is_given_several_times(coordinator, monkeypatch):
    """The negative control of the test above."""
    real, meet = training_places.rules.check_places, threading.Barrier(8, timeout=10)

    def slow(*args) -> None:
        real(*args)
        meet.wait()

    rows = TrainingSession.objects.select_related("programme", "training")
    monkeypatch.setattr(TrainingSessionQuerySet, "lock", lambda _self, pk: rows.get(pk=pk))
    monkeypatch.setattr(training_places.rules, "check_places", slow)
    session = TrainingSessionFactory(capacity=1)
    assert crowd(session, volunteers(session, 8), coordinator) == 8
