"""What the public booking shows: centres that can be booked, their free times by day, and a few days at a time."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import formats

from counselling.models import Centre
from counselling.queries.calendar import Offer
from counselling.queries.hours import centres_with_hours
from counselling.rules.opening import local

DAYS_SHOWN = 5


def bookable_centres(day: datetime.date) -> list[Centre]:
    """Public centres in their order, each with its hours: one query."""
    return list(centres_with_hours(day))


@dataclass(frozen=True)
class Times:
    """Some days with their free times, and where the earlier and the later ones begin."""

    days: list[dict[str, Any]]
    earlier: str
    later: str


def times_shown(offer: Offer, since: datetime.date | None, url: Callable[[datetime.datetime], str]) -> Times:
    """Five days with free times from ``since`` on; each time with the value of a form and an address."""
    times = offer.times
    days = sorted(times)
    begin = next((n for n, day in enumerate(days) if since is None or day >= since), max(len(days) - DAYS_SHOWN, 0))
    shown = days[begin : begin + DAYS_SHOWN]
    return Times(
        days=[{"day": day, "times": [_time(start, url) for start in times[day]]} for day in shown],
        earlier=days[max(begin - DAYS_SHOWN, 0)].isoformat() if begin else "",
        later=days[begin + DAYS_SHOWN].isoformat() if begin + DAYS_SHOWN < len(days) else "",
    )


def _time(start: datetime.datetime, url: Callable[[datetime.datetime], str]) -> dict[str, Any]:
    return {
        "start": start,
        "label": formats.time_format(local(start), "G:i"),
        "value": value_of(start),
        "url": url(start),
    }


def value_of(start: datetime.datetime) -> str:
    """A beginning as the address carries it, exact also in the night when the clock changes."""
    return f"{start.astimezone(datetime.UTC):%Y-%m-%dT%H:%MZ}"


def day_from(text: str) -> datetime.date | None:
    """A day out of an address; nonsense counts as not asked."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
