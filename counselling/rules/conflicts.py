"""What does not fit together in the announced hours of the coming weeks; told, never forbidden."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from counselling.rules.holidays import holidays_between
from counselling.rules.hours import CLOSED, DAY, Hours, SpecialDay, day_plan

HOLIDAY_IN_PERIOD, OPEN_ON_HOLIDAY = "holiday_in_period", "open_on_holiday"
TIMES_AND_CLOSURE, APPOINTMENT = "times_and_closure", "appointment"
HORIZON = 84  # days


@dataclass(frozen=True)
class Conflict:
    """``what`` is the name of a holiday, or how many appointments there are."""

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
