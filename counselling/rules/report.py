"""Times that a report is made for: a month, a quarter or a year."""

import datetime
import re
from dataclasses import dataclass
from functools import cached_property

FIRST_YEAR = 2000
PATTERN = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d{2})))?", re.ASCII)


@dataclass(frozen=True, order=True)
class Period:
    """``first`` is the number of the first month, ``months`` how many: 1, 3 or 12."""

    year: int
    first: int = 1
    months: int = 12

    @property
    def code(self) -> str:
        """As it stands in addresses: ``2026``, ``2026-Q3``, ``2026-10``."""
        if self.months == 12:
            return str(self.year)
        return f"{self.year}-Q{self.quarter}" if self.months == 3 else f"{self.year}-{self.first:02d}"

    @property
    def kind(self) -> str:
        return {1: "month", 3: "quarter", 12: "year"}[self.months]

    @property
    def quarter(self) -> int:
        return (self.first + 2) // 3

    @property
    def starts_on(self) -> datetime.date:
        return datetime.date(self.year, self.first, 1)

    @cached_property
    def ends_before(self) -> datetime.date:
        """The first day that does not belong to it any more."""
        after = self.first + self.months
        return datetime.date(self.year + (after > 12), (after - 1) % 12 + 1, 1)

    @property
    def year_before(self) -> "Period":
        return Period(self.year - 1, self.first, self.months)

    @property
    def numbers(self) -> range:
        """Its months as positions in the year, from 0."""
        return range(self.first - 1, self.first - 1 + self.months)

    def is_over(self, today: datetime.date) -> bool:
        return today >= self.ends_before


def month_of(day: datetime.date) -> Period:
    return Period(day.year, day.month, 1)


def last_month(today: datetime.date) -> Period:
    return month_of(today.replace(day=1) - datetime.timedelta(days=1))


def quarter_of(day: datetime.date) -> Period:
    return Period(day.year, (day.month - 1) // 3 * 3 + 1, 3)


def last_quarter(today: datetime.date) -> Period:
    return quarter_of(quarter_of(today).starts_on - datetime.timedelta(days=1))


def parse_period(text: str, *, today: datetime.date) -> Period | None:
    """The time that an address names; ``None`` for nonsense, for the future and for times before any centre."""
    found = PATTERN.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found["year"]) <= today.year:
        return None
    year = int(found["year"])
    if found["month"] and not 1 <= int(found["month"]) <= 12:
        return None
    if found["quarter"]:
        period = Period(year, int(found["quarter"]) * 3 - 2, 3)
    else:
        period = Period(year, int(found["month"]), 1) if found["month"] else Period(year)
    return period if period.starts_on <= today else None


def finished_months(year: int, *, today: datetime.date) -> int:
    """How many months of a year are over."""
    return 12 if year < today.year else 0 if year > today.year else today.month - 1


def change_in_percent(now: int, before: int) -> int | None:
    """Whole percent against the year before; ``None`` where a percentage would say nothing."""
    return round((now - before) * 100 / before) if before >= 20 else None


def share_in_percent(number: int | None, total: int) -> float | None:
    """With one decimal; ``None`` of nothing."""
    return None if number is None or not total else round(number * 100 / total, 1)
