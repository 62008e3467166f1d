"""When a match may rest, and for how long."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# After half a year nobody knows any more whether it goes on: that is an end, and a new beginning is possible.
LONGEST_DAYS = 183
# Nobody knows today what she does in more than a year.
FURTHEST_DAYS = 366

# First day, and the day on which it goes on again.
Days = tuple[datetime.date, datetime.date]


def check_pausing(days: Days, *, is_active: bool, others: Iterable[Days], today: datetime.date) -> None:
    """Raises ``ValidationError`` if this match cannot rest on these days; code ``closed`` or ``paused``, or the field.

    ``others`` are its breaks that last or are planned.
    """
    starts_on, until = days
    if not is_active:
        raise ValidationError(_("Only a companionship that goes on can take a break."), code="closed")
    if starts_on < today or starts_on > today + datetime.timedelta(days=FURTHEST_DAYS):
        raise ValidationError({"starts_on": _("Choose today or a day within the coming year.")})
    if until <= today:
        raise ValidationError({"until": _("Choose a day after today.")})
    if until <= starts_on:
        raise ValidationError({"until": _("Choose a day after the break has begun.")})
    if until > starts_on + datetime.timedelta(days=LONGEST_DAYS):
        raise ValidationError({"until": _("A break lasts half a year at most. Please talk to the coordination.")})
    for other in others:
        check_apart(days, other, today=today)


def check_apart(days: Days, other: Days, *, today: datetime.date) -> None:
    """No two breaks on the same day; a break that lasts does so until somebody goes on, also past its last day."""
    if days[0] >= other[1] or other[0] >= days[1]:
        return
    if other[0] <= today:
        raise ValidationError(_("This companionship is taking a break already."), code="paused")
    first, until = (date_format(day, "SHORT_DATE_FORMAT") for day in other)
    words = _("A break from %(first)s until %(until)s is planned already. Change that one, or choose other days.")
    raise ValidationError(words % {"first": first, "until": until}, code="paused")


def begins(days: Days, *, today: datetime.date) -> bool:
    """Its first day has come, and the day on which it goes on has not."""
    return days[0] <= today < days[1]


def is_over(until: datetime.date, *, today: datetime.date) -> bool:
    """``until`` is the first day after the break."""
    return until <= today
