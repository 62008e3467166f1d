"""Is the centre open at a moment, until when, and when does the door open next?

``state``      what holds at the moment; a day by appointment is never "closed".
``until``      the first moment at which the state changes, whatever it changes to. A lunch break is a change,
               midnight between two closed days is not. ``None``: not within a year.
``next_open``  the next moment *after* the asked one at which people may walk in without an appointment. While the
               centre is open this is the beginning of the next span, not of the present one.
``cause``      why the state differs from the regular week, if it does.

Local time: a time that the clock skips in March counts as the same distance after the change (02:30 is 03:30); of
a time that comes twice in October the first is meant, unless an offset says otherwise. A span that ends at a time
that comes twice ends at the reading that lies after the asked moment.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from counselling.rules.hours import CLOSED, DAY, MIDNIGHT, OPEN, DayPlan, Hours, Period, Span, SpecialDay, day_plan

BERLIN = ZoneInfo("Europe/Berlin")
HORIZON = 400  # days; every regular week opens long before, so this only ends the search of an empty one
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Answer:
    """The naive ``until`` and ``next_open`` are readings of the clock on the wall."""

    state: str
    until: datetime.datetime | None
    next_open: datetime.datetime | None
    cause: Period | SpecialDay | str | None
    plan: DayPlan


def opening_at(hours: Hours, moment: datetime.datetime) -> Answer:
    """The answer for a naive local moment."""
    plan = day_plan(hours, moment.date())
    current, until, next_open = None, None, None
    for span in _course(hours, moment.date()):
        if span.end <= moment:
            continue
        if current is None:
            current = span
        elif until is None:
            until = span.start
        if span.mode == OPEN and span.start > moment:
            next_open = span.start
            break
    state = current.mode if current else CLOSED
    return Answer(state, until, next_open, cause_at(plan, moment), plan)


def cause_at(plan: DayPlan, moment: datetime.datetime) -> Period | SpecialDay | str | None:
    """What makes this moment differ from the regular week: a closure, special times, a holiday's name, a period."""
    return plan.closure_at(moment) or plan.special or plan.holiday or plan.period or None


def _course(hours: Hours, day: datetime.date) -> Iterator[Span]:
    """Spans without gaps from the midnight of that day on, neighbours always of different state."""
    pending: Span | None = None
    for offset in range(HORIZON):
        for span in _whole_day(day_plan(hours, day + offset * DAY)):
            if pending is None or pending.mode != span.mode:
                if pending:
                    yield pending
                pending = span
            else:
                pending = Span(pending.start, span.end, span.mode)
    if pending:
        yield pending


def _whole_day(plan: DayPlan) -> Iterator[Span]:
    """The spans of a day with the closed ones between them."""
    clock = datetime.datetime.combine(plan.day, MIDNIGHT)
    for span in plan.spans:
        if clock < span.start:
            yield Span(clock, span.start, CLOSED)
        yield span
        clock = span.end
    if clock < (midnight := datetime.datetime.combine(plan.day, MIDNIGHT) + DAY):
        yield Span(clock, midnight, CLOSED)


def local(moment: datetime.datetime) -> datetime.datetime:
    """The reading of the clock in Berlin at an aware moment, as a naive time."""
    return moment.astimezone(BERLIN).replace(tzinfo=None, fold=0)


def aware(reading: datetime.datetime, *, after: datetime.datetime | None = None) -> datetime.datetime:
    """A reading of the clock as an exact moment; ``after`` chooses between two that read alike."""
    moment = _exact(reading.replace(tzinfo=BERLIN, fold=0))
    if after is not None and moment <= after:
        moment = _exact(reading.replace(tzinfo=BERLIN, fold=1))
    return moment


def _exact(moment: datetime.datetime) -> datetime.datetime:
    """In Berlin, by way of UTC, so that a skipped reading becomes the one that the clock shows.

    The offset is fixed, because Python compares and subtracts two times of one zone by their readings alone.
    """
    moment = moment.astimezone(datetime.UTC).astimezone(BERLIN)
    return moment.replace(tzinfo=datetime.timezone(moment.utcoffset() or datetime.timedelta()), fold=0)


def parse_moment(text: str) -> datetime.datetime:
    """``2025-07-09T10:00`` (local) or with an offset, as an exact moment; ``ValueError`` for anything else.

    An unescaped ``+`` in an address arrives as a space and is understood.
    """
    parsed = datetime.datetime.fromisoformat(text.strip().replace(" ", "+") if "T" in text else "")
    if parsed.year not in YEARS:
        raise ValueError("year out of range")
    return aware(parsed) if parsed.tzinfo is None else _exact(parsed)
