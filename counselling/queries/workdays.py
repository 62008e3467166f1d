"""On which days a centre works: what follow-ups move to."""

import datetime

from counselling.models import Centre, OpeningException
from counselling.rules.followup import LONGEST_CLOSURE, IsWorkingDay
from counselling.rules.holidays import holiday_on

SATURDAY = 5


def working_days(centre: Centre, start: datetime.date, end: datetime.date | None = None) -> IsWorkingDay:
    """Tells for days from ``start`` on: no weekend, no public holiday of the state, no whole day's closure.

    One query; good for the days up to ``end`` and as long after it as a follow-up may be moved.
    """
    last = (end or start) + datetime.timedelta(days=LONGEST_CLOSURE)
    closures = OpeningException.objects.filter(
        centre=centre, mode="", opens=None, withdrawn_at=None, starts_on__lte=last, ends_on__gte=start
    )
    spans = list(closures.values_list("starts_on", "ends_on"))

    def is_working_day(day: datetime.date) -> bool:
        is_free = day.weekday() >= SATURDAY or holiday_on(centre.federal_state, day)
        return not is_free and not any(first <= day <= last for first, last in spans)

    return is_working_day
