"""The regular week in the language of OpenStreetMap (key ``opening_hours``), and days on which it does not hold.

``Mo,Th 09:00-12:00,13:00-18:00; We unknown "by appointment"; PH off``. Times by appointment are ``unknown`` with a
comment, as the specification has it: somebody is there, but not for everybody. By phone only is no opening.
"""

import datetime
import itertools
from collections.abc import Iterable, Sequence

from counselling.rules.hours import (
    BY_APPOINTMENT,
    DAY,
    OPEN,
    DayPlan,
    Hours,
    Line,
    Span,
    day_plan,
    lines_on,
    merged,
    span_of,
)

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
APPOINTMENT = 'unknown "by appointment"'
SOME_MONDAY = datetime.date(2024, 1, 1)
Week = dict[int, tuple[Span, ...]]


def osm_week(lines: Iterable[Line]) -> str:
    """A week without dates; ``""`` for a week without a door that opens."""
    lines = list(lines)
    week: Week = {}
    for weekday in range(7):
        day = SOME_MONDAY + weekday * DAY
        week[weekday] = merged([span_of(line, day) for line in lines if line.weekday == weekday], [])
    rules = [*_rules(week, OPEN), *_rules(week, BY_APPOINTMENT)]
    return "; ".join([*rules, "PH off"]) if rules else ""


def osm_hours(hours: Hours, today: datetime.date, ahead: int) -> str:
    """The week that holds today, and each coming day within ``ahead`` days that differs from it."""
    lines = list(lines_on(hours.week, today))
    week = osm_week(lines)
    return "; ".join(filter(None, [week, *_differing(hours, lines, today, ahead)]))


def _rules(week: Week, mode: str) -> list[str]:
    """Weekdays with the same times together, in the order of the first of them."""
    found: dict[str, list[int]] = {}
    for weekday, spans in week.items():
        if times := _times(spans, mode):
            found.setdefault(times, []).append(weekday)
    return [f"{_weekdays(days)} {times}".replace("  ", " ") for times, days in found.items()]


def _times(spans: Sequence[Span], mode: str) -> str:
    own = [span for span in spans if span.mode == mode]
    if not own:
        return ""
    clock = ",".join(_clock(span) for span in own if not span.is_whole_day)
    return " ".join(filter(None, [clock, APPOINTMENT if mode == BY_APPOINTMENT else ""])) or "00:00-24:00"


def _clock(span: Span) -> str:
    end = "24:00" if span.end.date() > span.start.date() else f"{span.end:%H:%M}"
    return f"{span.start:%H:%M}-{end}"


def _weekdays(days: Sequence[int]) -> str:
    """``Mo-Fr`` for three or more in a row, else ``Mo,Th``."""
    groups = [[d for _n, d in run] for _key, run in itertools.groupby(enumerate(days), lambda pair: pair[1] - pair[0])]
    return ",".join(
        f"{DAYS[group[0]]}-{DAYS[group[-1]]}" if len(group) > 2 else ",".join(DAYS[day] for day in group)
        for group in groups
    )


def _differing(hours: Hours, lines: list[Line], today: datetime.date, ahead: int) -> list[str]:
    usual = Hours(hours.state, tuple(lines))
    found: list[tuple[str, datetime.date, datetime.date]] = []
    for day in (today + n * DAY for n in range(ahead)):
        plan, regular = day_plan(hours, day), day_plan(usual, day)
        if plan.spans == regular.spans:
            continue
        times = _day(plan)
        if found and found[-1][0] == times and found[-1][2] + DAY == day:
            found[-1] = (times, found[-1][1], day)
        else:
            found.append((times, day, day))
    return [f"{_dates(first, last)} {times}" for times, first, last in found]


def _day(plan: DayPlan) -> str:
    parts = [times for mode in (OPEN, BY_APPOINTMENT) if (times := _times(plan.spans, mode))]
    return ", ".join(parts) or "off"


def _dates(first: datetime.date, last: datetime.date) -> str:
    words = [f"{day.year} {MONTHS[day.month - 1]} {day.day:02d}" for day in (first, last)]
    return words[0] if first == last else "-".join(words)
