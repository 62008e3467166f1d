"""Meetings: row and trail, and what the database refuses even if the action is passed by."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.matching import MatchFactory, MeetingFactory, MeetingFeedbackFactory, MeetingNoteFactory
from volunteers.actions.meeting import delete_meeting, give_feedback, log_meeting
from volunteers.models import Match, Meeting, MeetingFeedback, MeetingNote

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def by(persons):
    return persons["begleiterin"]


def log(match, today, by, **changes):
    return log_meeting(match, by=by, today=today, **{"on": today, "minutes": 60, "kind": "out", **changes})


def test_a_meeting_is_noted(by, today):
    match = MatchFactory(active=True)
    meeting = log(match, today, by, note="Park")
    noted = (meeting.programme, meeting.volunteer, meeting.logged_by, meeting.logged_on)
    assert noted == (match.programme, match.volunteer, by, today)
    assert (meeting.note.text, meeting.note.volunteer) == ("Park", match.volunteer)
    assert Entry.objects.acts().get(verb="meeting.logged").actor_id == by.pk


@pytest.mark.parametrize(
    "changes", [{"minutes": 4}, {"minutes": 721}, {"kind": "party"}, {"on": datetime.date(2999, 1, 1)}]
)
def test_meetings_that_cannot_be(by, today, changes):
    with pytest.raises(ValidationError):
        log(MatchFactory(active=True), today, by, **changes)


@pytest.mark.parametrize("minutes", [5, 720])
def test_the_shortest_and_the_longest(by, today, minutes):
    assert log(MatchFactory(active=True), today, by, minutes=minutes).minutes == minutes


@pytest.mark.parametrize("state", [{}, {"ended": True}])
def test_only_an_active_match_has_new_meetings(by, today, state):
    with pytest.raises(ValidationError, match="solange"):
        log(MatchFactory(**state), today, by)


def test_the_same_meeting_counts_once(by, today):
    match = MatchFactory(active=True)
    log(match, today, by)
    with pytest.raises(ValidationError, match="schon notiert"):
        log(match, today, by)
    assert log(match, today, by, minutes=30).pk


@pytest.mark.parametrize("fields", [{"minutes": 4}, {"minutes": 721}, {"on": datetime.date(2999, 1, 1)}])
def test_the_database_refuses_too(db, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "active"},
        {"state": "ended"},
        {"state": "active", "started_on": datetime.date(2026, 1, 1), "volunteer_answer": "yes"},
        {"ended_on": datetime.date(2026, 1, 1)},
        {"end_reason": "moved"},
        {"approved_at": None},
        {"worker_answer": "yes"},
        {"score": 1001},
    ],
)
def test_the_database_keeps_a_match_whole(db, fields):
    match = MatchFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.filter(pk=match.pk).update(**fields)


def test_one_need_has_one_match_under_way(db):
    match = MatchFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchFactory(need=match.need)


def test_a_slip_is_taken_back_on_the_same_day(by, today):
    meeting = MeetingFactory()
    delete_meeting(meeting, by=by, today=today)
    assert not Meeting.objects.exists()
    assert Entry.objects.acts().get(verb="meeting.deleted").object_id == meeting.pk
    with pytest.raises(ValidationError):
        delete_meeting(MeetingFactory(), by=by, today=today + DAY)


def test_the_worker_says_how_it_was(persons):
    meeting = MeetingFeedbackFactory(how="fine").meeting
    said = {"worker": meeting.match.worker, "by": persons["fachkraft"]}
    feedback = give_feedback(meeting, how="good", words="Danke", **said)
    kept = MeetingFeedback.objects.get()
    assert (kept.meeting_id, kept.worker_id, kept.how, kept.words) == (
        meeting.pk,
        meeting.match.worker_id,
        "good",
        "Danke",
    )
    assert Entry.objects.acts().get(verb="meeting.rated").object_id == feedback.meeting_id
    with pytest.raises(ValidationError):
        give_feedback(meeting, how="🙂", **said)


def test_words_go_with_the_meeting(by, today):
    """Whoever takes a meeting back need not read what the other side said of it."""
    meeting = MeetingFeedbackFactory(meeting=MeetingNoteFactory().meeting).meeting
    delete_meeting(meeting, by=by, today=today)
    assert (MeetingNote.objects.count(), MeetingFeedback.objects.count()) == (0, 0)
