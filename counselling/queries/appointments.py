"""Appointments as staff see them: a day, a week, one person's, and those that something stands in the way of."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from counselling.models import Absence, Appointment, InterpreterRequest, StaffMember
from counselling.queries.calendar import calendars_of, day_bounds, hours_of_centre
from counselling.queries.counter import centre_of, name_from, name_parts
from counselling.queries.people import name_of
from counselling.rules.appointment import reference_text
from counselling.rules.hours import DAY, day_plan
from counselling.rules.opening import BERLIN, local
from counselling.rules.slots import Slot, slots_on
from ibs_portal.database.composed import composed_once
from ibs_portal.languages import language_label
from ibs_portal.privacy.sealed_line import with_words

FIELDS = (
    *("pk", "starts_at", "ends_at", "channel", "state", "name", "client_id", "staff_id", "language"),
    *("needs_interpreter", "reference", "phone", "email", "moved_from", "centre_id", "note"),
)

Rows = list[dict[str, Any]]
MOST = 400


def own_staff(user: Any) -> Any:
    """Colleagues of the own organisation who can have appointments, by name; oneself among them."""
    today = timezone.localdate()
    rows = StaffMember.objects.under_the_roof_of(user).filter(controller=user.organisation_id)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gte=today))
    return rows.select_related("user").order_by("user__name", "pk")


def lines_of(appointments: Any) -> Rows:
    """Appointments as rows with the name of the person, of the colleague, and the state of the interpreter: one
    query."""
    return [row | _words(row) for row in with_words(Appointment, _facts(appointments), "note")]


def _facts(appointments: Any) -> Any:
    interpreters = InterpreterRequest.objects.filter(appointment=OuterRef("pk")).exclude(state="cancelled")
    rows = appointments.annotate(
        staff_name=name_of("staff__user"),
        interpreter=Subquery(interpreters.values("state")[:1]),
        parts=Subquery(name_parts(OuterRef("client_id"))),
    )
    return rows.values(*FIELDS, "staff_name", "staff__user_id", "interpreter", "parts")[:MOST]


def _words(row: dict[str, Any]) -> dict[str, Any]:
    state, interpreter = Appointment.State(row["state"]), row["interpreter"]
    return {
        "who": name_from(row["parts"]) or row["name"],
        "day": local(row["starts_at"]).date(),
        "state_words": state.label,
        "is_booked": state == Appointment.State.BOOKED,
        "is_cancelled": state in Appointment.CANCELLED,
        "channel_words": Appointment.Channel(row["channel"]).label,
        "language_name": language_label(row["language"]),
        "number": reference_text(row["reference"]),
        "interpreter_words": InterpreterRequest.State(interpreter).label if interpreter else "",
        "lacks_interpreter": row["needs_interpreter"] and not interpreter and state == Appointment.State.BOOKED,
    }


def days_of(user: Any, first: datetime.date, days: int, *, staff: int | None = None) -> Rows:
    """Appointments of the own organisation on these days, in order."""
    found = with_words(Appointment, _between(user, *day_bounds(first, days), staff), "note")
    return [row | _words(row) for row in found]


@composed_once
def _between(user: Any, start: datetime.datetime, end: datetime.datetime, staff: int | None) -> Any:
    rows = Appointment.objects.visible_to(user).between(start, end)
    return _facts(rows if staff is None else rows.filter(staff=staff))


def free_by_staff(user: Any, day: datetime.date) -> dict[int, list[Slot]]:
    """Free slots of the own colleagues on a day; two queries."""
    centre = centre_of(user)
    if centre is None:
        return {}
    hours, now = hours_of_centre(centre, day), timezone.now()
    calendars = [c for c in calendars_of(centre, day, day) if c.controller == user.organisation_id]
    return {c.staff: [slot for slot in slots_on(hours, c, day) if slot.start > now] for c in calendars}


def next_free(user: Any, staff: StaffMember, *, count: int = 9) -> list[datetime.datetime]:
    """The next free beginnings of one colleague, without lead time: staff look at the calendar themselves."""
    now, today = timezone.now(), timezone.localdate()
    hours = hours_of_centre(staff.centre, today)
    calendars = [c for c in calendars_of(staff.centre, today, today + 28 * DAY) if c.staff == staff.pk]
    found: list[datetime.datetime] = []
    for offset in range(28):
        for calendar in calendars:
            found += [s.start for s in slots_on(hours, calendar, today + offset * DAY) if s.start > now]
        if len(found) >= count:
            break
    return found[:count]


def of_client(user: Any, client: Any) -> Rows:
    """All appointments of a file, the newest first."""
    rows = Appointment.objects.visible_to(user).filter(client=client).order_by("-starts_at", "-pk")
    return lines_of(rows)


def conflicts(user: Any) -> Rows:
    """Coming appointments that cannot take place as they are: the colleague is away, or the house is closed."""
    now = timezone.now()
    day = TruncDate("starts_at", tzinfo=BERLIN)
    away = Absence.objects.filter(staff=OuterRef("staff"), starts_on__lte=OuterRef("on"), ends_on__gte=OuterRef("on"))
    coming = Appointment.objects.visible_to(user).booked().filter(starts_at__gt=now)
    rows = lines_of(coming.annotate(on=day, is_away=Exists(away)).filter(is_away=True).order_by("starts_at"))
    found = {row["pk"]: row | {"why": "away"} for row in rows}
    for row in _closed(user, coming):
        found.setdefault(row["pk"], row | {"why": "closed"})
    return sorted(found.values(), key=lambda row: (row["starts_at"], row["pk"]))


def _closed(user: Any, coming: Any) -> Rows:
    """In-person appointments on days on which nothing is open at all."""
    centre, today = centre_of(user), timezone.localdate()
    if centre is None:
        return []
    hours = hours_of_centre(centre, today)
    rows = coming.filter(centre=centre, channel="in_person").order_by("starts_at")
    days = {local(moment).date() for moment in rows.values_list("starts_at", flat=True)[:MOST]}
    closed = [day for day in days if day_plan(hours, day).is_closed and day.weekday() < 5]
    if not closed:
        return []
    return lines_of(rows.annotate(on=TruncDate("starts_at", tzinfo=BERLIN)).filter(on__in=closed))


def heute_appointments(user: Any, today: datetime.date) -> Rows:
    """Those of today, one's own first marked."""
    rows = days_of(user, today, 1)
    return [row | {"is_mine": row["staff__user_id"] == user.pk} for row in rows if not row["is_cancelled"]]
