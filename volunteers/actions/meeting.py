"""Noting that two people met, and how it was."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.models import Match, Meeting
from volunteers.rules.match import check_meeting


@transaction.atomic
def log_meeting(
    match: Match, *, by: User, on: datetime.date, minutes: int, kind: str, today: datetime.date, note: str = ""
) -> Meeting:
    """Notes a meeting of an active match; ``minutes`` from 5 to 720, ``on`` not in the future, each one once."""
    match = Match.objects.select_for_update(of=("self",)).get(pk=match.pk)
    check_meeting(on, is_active=match.is_active, started_on=match.started_on, today=today)
    meeting = Meeting(programme=match.programme, match=match, on=on, minutes=minutes, kind=kind, note=note)
    meeting.logged_by, meeting.logged_on = by, today
    meeting.full_clean()
    meeting.save()
    record("meeting.logged", meeting, by=by)
    return meeting


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
def give_feedback(meeting: Meeting, *, by: User, feedback: str, words: str = "") -> Meeting:
    """The worker says in a word how a meeting was (``Meeting.Feedback``); it can be changed."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    meeting.feedback, meeting.feedback_words = feedback, words
    meeting.full_clean(exclude=["match", "logged_by"])
    meeting.save(update_fields=["feedback", "feedback_words"])
    record("meeting.rated", meeting, by=by, fields=["feedback", "feedback_words"])
    return meeting
