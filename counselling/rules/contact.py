"""Recording a contact: when, how long, and how long it may be taken back."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 600
# Clocks differ a little; more than this is a contact that has not happened yet.
CLOCK_TOLERANCE = datetime.timedelta(minutes=10)
EARLIEST = datetime.timedelta(days=366)
UNDO_FOR = datetime.timedelta(minutes=10)
CORRECT_FOR = datetime.timedelta(days=30)
ATTACH_FOR = datetime.timedelta(weeks=12)
# As long as a note is fresh its author may still write it anew; afterwards something is only added below.
REWRITE_FOR = datetime.timedelta(hours=24)


def check_moment(at: datetime.datetime, *, now: datetime.datetime) -> None:
    """Not in the future, at most a year ago."""
    if at > now + CLOCK_TOLERANCE:
        raise ValidationError({"at": _("A contact cannot lie in the future.")}, code="future")
    if at < now - EARLIEST:
        raise ValidationError({"at": _("Contacts can be entered for the past twelve months.")}, code="too_old")


def can_be_undone(recorded_at: datetime.datetime, *, now: datetime.datetime) -> bool:
    """Within ten minutes after it was entered; later a mistake is put right, not made to vanish."""
    return now - recorded_at <= UNDO_FOR


def can_be_corrected(recorded_at: datetime.datetime, *, now: datetime.datetime) -> bool:
    """Topics, minutes, channel, persons: within thirty days after it was entered, by who entered it."""
    return now - recorded_at <= CORRECT_FOR


def can_be_attached(recorded_at: datetime.datetime, *, now: datetime.datetime) -> bool:
    """An anonymous contact becomes part of a file within twelve weeks: later nobody remembers who it was."""
    return now - recorded_at <= ATTACH_FOR


def can_be_rewritten(written_at: datetime.datetime, *, now: datetime.datetime) -> bool:
    """A note within a day; later a correction stands below it with its date, and the old words stay."""
    return now - written_at <= REWRITE_FOR
