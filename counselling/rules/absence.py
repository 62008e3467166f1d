"""Days on which somebody is away."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = datetime.timedelta(days=366 * 2)
# Entered afterwards by colleagues who come back; older ones change nothing any more.
FURTHEST_BACK = datetime.timedelta(days=60)
DAY = datetime.timedelta(days=1)


def check_absence_days(starts_on: datetime.date, ends_on: datetime.date, *, today: datetime.date) -> None:
    """In order, two years at most, not over for longer than two months."""
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day is before the first.")}, code="order")
    if ends_on - starts_on > LONGEST:
        raise ValidationError({"ends_on": _("This is longer than two years.")}, code="long")
    if ends_on < today - FURTHEST_BACK:
        raise ValidationError({"ends_on": _("This is over for more than two months.")}, code="past")
    if starts_on > today + LONGEST:
        raise ValidationError({"starts_on": _("Choose a day within the next two years.")}, code="far")


def last_day_away(starts_on: datetime.date, ends_on: datetime.date, back_on: datetime.date) -> datetime.date | None:
    """The new last day of who is back on ``back_on``; ``None`` if the absence did not begin at all.

    ``ValidationError`` if she would be back only after the end that is known.
    """
    if back_on > ends_on:
        raise ValidationError({"back_on": _("This absence ends before that day anyway.")}, code="later")
    return back_on - DAY if back_on > starts_on else None
