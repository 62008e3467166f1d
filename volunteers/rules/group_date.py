"""Dates of a group: in the future when they are made, within a day, and minutes that can be."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_MINUTES = 720
ANSWERS = ("yes", "no")


def check_span(starts_at: datetime.datetime, ends_at: datetime.datetime, now: datetime.datetime) -> None:
    if starts_at <= now:
        raise ValidationError({"on": _("Choose a time that is still to come.")})
    if ends_at <= starts_at:
        raise ValidationError({"until": _("A date ends after it begins.")})


def check_can_answer(starts_at: datetime.datetime, now: datetime.datetime, *, is_cancelled: bool) -> None:
    if is_cancelled:
        raise ValidationError(_("This date was cancelled."), "cancelled")
    if starts_at <= now:
        raise ValidationError(_("This date has already begun."), "begun")


def check_can_note(starts_at: datetime.datetime, now: datetime.datetime, *, is_cancelled: bool) -> None:
    """Who was there is noted once it has begun."""
    if is_cancelled:
        raise ValidationError(_("This date was cancelled."), "cancelled")
    if starts_at > now:
        raise ValidationError(_("This date has not begun yet."), "not_begun")


def check_minutes(minutes: int | None) -> None:
    """Nothing noted yet, not there (0), or up to twelve hours."""
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise ValidationError(_("Enter 0 to 720 minutes: a group date lasts twelve hours at most."), "minutes")


def length_of(starts_at: datetime.datetime, ends_at: datetime.datetime) -> int:
    """Minutes, as the form proposes them."""
    return min(int((ends_at - starts_at).total_seconds() // 60), MOST_MINUTES)
