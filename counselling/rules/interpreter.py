"""Interpreters: until when one has to be ordered, and what an order may become."""

import datetime
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from counselling.rules.holidays import holiday_on

DAY = datetime.timedelta(days=1)
SATURDAY = 5
# So far a deadline is looked for; a service that is closed for longer takes no orders.
FURTHEST = 120
NEEDED, ORDERED, CONFIRMED, REFUSED, CANCELLED, DONE = (
    "needed",
    "ordered",
    "confirmed",
    "refused",
    "cancelled",
    "done",
)
FOLLOWS = {
    NEEDED: (ORDERED, CANCELLED),
    ORDERED: (CONFIRMED, REFUSED, CANCELLED),
    CONFIRMED: (DONE, REFUSED, CANCELLED),
    REFUSED: (ORDERED, CANCELLED),
    CANCELLED: (),
    DONE: (),
}
WAITING = (NEEDED, REFUSED)
LIVE = (ORDERED, CONFIRMED)

IsWorkingDay = Callable[[datetime.date], bool]
Days = tuple[datetime.date, datetime.date]


def works_on(state: str, closures: Iterable[Days]) -> IsWorkingDay:
    """Whether a service takes orders on a day: no weekend, no public holiday of its state, no closure of its own."""
    spans = tuple(closures)

    def is_working_day(day: datetime.date) -> bool:
        if day.weekday() >= SATURDAY or holiday_on(state, day):
            return False
        return not any(first <= day <= last for first, last in spans)

    return is_working_day


def order_deadline(day: datetime.date, *, lead: int, is_working_day: IsWorkingDay) -> datetime.date:
    """The last day on which one may order for ``day``: ``lead`` working days of the service before it.

    With no lead it is the day itself, or the last working day before it. Closed for too long: the first day of all.
    """
    left, candidate = lead, day
    for _n in range(FURTHEST):
        if is_working_day(candidate) and (candidate < day or not lead):
            left -= 1
            if left <= 0:
                return candidate
        candidate -= DAY
    return datetime.date.min


def earliest_day(today: datetime.date, *, lead: int, is_working_day: IsWorkingDay) -> datetime.date | None:
    """The next working day for which an order of today is still in time; ``None`` within four months."""
    candidates = (today + n * DAY for n in range(FURTHEST))
    in_time = (
        day
        for day in candidates
        if is_working_day(day) and order_deadline(day, lead=lead, is_working_day=is_working_day) >= today
    )
    return next(in_time, None)


def urgency(deadline: datetime.date, today: datetime.date) -> str:
    """``missed``, ``today`` or ``later``."""
    return "missed" if deadline < today else "today" if deadline == today else "later"


def check_step(before: str, after: str) -> None:
    """An order goes from needed to ordered, confirmed and done; it may be refused, ordered again, or cancelled."""
    if after not in FOLLOWS[before]:
        raise ValidationError(_("This order is no longer where it was. Please look at it again."), code="step")
