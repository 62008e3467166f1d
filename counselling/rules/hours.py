"""What is entered about a centre's hours, and what it makes of one day.

All times are readings of the clock on the wall (naive): 9:00 stays 9:00 across daylight saving.
"""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from counselling.rules.holidays import holiday_on

OPEN, BY_APPOINTMENT, PHONE_ONLY, CLOSED = "open", "by_appointment", "phone_only", "closed"
# Should two offers ever cover one moment, the better one holds.
BEST_FIRST = (OPEN, PHONE_ONLY, BY_APPOINTMENT)
MIDNIGHT = datetime.time()
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One line of a week. Without times it means the whole day (only by appointment may stand so)."""

    weekday: int
    opens: datetime.time | None
    closes: datetime.time | None
    mode: str = OPEN
    valid_from: datetime.date = datetime.date.min
    valid_until: datetime.date | None = None

    def holds_on(self, day: datetime.date) -> bool:
        is_valid = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return is_valid and self.weekday == day.weekday()


@dataclass(frozen=True)
class Period:
    """Some weeks with a week of their own."""

    first: datetime.date
    last: datetime.date
    lines: tuple[Line, ...]
    kind: str = "reduced"
    reason: str = ""
    note: str = ""
    announced_on: datetime.date = datetime.date.min
    key: int | None = None


@dataclass(frozen=True)
class SpecialDay:
    """Single days: closed (for a span or the whole day), or with times that replace the day."""

    first: datetime.date
    last: datetime.date
    mode: str = CLOSED
    opens: datetime.time | None = None
    closes: datetime.time | None = None
    reason: str = ""
    note: str = ""
    announced_on: datetime.date = datetime.date.min
    key: int | None = None

    @property
    def is_whole_day(self) -> bool:
        return self.opens is None


@dataclass(frozen=True)
class Hours:
    """Everything entered about one door, phone or service; ``state`` is the federal state whose holidays count."""

    state: str
    week: tuple[Line, ...] = ()
    periods: tuple[Period, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()


def within_house(own: Hours, house: Hours) -> Hours:
    """Hours of a phone or a service that rest when the house does: its closures come on top of the own ones.

    Other times and weeks of the house change nothing: the phone may be answered while the door is shut.
    """
    closures = tuple(special for special in house.special_days if special.mode == CLOSED)
    return replace(own, special_days=own.special_days + closures)


@dataclass(frozen=True)
class Span:
    """From ``start`` up to, not including, ``end``."""

    start: datetime.datetime
    end: datetime.datetime
    mode: str

    @property
    def is_whole_day(self) -> bool:
        return self.end - self.start >= DAY


@dataclass(frozen=True)
class DayPlan:
    """One day: its spans in order, and where they come from (``week``, ``period``, ``special``, ``holiday``)."""

    day: datetime.date
    spans: tuple[Span, ...]
    source: str
    holiday: str = ""
    period: Period | None = None
    special: SpecialDay | None = None
    closures: tuple[SpecialDay, ...] = field(default=())

    @property
    def is_closed(self) -> bool:
        return not self.spans

    @property
    def closure(self) -> SpecialDay | None:
        """The closure that takes the whole day, if there is one."""
        return next((c for c in self.closures if c.is_whole_day or self.is_closed), None)

    def closure_at(self, moment: datetime.datetime) -> SpecialDay | None:
        spans = ((closure, span_of(closure, self.day)) for closure in self.closures)
        return next((closure for closure, span in spans if span.start <= moment < span.end), self.closure)


def day_plan(hours: Hours, day: datetime.date) -> DayPlan:
    """What holds on a day: closures over special times over holidays over periods over the regular week."""
    today = [special for special in hours.special_days if special.first <= day <= special.last]
    closures = tuple(special for special in today if special.mode == CLOSED)
    special = [special for special in today if special.mode != CLOSED]
    period = next((period for period in hours.periods if period.first <= day <= period.last), None)
    holiday = holiday_on(hours.state, day)
    offers: Iterable[Line | SpecialDay]
    if special:
        source, offers = "special", special
    elif holiday:
        source, offers = "holiday", ()
    else:
        source, offers = "period" if period else "week", _lines(period.lines if period else hours.week, day)
    spans = merged([span_of(offer, day) for offer in offers], [span_of(closure, day) for closure in closures])
    return DayPlan(day, spans, source, holiday, period, special[0] if special else None, closures)


def _lines(lines: tuple[Line, ...], day: datetime.date) -> list[Line]:
    return [line for line in lines if line.holds_on(day)]


def span_of(entry: Line | SpecialDay, day: datetime.date) -> Span:
    """The span that an entry means on this day; without times from midnight to midnight."""
    at = datetime.datetime.combine
    return Span(
        at(day, entry.opens or MIDNIGHT), at(day, entry.closes) if entry.closes else at(day, MIDNIGHT) + DAY, entry.mode
    )


def merged(offers: list[Span], closures: list[Span]) -> tuple[Span, ...]:
    """Offers minus closures, in order, with adjacent spans of the same mode made one."""
    edges = sorted({edge for span in (*offers, *closures) for edge in (span.start, span.end)})
    spans: list[Span] = []
    for start, end in itertools.pairwise(edges):
        if any(closure.start <= start < closure.end for closure in closures):
            continue
        modes = {offer.mode for offer in offers if offer.start <= start < offer.end}
        if mode := next((mode for mode in BEST_FIRST if mode in modes), None):
            _append(spans, Span(start, end, mode))
    return tuple(spans)


def _append(spans: list[Span], span: Span) -> None:
    if spans and spans[-1].end == span.start and spans[-1].mode == span.mode:
        spans[-1] = Span(spans[-1].start, span.end, span.mode)
    else:
        spans.append(span)


def seven_days(hours: Hours, day: datetime.date) -> tuple[DayPlan, ...]:
    """A day and the six after it: what somebody who reads it that day can still use."""
    return tuple(day_plan(hours, day + offset * DAY) for offset in range(7))


def is_working_day(hours: Hours, day: datetime.date) -> bool:
    """Whether the centre works that day at all, be it by phone or by appointment."""
    return not day_plan(hours, day).is_closed


def changes_between(hours: Hours, first: datetime.date, last: datetime.date) -> list[Period | SpecialDay]:
    """Periods and special days that touch these days, in order of their beginning."""
    entries: list[Period | SpecialDay] = [*hours.periods, *hours.special_days]
    return sorted(
        (entry for entry in entries if entry.first <= last and first <= entry.last), key=lambda e: (e.first, e.last)
    )


def lines_on(lines: Iterable[Line], day: datetime.date) -> tuple[Line, ...]:
    """The week that is valid on a day, all its weekdays."""
    return tuple(line for line in lines if line.valid_from <= day and (line.valid_until or day) >= day)
