"""Noting that two people met, and how it was."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.models import Match, Meeting, MeetingFeedback, MeetingNote, SkilledWorker, StandIn
from volunteers.rules.match import check_day, check_meeting
from volunteers.rules.stand_in import check_stand_in_meeting

# The match says who was there; whoever fills in need not see that row.
FIXED = ("volunteer", "worker", "meeting")


@transaction.atomic
def log_meeting(
    match: Match,
    *,
    by: User | None,
    on: datetime.date,
    minutes: int,
    kind: str,
    today: datetime.date,
    note: str = "",
    stand_in: StandIn | None = None,
) -> Meeting:
    """Notes a meeting of an active match; ``minutes`` from 5 to 720, ``on`` not in the future, each one once.

    ``by`` is nobody for whoever comes by a signed link. The note goes where the worker never reads it. With
    ``stand_in`` it was that volunteer who was there, and the hours are hers.
    """
    match = Match.objects.select_for_update(of=("self",)).get(pk=match.pk)
    check_meeting(on, is_active=match.is_active, started_on=match.started_on, today=today)
    who = _stood_in(stand_in, on, today) if stand_in else match.volunteer_id
    check_day(minutes, already=Meeting.objects.filter(volunteer=who, on=on).minutes())
    meeting = Meeting(programme_id=match.programme_id, match=match, on=on, minutes=minutes, kind=kind)
    meeting.volunteer_id, meeting.logged_by, meeting.logged_on = who, by, today
    meeting.full_clean(exclude=FIXED)
    meeting.save()
    if note:
        _write_note(meeting, note)
    record("meeting.logged", meeting, by=by)
    return meeting


def _stood_in(stand_in: StandIn, on: datetime.date, today: datetime.date) -> int:
    running = StandIn.objects.running(today).filter(pk=stand_in.pk).first()
    check_stand_in_meeting(on, is_in_force=running is not None, starts_on=stand_in.starts_on)
    return stand_in.volunteer_id


def _write_note(meeting: Meeting, text: str) -> MeetingNote:
    note = MeetingNote(programme_id=meeting.programme_id, meeting=meeting, volunteer_id=meeting.volunteer_id, text=text)
    note.full_clean(exclude=FIXED)
    note.save()
    return note


@transaction.atomic
def delete_meeting(meeting: Meeting, *, by: User, today: datetime.date) -> Meeting:
    """Takes back a meeting that was noted by mistake, on the same day."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.logged_on != today:
        raise ValidationError(_("A meeting can be taken back on the day it was noted. Please tell the coordination."))
    record("meeting.deleted", meeting, by=by)
    meeting.delete()
    return meeting


@transaction.atomic
def give_feedback(meeting: Meeting, *, worker: SkilledWorker, by: User, how: str, words: str = "") -> MeetingFeedback:
    """The worker says in a word how a meeting was (``MeetingFeedback.How``); it can be changed."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    feedback = MeetingFeedback.objects.filter(meeting=meeting).first() or MeetingFeedback(meeting=meeting)
    feedback.programme_id, feedback.worker_id = meeting.programme_id, worker.pk
    feedback.how, feedback.words = how, words
    feedback.full_clean(exclude=FIXED)
    feedback.save()
    record("meeting.rated", meeting, by=by)
    return feedback
