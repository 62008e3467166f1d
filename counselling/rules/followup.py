"""When something is looked at again."""

import datetime
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

IsWorkingDay = Callable[[datetime.date], bool]
FURTHEST = 366 * 2
# Closed for longer than this means that nobody knows when it opens: then the day stays as it is.
LONGEST_CLOSURE = 60


def next_working_day(day: datetime.date, is_working_day: IsWorkingDay) -> datetime.date:
    """This day if the centre works on it, else the next one on which it does."""
    candidates = (day + datetime.timedelta(days=n) for n in range(LONGEST_CLOSURE))
    return next((candidate for candidate in candidates if is_working_day(candidate)), day)


def check_due_on(due_on: datetime.date, *, today: datetime.date) -> None:
    """Due today or later, at most two years ahead."""
    if due_on < today:
        raise ValidationError({"due_on": _("Choose a day from today on.")}, code="past")
    if (due_on - today).days > FURTHEST:
        raise ValidationError({"due_on": _("Choose a day within the next two years.")}, code="too_far")


def urgency(due_on: datetime.date, today: datetime.date) -> str:
    """``overdue``, ``due`` (today) or ``later``."""
    return "overdue" if due_on < today else "due" if due_on == today else "later"
