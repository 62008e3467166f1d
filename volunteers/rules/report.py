"""The figures of a programme in a year: counted from people, matches and hours, without a name.

Pure: people, matches and times come in, tables go out. ``released`` makes of a table what may leave the house.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ibs_portal.privacy.suppression import SMALLEST, is_safe, put_together
from volunteers.rules.people import STAGES, Person

OTHERS, UNKNOWN = "others", ""
# Days up to which somebody waited, and up to which a companionship lasted.
WAITS = (14, 30, 90)
LENGTHS = (30, 90, 180, 365)


@dataclass(frozen=True)
class Row:
    """One value with its count in the year and in the year before; ``None``: may not be told."""

    code: str
    now: int | None
    before: int | None

    @property
    def difference(self) -> int | None:
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def is_small(self) -> bool:
        return any(number is not None and not is_safe(number) for number in (self.now, self.before))


@dataclass(frozen=True)
class Table:
    """Counts by value. ``hidden`` are the values that were put together to the others."""

    code: str
    rows: tuple[Row, ...]
    hidden: tuple[str, ...] = ()

    @property
    def largest(self) -> int:
        return max((number for row in self.rows for number in (row.now, row.before) if number), default=0)


@dataclass(frozen=True)
class Span:
    """A companionship as the figures see it."""

    asked_on: datetime.date
    state: str
    started_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    end_reason: str = ""

    def days(self, until: datetime.date) -> int:
        return (min(self.ended_on or until, until) - self.started_on).days if self.started_on else 0

    def runs_in(self, year: int) -> bool:
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if self.started_on is None or self.started_on > last:
            return False
        return self.ended_on is None or self.ended_on >= first


@dataclass(frozen=True)
class Fairness:
    """One group of workers: how many asked, how many of them found a companion, how long half of them waited."""

    code: str
    people: int
    matched: int
    waited: int | None

    @property
    def share(self) -> int:
        """In percent."""
        return round(100 * self.matched / self.people) if self.people else 0


# --- Counting --------------------------------------------------------------------------------------------------


def counted(code: str, now: Iterable[str], before: Iterable[str], *, order: Sequence[str] = ()) -> Table:
    """Counts of values in both years; in ``order``, or the most frequent first."""
    this, last = _counts(now), _counts(before)
    codes = list(order) if order else sorted({**this, **last}, key=lambda c: (-this.get(c, 0), -last.get(c, 0), c))
    return Table(code, tuple(Row(c, this.get(c, 0), last.get(c, 0)) for c in codes))


def _counts(values: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


def funnel(people: Iterable[Person], year: int) -> Table:
    """How far those have come who signed up in the year, and those who did in the year before."""
    volunteers = [p for p in people if p.subject == "volunteer"]
    now, before = ([p for p in volunteers if p.since.year == y] for y in (year, year - 1))
    reached = {stage: STAGES.index(stage) for stage in STAGES}
    rows = [
        Row(stage, *(sum(reached.get(p.stage, 0) >= reached[stage] for p in group) for group in (now, before)))
        for stage in STAGES
    ]
    return Table("funnel", tuple(rows))


def by_threshold(number: int, thresholds: Sequence[int]) -> str:
    """The first threshold that a number of days does not exceed, or ``more``."""
    return next((str(limit) for limit in thresholds if number <= limit), "more")


def waiting(people: Iterable[Person], year: int) -> Table:
    """How long workers waited who asked in the year: up to so many days, or still waiting."""
    found = {y: [_wait(p) for p in people if p.asked_on and p.asked_on.year == y] for y in (year, year - 1)}
    order = (*(str(limit) for limit in WAITS), "more", "waiting")
    return counted("waiting", found[year], found[year - 1], order=order)


def _wait(person: Person) -> str:
    return "waiting" if person.waited is None else by_threshold(person.waited, WAITS)


def median_wait(people: Iterable[Person], year: int) -> int | None:
    waits = [p.waited for p in people if p.asked_on and p.asked_on.year == year and p.waited is not None]
    return round(median(waits)) if waits else None


def lengths(spans: Iterable[Span], year: int, *, today: datetime.date) -> Table:
    """How long those lasted that ended in the year, or last so far."""
    found = {}
    for y in (year, year - 1):
        end = min(datetime.date(y, 12, 31), today)
        found[y] = [by_threshold(s.days(end), LENGTHS) for s in spans if s.runs_in(y)]
    order = (*(str(limit) for limit in LENGTHS), "more")
    return counted("lengths", found[year], found[year - 1], order=order)


def values_of(people: Iterable[Person], year: int, read: Callable[[Person], Iterable[str]]) -> list[str]:
    """All values of the people who came in the year."""
    return [value for person in people if person.since.year == year for value in read(person)]


# --- Fairness --------------------------------------------------------------------------------------------------


def fairness(people: Iterable[Person], year: int, read: Callable[[Person], Iterable[str]]) -> list[Fairness]:
    """Groups of at least five workers who asked in the year or the one before; smaller ones are not shown at all."""
    groups: dict[str, list[Person]] = {}
    for person in people:
        if person.asked_on and person.asked_on.year in (year, year - 1):
            for value in read(person):
                groups.setdefault(value, []).append(person)
    large = {code: group for code, group in groups.items() if len(group) >= SMALLEST}
    return [_fairness(code, large[code]) for code in sorted(large, key=lambda c: (-len(large[c]), c))]


def _fairness(code: str, group: list[Person]) -> Fairness:
    waits = [person.waited for person in group if person.waited is not None]
    return Fairness(code, len(group), len(waits), round(median(waits)) if len(waits) >= SMALLEST else None)


# --- What may leave the house ------------------------------------------------------------------------------------


def released(table: Table) -> Table | None:
    """The same without counts under five: small values are put together; ``None`` if not even all together may leave.

    Steps of the funnel hold one another: of those, only steps that differ by none or by at least five are told.
    """
    if table.code == "funnel":
        return _released_steps(table)
    rows = sorted(table.rows, key=lambda row: -min(row.now or 0, row.before or 0))
    order = [row.code for row in rows]
    numbers = {row.code: {0: (row.now or 0, row.before or 0)} for row in rows}
    shown = put_together(order, [numbers], [(0,), (1,)])
    if shown is None:
        return None
    hidden = order[shown:]
    kept = tuple(row for row in table.rows if row.code not in hidden)
    rest = [row for row in table.rows if row.code in hidden]
    others = Row(OTHERS, sum(row.now or 0 for row in rest), sum(row.before or 0 for row in rest))
    return replace(table, rows=(*kept, *((others,) if rest else ())), hidden=tuple(hidden))


def _released_steps(table: Table) -> Table | None:
    kept: list[Row] = []
    for row in table.rows:
        above = kept[-1] if kept else None
        pairs = [(row.now or 0, above.now or 0 if above else 0), (row.before or 0, above.before or 0 if above else 0)]
        if all(is_safe(number) and is_safe(abs(upper - number)) for number, upper in pairs):
            kept.append(row)
    hidden = tuple(row.code for row in table.rows if row not in kept)
    return replace(table, rows=tuple(kept), hidden=hidden) if kept else None


def told(number: int | None) -> int | None:
    """A single figure that leaves the house."""
    return number if number is not None and is_safe(number) else None
