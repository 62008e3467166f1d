"""When a series takes place. Times are local: 10:00 stays 10:00 when the clocks change."""

import datetime
import re
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

import holidays
from dateutil.rrule import rrulestr
from django.utils import dates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LOCAL_ZONE = ZoneInfo("Europe/Berlin")
# Understood alike by Python and by the check in PostgreSQL. UNTIL and COUNT are not there: the last day is a column.
RULE_PATTERN = (
    "^(FREQ=WEEKLY(;INTERVAL=[1-9])?(;BYDAY=(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*)?"
    "|FREQ=MONTHLY;BYDAY=(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU))$"
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = {
    "weekly": gettext_lazy("every week"),
    "fortnightly": gettext_lazy("every two weeks"),
    "monthly": gettext_lazy("every month, on the same weekday"),
}
ORDINALS = {
    "1": gettext_lazy("every first {day} of the month"),
    "2": gettext_lazy("every second {day} of the month"),
    "3": gettext_lazy("every third {day} of the month"),
    "4": gettext_lazy("every fourth {day} of the month"),
    "-1": gettext_lazy("every last {day} of the month"),
}


def build_rule(frequency: str, first_day: datetime.date) -> str:
    """The RFC 5545 rule for a frequency and the weekday of the first day.

    A first day after the 28th becomes "the last Friday of the month", since a fifth one is not in every month.
    """
    day = DAYS[first_day.weekday()]
    if frequency == "monthly":
        week = (first_day.day - 1) // 7 + 1
        return f"FREQ=MONTHLY;BYDAY={week if week < 5 else -1}{day}"
    return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}" if frequency == "fortnightly" else f"FREQ=WEEKLY;BYDAY={day}"


def occurrences(
    rule: str,
    *,
    starts_on: datetime.date,
    start_time: datetime.time,
    minutes: int,
    first: datetime.date,
    last: datetime.date,
    days_off: Collection[datetime.date] = (),
) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """Start and end of each event between two days (both included), as aware local times.

    The rule runs on naive local time and only then gets its zone: that keeps 10:00 at 10:00 all year.
    """
    if last < max(first, starts_on):
        return []
    begin, end = datetime.time.min, datetime.time.max
    days = rrulestr(rule, dtstart=datetime.datetime.combine(starts_on, start_time)).between(
        datetime.datetime.combine(first, begin), datetime.datetime.combine(last, end), inc=True
    )
    span = datetime.timedelta(minutes=minutes)
    return [(_local(day), _local(day + span)) for day in days if day.date() not in days_off]


def _local(moment: datetime.datetime) -> datetime.datetime:
    return moment.replace(tzinfo=LOCAL_ZONE)


def public_holidays(region: str, years: Iterable[int]) -> set[datetime.date]:
    """Public holidays of a German state (``SN``, ``NI``)."""
    return set(holidays.country_holidays("DE", subdiv=region, years=list(years)))


def describe_rule(rule: str, starts_on: datetime.date) -> str:
    """The rule in the reader's words: "every Monday", "every second Tuesday of the month"."""
    named = re.search(r"BYDAY=(-?\d)?([A-Z,]+)$", rule)
    codes = named[2].split(",") if named else [DAYS[starts_on.weekday()]]
    days = " + ".join(str(dates.WEEKDAYS[DAYS.index(code)]) for code in codes)
    if named and named[1]:
        return str(ORDINALS[named[1]]).format(day=days)
    every = int(found[1]) if (found := re.search(r"INTERVAL=(\d)", rule)) else 1
    return (_("every {count} weeks on {day}") if every > 1 else _("every {day}")).format(count=every, day=days)
