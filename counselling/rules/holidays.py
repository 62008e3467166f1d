"""Public holidays of a federal state, from the package ``holidays``; half days are not observed."""

import datetime
import functools
from collections.abc import Iterator

import holidays

DAY = datetime.timedelta(days=1)
# Languages the package has names in; everybody else reads the German name, as it stands on the calendar.
NAMES_IN = {"de": "de", "en": "en_US", "uk": "uk"}


@functools.lru_cache(maxsize=64)
def _holidays(state: str, year: int, language: str) -> dict[datetime.date, str]:
    found = holidays.country_holidays("DE", subdiv=state, years=year, language=NAMES_IN.get(language, "de"))
    return dict(found.items())


def holiday_on(state: str, day: datetime.date, language: str = "de") -> str:
    """The name of the public holiday, or ``""``. ``state`` is ``SN`` or ``NI``."""
    return _holidays(state, day.year, language).get(day, "")


def holidays_between(
    state: str, first: datetime.date, last: datetime.date, language: str = "de"
) -> Iterator[tuple[datetime.date, str]]:
    """Public holidays from the first to the last day, in order."""
    for year in range(first.year, last.year + 1):
        for day, name in sorted(_holidays(state, year, language).items()):
            if first <= day <= last:
                yield day, name
