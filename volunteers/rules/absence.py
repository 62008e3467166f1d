"""Days away: a holiday, a course, a stay in hospital; nobody says which."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_DAYS = 366


def check_absence(starts_on: datetime.date, ends_on: datetime.date, *, today: datetime.date) -> None:
    """``ValidationError`` at the field that has to change."""
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day is before the first. Please swap the two.")})
    if ends_on < today:
        raise ValidationError({"ends_on": _("These days are over. Enter days that are still to come.")})
    if (ends_on - starts_on).days >= LONGEST_DAYS:
        raise ValidationError({"ends_on": _("That is more than a year. Please take a break instead, or ask us.")})
