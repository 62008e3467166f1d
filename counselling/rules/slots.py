"""Which times of a counselling centre can be booked: opening hours minus everything that stands in the way.

A slot belongs to one member of staff. Its beginning lies on the grid of her own calendar inside a span in which the
centre is open or works by appointment; days that are closed or by phone only give nothing to come to. All moments are
exact (aware); the grid counts elapsed time, so nothing is doubled or lost when the clock changes.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counselling.rules.hours import BY_APPOINTMENT, DAY, MIDNIGHT, OPEN, PHONE_ONLY, Hours, Span, day_plan
from counselling.rules.opening import aware, local

IN_PERSON, PHONE, VIDEO = "in_person", "phone", "video"
MODES = {
    IN_PERSON: (OPEN, BY_APPOINTMENT),
    PHONE: (OPEN, BY_APPOINTMENT, PHONE_ONLY),
    VIDEO: (OPEN, BY_APPOINTMENT, PHONE_ONLY),
}
USUAL_MINUTES = 30
# Nobody books for the next moment: the team has to see it first. And nobody plans for longer than a month.
LEAD = datetime.timedelta(hours=3)
HORIZON = datetime.timedelta(days=28)
# A day by appointment needs no times; then people are seen at these.
WITHOUT_TIMES = ((datetime.time(9), datetime.time(12)), (datetime.time(13), datetime.time(15)))

Moments = tuple[datetime.datetime, datetime.datetime]


@dataclass(frozen=True)
class Window:
    """Consultation hours of one's own, on one weekday; without any, all hours of the centre count."""

    weekday: int
    opens: datetime.time
    closes: datetime.time


@dataclass(frozen=True)
class Calendar:
    """One member of staff: when she works, in which steps, and when she is taken (by whom and why is not told)."""

    staff: int
    weekdays: frozenset[int]
    languages: tuple[str, ...] = ()
    minutes: int = USUAL_MINUTES
    windows: tuple[Window, ...] = ()
    busy: tuple[Moments, ...] = ()
    controller: int = 0

    def speaks(self, language: str) -> bool:
        return language in self.languages

    def is_taken(self, start: datetime.datetime, end: datetime.datetime) -> bool:
        return any(begin < end and start < finish for begin, finish in self.busy)


@dataclass(frozen=True, order=True)
class Slot:
    start: datetime.datetime
    end: datetime.datetime
    staff: int


def bookable_days(now: datetime.datetime) -> tuple[datetime.date, datetime.date]:
    """The first and the last day on which the public may book."""
    return local(now + LEAD).date(), (local(now) + HORIZON).date()


def free_slots(
    hours: Hours,
    calendars: Iterable[Calendar],
    *,
    now: datetime.datetime,
    channel: str = IN_PERSON,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> list[Slot]:
    """All free slots of these people in order, from ``now`` plus the lead time on, within the horizon."""
    earliest, latest = bookable_days(now)
    day, last = max(first or earliest, earliest), min(last or latest, latest)
    calendars, found = list(calendars), []
    while day <= last:
        for calendar in calendars:
            found += [slot for slot in slots_on(hours, calendar, day, channel=channel) if slot.start >= now + LEAD]
        day += DAY
    return sorted(found)


def slots_on(hours: Hours, calendar: Calendar, day: datetime.date, *, channel: str = IN_PERSON) -> list[Slot]:
    """The free slots of one person on one day, whatever the time is now."""
    if day.weekday() not in calendar.weekdays:
        return []
    spans = [span for span in day_plan(hours, day).spans if span.mode in MODES[channel]]
    grid = (slot for span in spans for part in _parts(span, calendar) for slot in _grid(part, calendar))
    return [slot for slot in grid if not calendar.is_taken(slot.start, slot.end)]


def _parts(span: Span, calendar: Calendar) -> Iterator[Moments]:
    """What is left of a span within the person's own windows, or within sensible hours if the span has no times."""
    day = span.start.date()
    own = [(window.opens, window.closes) for window in calendar.windows if window.weekday == day.weekday()]
    if calendar.windows:
        bounds = own
    elif span.start.time() == MIDNIGHT or span.end.time() == MIDNIGHT:
        bounds = list(WITHOUT_TIMES)
    else:
        bounds = [(span.start.time(), span.end.time())]
    for opens, closes in bounds:
        start = max(span.start, datetime.datetime.combine(day, opens))
        end = min(span.end, datetime.datetime.combine(day, closes))
        if start < end:
            yield aware(start), aware(end)


def _grid(part: Moments, calendar: Calendar) -> Iterator[Slot]:
    step = datetime.timedelta(minutes=calendar.minutes)
    # In UTC, where an hour is an hour.
    start, end = (moment.astimezone(datetime.UTC) for moment in part)
    while start + step <= end:
        yield Slot(start, start + step, calendar.staff)
        start += step


def times_of(slots: Iterable[Slot]) -> dict[datetime.date, list[datetime.datetime]]:
    """The beginnings by day, each once: who is free then is nobody's business but ours."""
    days: dict[datetime.date, list[datetime.datetime]] = {}
    for start in sorted({slot.start for slot in slots}):
        days.setdefault(local(start).date(), []).append(start)
    return days


def chosen_slot(
    slots: Iterable[Slot], calendars: Iterable[Calendar], start: datetime.datetime, *, language: str = ""
) -> Slot | None:
    """Who takes an appointment at that moment: first who speaks the language, then who has most room that day."""
    slots, people = list(slots), {calendar.staff: calendar for calendar in calendars}
    day = local(start).date()
    room = Counter(slot.staff for slot in slots if local(slot.start).date() == day)
    candidates = [slot for slot in slots if slot.start == start and slot.staff in people]
    return min(
        candidates,
        key=lambda slot: (not people[slot.staff].speaks(language), -room[slot.staff], slot.staff),
        default=None,
    )
