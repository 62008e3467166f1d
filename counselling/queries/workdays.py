"""On which days a centre works: what follow-ups move to."""

import datetime
from collections.abc import Iterable
from typing import Any

from counselling.models import Centre, OpeningException
from counselling.rules.followup import LONGEST_CLOSURE, IsWorkingDay
from counselling.rules.holidays import holiday_on
from ibs_portal.database.composed import composed_once

SATURDAY = 5


def working_days(centre: Centre, start: datetime.date, end: datetime.date | None = None) -> IsWorkingDay:
    """Tells for days from ``start`` on: no weekend, no public holiday of the state, no whole day's closure.

    One query; good for the days up to ``end`` and as long after it as a follow-up may be moved.
    """
    return working_days_of([centre], start, end)[centre.pk]


def working_days_of(
    centres: Iterable[Centre], start: datetime.date, end: datetime.date | None = None
) -> dict[int, IsWorkingDay]:
    """The same for several centres, by key; one query for all of them."""
    states = {centre.pk: centre.federal_state for centre in centres}
    last = (end or start) + datetime.timedelta(days=LONGEST_CLOSURE)
    spans: dict[int, list[tuple[datetime.date, datetime.date]]] = {}
    for key, first, until in _closures(start, last, *states):
        spans.setdefault(key, []).append((first, until))
    return {key: _is_working_day(state, spans.get(key, [])) for key, state in states.items()}


@composed_once
def _closures(start: datetime.date, last: datetime.date, *centres: int) -> Any:
    """Whole days on which nothing of the house is open."""
    whole = OpeningException.objects.filter(offering=None, mode="", opens=None, withdrawn_at=None)
    rows = whole.filter(centre__in=centres, starts_on__lte=last, ends_on__gte=start)
    return rows.values_list("centre_id", "starts_on", "ends_on")


def _is_working_day(state: str, spans: list[tuple[datetime.date, datetime.date]]) -> IsWorkingDay:
    def is_working_day(day: datetime.date) -> bool:
        is_free = day.weekday() >= SATURDAY or holiday_on(state, day)
        return not is_free and not any(first <= day <= last for first, last in spans)

    return is_working_day
