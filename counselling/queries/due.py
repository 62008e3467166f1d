"""What Heute asks of the files: follow-ups, deadlines, quiet cases, opened notes, each with its name; one query."""

import datetime
from typing import Any

from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, Subquery, Value, Window
from django.db.models.functions import JSONObject
from django.utils import timezone

from counselling.models import BreakGlass, Case, Contact, Deadline, FollowUp
from counselling.queries.counter import name_from, name_parts
from counselling.queries.deadlines_soon import AHEAD, SHOWN, deadline_words
from counselling.queries.people import name_of
from counselling.rules.case import QUIET_AFTER
from counselling.rules.followup import urgency
from ibs_portal.database.composed import composed_once
from ibs_portal.privacy.sealed_line import with_words

Rows = list[dict[str, Any]]
PARTS = ("mine", "team", "deadlines", "quiet", "openings")
OPENINGS_SHOWN_FOR = datetime.timedelta(days=14)
SEALED = {
    **dict.fromkeys(("mine", "team"), (FollowUp, "text")),
    "deadlines": (Deadline, "text"),
    "openings": (BreakGlass, "reason"),
}
MINE_AT_MOST, TEAM_AT_MOST, QUIET_AT_MOST, OPENINGS_AT_MOST = 8, 5, 5, 5


def due_in_files(user: Any, now: datetime.datetime, today: datetime.date) -> dict[str, Rows]:
    """Follow-ups due, ``mine`` with their number in all and those of the ``team``, ``deadlines`` soon, own cases gone
    ``quiet``, and ``openings`` of notes by colleagues."""
    found: dict[str, Rows] = {name: [] for name in PARTS}
    for name, row in _all_parts(user, today, now - OPENINGS_SHOWN_FOR):
        found[name].append(row | {"name": name_from(row["parts"])})
    return _with_words(found, today)


@composed_once
def _all_parts(user: Any, today: datetime.date, since: datetime.datetime) -> Any:
    rows = (
        _mine(user, today),
        _of_team(user, today),
        _deadlines(user, today),
        _quiet(user, today),
        _openings(user, since),
    )
    first, *others = [_part(name, *part) for name, part in zip(PARTS, rows, strict=True)]
    return first.union(*others, all=True)


def _part(name: str, rows: Any, fields: dict[str, Any], at_most: int) -> Any:
    """The first rows of one kind as a name and a bag of values, so that four kinds fit into one query."""
    bag = JSONObject(pk="pk", client_id="client_id", parts=Subquery(name_parts(OuterRef("client_id"))), **fields)
    rows = rows.annotate(part=Value(name, output_field=CharField()), bag=bag)
    return rows.values_list("part", "bag")[:at_most]


def _mine(user: Any, today: datetime.date) -> tuple[Any, dict[str, Any], int]:
    """One's own, however many of the team are older; each row says how many there are."""
    rows = FollowUp.objects.with_file_open_to(user).due(today).filter(assigned_to=user.pk).order_by("due_on", "pk")
    fields = {"due_on": "due_on", "text": "text", "token": "token", "number": F("number")}
    return rows.annotate(number=Window(Count("pk"))), fields, MINE_AT_MOST


def _of_team(user: Any, today: datetime.date) -> tuple[Any, dict[str, Any], int]:
    rows = FollowUp.objects.with_file_open_to(user).due(today).exclude(assigned_to=user.pk).order_by("due_on", "pk")
    fields = {"due_on": "due_on", "text": "text", "token": "token", "assigned_name": name_of("assigned_to")}
    return rows, fields, TEAM_AT_MOST


def _deadlines(user: Any, today: datetime.date) -> tuple[Any, dict[str, Any], int]:
    rows = Deadline.objects.with_file_open_to(user).ending_by(today + AHEAD).order_by("due_on", "pk")
    fields = {"due_on": "due_on", "kind": "kind", "text": "text", "token": "token"}
    return rows, fields | {"assigned_name": name_of("assigned_to")}, SHOWN


def _quiet(user: Any, today: datetime.date) -> tuple[Any, dict[str, Any], int]:
    rows = Case.objects.with_file_open_to(user).open().filter(owner_id=user.pk)
    fields = {"number": "number", "opened_on": "opened_on", "last_at": F("last_at")}
    return gone_quiet(rows, today).order_by("last_at"), fields, QUIET_AT_MOST


def _openings(user: Any, since: datetime.datetime) -> tuple[Any, dict[str, Any], int]:
    """What colleagues opened lately of people whose open case this person leads."""
    mine = Case.objects.with_file_open_to(user).open().filter(owner_id=user.pk).values("client")
    rows = BreakGlass.objects.visible_to(user).filter(client__in=mine, opened_at__gte=since)
    fields = {"opened_at": "opened_at", "reason": "reason", "token": "token", "user_name": name_of("user")}
    return rows.exclude(user_id=user.pk), fields, OPENINGS_AT_MOST


def gone_quiet(cases: Any, today: datetime.date) -> Any:
    """Open cases without a contact for more than 60 days, with ``last_at``."""
    border = today - QUIET_AFTER
    start = timezone.make_aware(datetime.datetime.combine(border, datetime.time()))
    contacts = Contact.objects.filter(client=OuterRef("client")).order_by()
    cases = cases.annotate(last_at=Subquery(contacts.values("client").annotate(last=Max("at")).values("last")))
    return cases.filter(~Exists(contacts.filter(at__gte=start)), Exists(contacts) | Q(opened_on__lt=border))


def _with_words(found: dict[str, Rows], today: datetime.date) -> dict[str, Rows]:
    """Days and moments come as text; what makes words of them follows here."""
    for row in (row for rows in found.values() for row in rows):
        for name in ("due_on", "opened_on"):
            if row.get(name):
                row[name] = datetime.date.fromisoformat(row[name])
        for name in ("last_at", "opened_at"):
            if row.get(name):
                row[name] = datetime.datetime.fromisoformat(row[name])
    for name, (model, field) in SEALED.items():
        with_words(model, found[name], field)
    for row in (*found["mine"], *found["team"]):
        row["urgency"] = urgency(row["due_on"], today)
    found["deadlines"] = [row | deadline_words(row, today) for row in found["deadlines"]]
    return found
