"""Who belongs to a household, since when and until when."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OLDEST = 125


def check_birth_year(year: int | None, *, today: datetime.date) -> None:
    """At most this year, at most 125 years ago."""
    if year is not None and not today.year - OLDEST <= year <= today.year:
        raise ValidationError({"birth_year": _("This cannot be a year of birth.")}, code="out_of_range")


def check_joined(joined_on: datetime.date, *, today: datetime.date) -> None:
    if joined_on > today:
        raise ValidationError({"joined_on": _("Choose a day up to today.")}, code="future")


def check_left(joined_on: datetime.date, ended_on: datetime.date, *, today: datetime.date) -> None:
    """Nobody leaves before she came, or in the future."""
    if ended_on > today:
        raise ValidationError({"ended_on": _("Choose a day up to today.")}, code="future")
    if ended_on < joined_on:
        raise ValidationError({"ended_on": _("This day lies before the person came.")}, code="before_start")
