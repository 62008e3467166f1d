"""When both sides are asked how it is going, and what an answer may be."""

import datetime
import functools

import holidays
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST = (
    datetime.timedelta(days=3),
    datetime.timedelta(days=14),
    relativedelta(months=1),
)
# After the first month every two months.
LATER_MONTHS = 2
DAY = datetime.timedelta(days=1)
# Whoever comes back from a break has time to meet before being asked.
AFTER_A_BREAK = datetime.timedelta(days=7)
# Two questions within a week are one too many.
SHORTEST_GAP = datetime.timedelta(days=7)
# The link in the mail lives until the next question comes.
DAYS_TO_ANSWER = 60


def planned_on(number: int, started_on: datetime.date) -> datetime.date:
    """The day of question ``number`` by the calendar: 3 days, 2 weeks, 1 month, then 3, 5, 7 … months."""
    if number < len(FIRST):
        return started_on + FIRST[number]
    months = 1 + LATER_MONTHS * (number - len(FIRST) + 1)
    return started_on + relativedelta(months=months)


def is_sensible(day: datetime.date, *, state: str) -> bool:
    """Nobody is asked at a weekend, on a public holiday of the federal state or between Christmas and New Year."""
    between_the_years = (day.month, day.day) >= (12, 24)
    return day.weekday() < 5 and not between_the_years and day not in _holidays(state, day.year)


def asked_on(planned: datetime.date, *, state: str, resumed_on: datetime.date | None = None) -> datetime.date:
    """The planned day, moved to the next sensible one; not in the first week after a break."""
    day = max(planned, resumed_on + AFTER_A_BREAK) if resumed_on else planned
    while not is_sensible(day, state=state):
        day += DAY
    return day


def due_number(
    started_on: datetime.date,
    *,
    today: datetime.date,
    state: str,
    resumed_on: datetime.date | None = None,
    last_on: datetime.date | None = None,
) -> int | None:
    """The latest question whose day has come; what a break swallowed is not asked later as well.

    ``last_on`` is the day of the question before.
    """
    if not is_sensible(today, state=state) or (last_on and today - last_on < SHORTEST_GAP):
        return None
    number = 0
    while asked_on(planned_on(number, started_on), state=state, resumed_on=resumed_on) <= today:
        number += 1
    return number - 1 if number else None


@functools.cache
def _holidays(state: str, year: int) -> frozenset[datetime.date]:
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=year))


def check_checkin(*, is_under_way: bool) -> None:
    """An answer comes while the match goes on; it may be changed until then. ``ValidationError``, code ``closed``."""
    if not is_under_way:
        raise ValidationError(_("This companionship has ended."), code="closed")
