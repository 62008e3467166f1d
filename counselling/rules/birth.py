"""Birth dates as people really have them: known to the day, to the year, estimated by an authority, unknown."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DAY, MONTH, YEAR, ESTIMATED, UNKNOWN = "day", "month", "year", "estimated", "unknown"
OLDEST = 125


def check_birth(date: datetime.date | None, precision: str, *, today: datetime.date) -> None:
    """Raises ``ValidationError`` on ``birth_date`` for a day to come or more than 125 years ago."""
    if date is None and precision != UNKNOWN:
        raise ValidationError({"birth_date": _("Enter the date of birth, or choose “unknown”.")}, code="missing")
    if date and (date > today or date.year < today.year - OLDEST):
        raise ValidationError({"birth_date": _("This cannot be a date of birth.")}, code="out_of_range")


def rounded(date: datetime.date | None, precision: str) -> datetime.date | None:
    """The date as it is kept: what is not known is the first of the month or of January."""
    if date is None or precision == UNKNOWN:
        return None
    if precision == MONTH:
        return date.replace(day=1)
    return date.replace(day=1, month=1) if precision in (YEAR, ESTIMATED) else date


def birth_from_parts(day: str, month: str, year: str) -> tuple[datetime.date | None, str]:
    """Date and precision of what was typed into three boxes; empty boxes lower the precision.

    ``ValueError`` for a day that does not exist, or for a day without a month.
    """
    if not year:
        if day or month:
            raise ValueError("a birth date needs its year")
        return None, UNKNOWN
    if len(year) != 4 or (day and not month):
        raise ValueError("a day needs its month, a year four digits")
    precision = DAY if day else MONTH if month else YEAR
    return datetime.date(int(year), int(month or 1), int(day or 1)), precision


def birth_parts(date: datetime.date | None, precision: str) -> list[int | None]:
    """Day, month and year for three boxes; what is not known stays empty."""
    if date is None or precision == UNKNOWN:
        return [None, None, None]
    month = None if precision in (YEAR, ESTIMATED) else date.month
    return [date.day if precision == DAY else None, month, date.year]


def age_on(date: datetime.date | None, today: datetime.date) -> int | None:
    if date is None:
        return None
    return today.year - date.year - ((today.month, today.day) < (date.month, date.day))
