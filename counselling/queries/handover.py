"""The sheet for whoever stands in: open cases; follow-ups, deadlines and appointments of the time away."""

import datetime
from typing import Any

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from counselling.models import Absence, Appointment, Case, Contact, Deadline, FollowUp
from counselling.queries.clients import primary_names
from counselling.queries.deadlines_soon import AHEAD, shown_rows
from counselling.queries.people import name_of
from ibs_portal.privacy.sealed_line import with_words

Rows = list[dict[str, Any]]
MOST = 300


def handover(user: Any, absence: Absence, today: datetime.date) -> dict[str, Rows]:
    """Of the person who is away: her open cases, what falls due before she is back, deadlines until a bit later."""
    who = absence.staff.user_id
    sheet = {
        "cases": _cases(user, who),
        "followups": _followups(user, who, absence.ends_on),
        "deadlines": _deadlines(user, who, absence.ends_on, today),
        "appointments": _appointments(user, absence),
    }
    names = primary_names({row["client_id"] for rows in sheet.values() for row in rows if row["client_id"]})
    for row in (row for rows in sheet.values() for row in rows):
        row["name"] = names.get(row["client_id"], row.get("name", ""))
    return sheet


def _cases(user: Any, who: int) -> Rows:
    last = Contact.objects.filter(client=OuterRef("client")).order_by().values("client").annotate(last=Max("at"))
    rows = Case.objects.with_file_open_to(user).open().filter(owner=who)
    rows = rows.annotate(last_at=Subquery(last.values("last")), deputy_name=name_of("deputy"))
    fields = ("pk", "number", "aim", "token", "client_id", "last_at", "deputy_name", "client__file_number")
    return with_words(Case, rows.order_by("number").values(*fields)[:MOST], "aim")


def _followups(user: Any, who: int, until: datetime.date) -> Rows:
    rows = FollowUp.objects.with_file_open_to(user).due(until).filter(assigned_to=who, deadline=None)
    found = rows.order_by("due_on", "pk").values("due_on", "text", "token", "client_id")[:MOST]
    return with_words(FollowUp, found, "text")


def _deadlines(user: Any, who: int, until: datetime.date, today: datetime.date) -> Rows:
    rows = Deadline.objects.with_file_open_to(user).ending_by(until + AHEAD).filter(assigned_to=who)
    return shown_rows(rows.order_by("due_on", "pk")[:MOST], today, "is_computed")


def _appointments(user: Any, absence: Absence) -> Rows:
    """Those of the days away, with the name that was given or that of the file."""
    first, after = (
        timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
        for day in (absence.starts_on, absence.ends_on + datetime.timedelta(days=1))
    )
    rows = Appointment.objects.visible_to(user).booked().filter(staff=absence.staff_id).between(first, after)
    return [dict(row) for row in rows.values("starts_at", "client_id", "name", "needs_interpreter")[:MOST]]
