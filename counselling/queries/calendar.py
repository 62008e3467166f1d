"""What can be booked: the calendars of a centre, its hours, and the free times that follow from both."""

import datetime
import json
from dataclasses import dataclass

from django.db import connection

from counselling.models import Centre
from counselling.queries.hours import centres_with_hours, hours_of
from counselling.rules.hours import DAY, Hours
from counselling.rules.opening import aware, local
from counselling.rules.slots import HORIZON, IN_PERSON, Calendar, Slot, Window, chosen_slot, free_slots, times_of

LOCK = "SELECT pg_advisory_xact_lock(hashtext('counselling.calendar'), %s::integer)"
CALENDARS = """
    SELECT staff, controller, languages, weekdays, minutes, windows, busy
    FROM counselling_calendars(%s::bigint, %s::date, %s::date)
"""


def lock_calendars(centre: Centre) -> None:
    """Whoever books, moves or cancels in this centre waits here for who came first, until the transaction ends.

    An advisory lock, since somebody of the public may neither change nor see the row of a centre or a colleague.
    Behind it stands the database: no two appointments of one member of staff overlap.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [centre.pk])


def calendars_of(centre: Centre, first: datetime.date, last: datetime.date) -> list[Calendar]:
    """Who can be booked here, with the spans of these days in which each is taken; one query, the same for all."""
    with connection.cursor() as cursor:
        cursor.execute(CALENDARS, [centre.pk, first, last])
        rows = cursor.fetchall()
    return [_calendar(*row) for row in rows]


def _calendar(staff, controller, languages, weekdays, minutes, windows, busy) -> Calendar:
    time, moment = datetime.time.fromisoformat, datetime.datetime.fromisoformat
    return Calendar(
        staff=staff,
        controller=controller,
        languages=tuple(languages),
        weekdays=frozenset(weekdays),
        minutes=minutes,
        windows=tuple(Window(weekday, time(opens), time(closes)) for weekday, opens, closes in json.loads(windows)),
        busy=tuple((moment(start), moment(end)) for start, end in json.loads(busy)),
    )


@dataclass(frozen=True)
class Offer:
    """The free slots of one centre, with the people behind them."""

    centre: Centre
    calendars: tuple[Calendar, ...]
    slots: tuple[Slot, ...]

    @property
    def times(self) -> dict[datetime.date, list[datetime.datetime]]:
        return times_of(self.slots)

    def slot_at(self, start: datetime.datetime, *, language: str = "") -> Slot | None:
        return chosen_slot(self.slots, self.calendars, start, language=language)

    def controller_of(self, slot: Slot) -> int:
        return next(calendar.controller for calendar in self.calendars if calendar.staff == slot.staff)

    def languages_at(self, start: datetime.datetime) -> set[str]:
        """What is spoken by those who are free then."""
        free = {slot.staff for slot in self.slots if slot.start == start}
        return {code for calendar in self.calendars if calendar.staff in free for code in calendar.languages}


def offer_of(
    centre: Centre, *, now: datetime.datetime, channel: str = IN_PERSON, controller: int | None = None
) -> Offer:
    """Everything that can be booked from ``now`` on, of one controller's people or of all; two queries."""
    first, last = local(now).date(), (local(now) + HORIZON).date()
    hours = hours_of_centre(centre, first)
    calendars = [c for c in calendars_of(centre, first, last) if controller in (None, c.controller)]
    slots = free_slots(hours, calendars, now=now, channel=channel)
    return Offer(centre, tuple(calendars), tuple(slots))


def hours_of_centre(centre: Centre, day: datetime.date) -> Hours:
    """Hours of any centre, also one that is not on the website."""
    if not hasattr(centre, "lines"):
        centre = centres_with_hours(day, rows=Centre.objects.filter(pk=centre.pk)).get()
    return hours_of(centre)


def coming_with(email: str, phone: str) -> int:
    """How many appointments are still to come that somebody booked with this address or number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT counselling_coming_with(%s::text, %s::text)", [email, phone])
        return cursor.fetchone()[0]


def day_bounds(day: datetime.date, days: int = 1) -> tuple[datetime.datetime, datetime.datetime]:
    """From the midnight of a day up to that some days later, as exact moments."""
    from_day, to_day = (datetime.datetime.combine(d, datetime.time()) for d in (day, day + days * DAY))
    return aware(from_day), aware(to_day)
