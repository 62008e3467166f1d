"""Whether enough colleagues are in for the hours that are announced, and what to announce if not.

Who counts: everybody who counsels, on her weekdays, from her first to her last day here, unless she is away.
A day needs them if people may walk in on it; a day by appointment or a closed one is for the team itself to plan.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counselling.rules.hours import BY_APPOINTMENT, CLOSED, DAY, OPEN, DayPlan, Hours, SpecialDay, day_plan

STAFFING = "staffing"
# What may be announced for a day on which too few are in; ``AS_IT_IS`` announces nothing.
SHORTER, AS_IT_IS = "shorter", "as_it_is"
LOOK_AHEAD = 28  # days


@dataclass(frozen=True)
class Member:
    """When somebody works: weekdays from 0, first and last day here (``None``: open), spans of days away."""

    weekdays: tuple[int, ...]
    away: tuple[tuple[datetime.date, datetime.date], ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    key: int | None = None

    def belongs_on(self, day: datetime.date) -> bool:
        is_here = (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
        return is_here and day.weekday() in self.weekdays

    def is_away_on(self, day: datetime.date) -> bool:
        return any(first <= day <= last for first, last in self.away)

    def is_in_on(self, day: datetime.date) -> bool:
        return self.belongs_on(day) and not self.is_away_on(day)


@dataclass(frozen=True)
class Need:
    """How many must be in: for each weekday a number of its own, or the centre's where that is ``None``."""

    usual: int
    by_weekday: tuple[int | None, ...] = ()

    def on(self, day: datetime.date) -> int:
        own = self.by_weekday[day.weekday()] if self.by_weekday else None
        return self.usual if own is None else own


@dataclass(frozen=True)
class ShortDay:
    """A day on which people may walk in and too few are there."""

    day: datetime.date
    present: int
    needed: int
    plan: DayPlan

    @property
    def first_span(self) -> tuple[datetime.time, datetime.time]:
        span = next(span for span in self.plan.spans if span.mode == OPEN)
        return span.start.time(), span.end.time()


def present_on(team: Iterable[Member], day: datetime.date) -> int:
    return sum(member.is_in_on(day) for member in team)


def takes_walk_ins(plan: DayPlan) -> bool:
    return any(span.mode == OPEN for span in plan.spans)


def short_days(
    hours: Hours, team: Sequence[Member], need: Need, first: datetime.date, last: datetime.date
) -> list[ShortDay]:
    """The days from first to last, in order, on which fewer are in than walk-in hours need.

    A day for which want of staff is announced already (shorter hours, say) is settled.
    """
    found = []
    for day in (first + n * DAY for n in range((last - first).days + 1)):
        present, needed = present_on(team, day), need.on(day)
        if present < needed and takes_walk_ins(plan := day_plan(hours, day)) and not _is_settled(plan):
            found.append(ShortDay(day, present, needed, plan))
    return found


def _is_settled(plan: DayPlan) -> bool:
    return plan.special is not None and plan.special.reason == STAFFING


def runs(days: Sequence[ShortDay]) -> list[tuple[ShortDay, ...]]:
    """Neighbours with the same numbers together, for one line of a list: Thu–Fri, 1 of 2."""
    found: list[tuple[ShortDay, ...]] = []
    for short in days:
        before = found[-1][-1] if found else None
        is_next = before is not None and before.day + DAY == short.day
        if is_next and before is not None and (before.present, before.needed) == (short.present, short.needed):
            found[-1] = (*found[-1], short)
        else:
            found.append((short,))
    return found


def choices_for(short: ShortDay) -> tuple[str, ...]:
    """What makes sense on that day, the proposal first.

    Nobody there: closed. Otherwise by appointment, or only the first of several spans of the day.
    """
    if not short.present:
        return (CLOSED, AS_IT_IS)
    has_more = sum(span.mode == OPEN for span in short.plan.spans) > 1
    return (BY_APPOINTMENT, *((SHORTER,) if has_more else ()), CLOSED, AS_IT_IS)


def announcement(chosen: Iterable[tuple[ShortDay, str]], *, note: str = "") -> list[SpecialDay]:
    """Special days for what was chosen; neighbours that say the same are one announcement."""
    found: list[SpecialDay] = []
    for short, choice in chosen:
        if choice == AS_IT_IS:
            continue
        entry = _special(short, choice, note)
        if found and found[-1].last + DAY == entry.first and _same(found[-1], entry):
            entry = _special(short, choice, note, first=found.pop().first)
        found.append(entry)
    return found


def _special(short: ShortDay, choice: str, note: str, first: datetime.date | None = None) -> SpecialDay:
    opens, closes = short.first_span if choice == SHORTER else (None, None)
    mode = OPEN if choice == SHORTER else choice
    return SpecialDay(first or short.day, short.day, mode, opens, closes, STAFFING, note)


def _same(one: SpecialDay, other: SpecialDay) -> bool:
    return (one.mode, one.opens, one.closes) == (other.mode, other.opens, other.closes)


def no_longer_needed(hours: Hours, team: Sequence[Member], need: Need, today: datetime.date) -> list[SpecialDay]:
    """Announcements for want of staff, of today or later, on whose days enough are in again.

    Asked of the hours as they would be without it: if no day of it would be short, it can be taken back.
    """
    coming = [special for special in hours.special_days if special.reason == STAFFING and special.last >= today]
    return [special for special in coming if not _is_short_without(special, hours, team, need, today)]


def _is_short_without(
    special: SpecialDay, hours: Hours, team: Sequence[Member], need: Need, today: datetime.date
) -> bool:
    others = tuple(other for other in hours.special_days if other is not special)
    without = Hours(hours.state, hours.week, hours.periods, others)
    return bool(short_days(without, team, need, max(special.first, today), special.last))
