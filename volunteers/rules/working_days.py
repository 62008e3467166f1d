"""Days on which the desk works: what a promise such as "we call you by Thursday" is counted in."""

import datetime
from functools import lru_cache

import holidays

DAY = datetime.timedelta(days=1)
SATURDAY = 6


def is_working_day(day: datetime.date, state: str) -> bool:
    """Monday to Friday, without the public holidays of the German state (``NI``, ``SN``)."""
    return day.isoweekday() < SATURDAY and day not in _public_holidays(state, day.year)


def after_working_days(day: datetime.date, number: int, state: str) -> datetime.date:
    """The working day that is ``number`` working days after ``day``: the last day of the promise."""
    while number > 0:
        day += DAY
        number -= is_working_day(day, state)
    return day


@lru_cache(maxsize=64)
def _public_holidays(state: str, year: int) -> frozenset[datetime.date]:
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=[year]))
