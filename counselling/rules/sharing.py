"""Showing a file to another controller, and opening notes in an emergency."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OPEN_FOR = datetime.timedelta(hours=8)
SHORTEST_REASON = 10


def check_disclosure_days(starts_on: datetime.date, ends_on: datetime.date, *, today: datetime.date) -> None:
    """It cannot begin in the past: what nobody could read then was not disclosed then."""
    if starts_on < today:
        raise ValidationError({"starts_on": _("A disclosure begins today or later.")}, code="past")
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day is before the first.")}, code="before_start")


def check_reason(reason: str) -> str:
    """The reason without blanks around it; it is read by who leads the person's cases."""
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Say why, in ten characters or more.")}, code="short")
    return reason
