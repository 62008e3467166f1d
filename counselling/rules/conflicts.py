"""What does not fit together in the announced hours of the coming weeks; told, never forbidden."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from counselling.rules.holidays import holidays_between
from counselling.rules.hours import CLOSED, DAY, Hours, Line, SpecialDay, day_plan, lines_on, merged, span_of

HOLIDAY_IN_PERIOD, OPEN_ON_HOLIDAY = "holiday_in_period", "open_on_holiday"
TIMES_AND_CLOSURE, APPOINTMENT = "times_and_closure", "appointment"
IN_CLOSED_HOUSE, OUTSIDE_HOURS = "in_closed_house", "outside_hours"
HORIZON = 84  # days


@dataclass(frozen=True)
class Conflict:
    """``what`` is the name of a holiday, how many appointments there are, or a span such as ``13:00–16:00``."""

    kind: str
    first: datetime.date
    last: datetime.date
    what: str = ""


def conflicts(hours: Hours, appointments: Iterable[datetime.datetime], today: datetime.date) -> list[Conflict]:
    """In order of their first day. ``appointments`` are readings of the clock."""
    last = today + HORIZON * DAY
    found = [
        *_on_holidays(hours, today, last),
        *_times_and_closures(hours, today, last),
        *_appointments(hours, appointments),
    ]
    return sorted(found, key=lambda conflict: (conflict.first, conflict.kind))


def _on_holidays(hours: Hours, today: datetime.date, last: datetime.date) -> list[Conflict]:
    found = []
    for day, name in holidays_between(hours.state, today, last):
        plan = day_plan(hours, day)
        if plan.spans:
            found.append(Conflict(OPEN_ON_HOLIDAY, day, day, name))
        elif plan.period and any(line.weekday == day.weekday() for line in plan.period.lines):
            found.append(Conflict(HOLIDAY_IN_PERIOD, day, day, name))
    return found


def _times_and_closures(hours: Hours, today: datetime.date, last: datetime.date) -> list[Conflict]:
    """Other times that a closure takes away: the closure holds."""
    closures = [special for special in hours.special_days if special.mode == CLOSED]
    others = [special for special in hours.special_days if special.mode != CLOSED]
    return [
        Conflict(TIMES_AND_CLOSURE, max(one.first, other.first), min(one.last, other.last))
        for one in closures
        for other in others
        if _meet(one, other) and max(one.first, other.first) <= last and min(one.last, other.last) >= today
    ]


def _meet(one: SpecialDay, other: SpecialDay) -> bool:
    same_days = one.first <= other.last and other.first <= one.last
    if not same_days or one.opens is None or other.opens is None:
        return same_days
    return bool(one.closes and other.closes and one.opens < other.closes and other.opens < one.closes)


def _appointments(hours: Hours, appointments: Iterable[datetime.datetime]) -> list[Conflict]:
    """Appointments at a time at which nobody works; those of one day together."""
    days: dict[datetime.date, int] = {}
    for moment in appointments:
        plan = day_plan(hours, moment.date())
        if plan.is_closed or plan.closure_at(moment):
            days[moment.date()] = days.get(moment.date(), 0) + 1
    return [Conflict(APPOINTMENT, day, day, str(number)) for day, number in days.items()]


def in_closed_house(own: Hours, house: Hours, today: datetime.date) -> list[Conflict]:
    """Runs of days on which a service in the house works though the house is closed for the whole day."""
    found: list[Conflict] = []
    for day in (today + n * DAY for n in range(HORIZON)):
        plan = day_plan(house, day)
        if not (plan.is_closed and plan.closure and day_plan(own, day).spans):
            continue
        if found and found[-1].last + DAY == day:
            found[-1] = Conflict(IN_CLOSED_HOUSE, found[-1].first, day)
        else:
            found.append(Conflict(IN_CLOSED_HOUSE, day, day))
    return found


def outside_hours(house: Hours, windows: Iterable[Line], today: datetime.date) -> list[Conflict]:
    """Consultation hours of a person that reach beyond the regular week of the house, each once."""
    found = []
    for day in (today + n * DAY for n in range(7)):
        regular = [span_of(line, day) for line in lines_on(house.week, day) if line.weekday == day.weekday()]
        for window in windows:
            if window.weekday == day.weekday() and merged([span_of(window, day)], regular):
                found.append(Conflict(OUTSIDE_HOURS, day, day, f"{window.opens:%H:%M}–{window.closes:%H:%M}"))
    return found
