"""Rows of deadlines for the list and the file; and how one was computed, in words."""

import datetime
from typing import Any

from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from counselling.models import Client, Deadline, DeadlineKind, Delivery
from counselling.queries.clients import primary_names
from counselling.queries.deadlines_soon import shown_rows, title_of
from counselling.queries.lists import ROWS, Rows, addresses, cursor, page_of
from counselling.queries.people import name_of
from counselling.rules.deadline import KINDS, Computed, compute
from counselling.rules.holidays import holiday_on
from ibs_portal.privacy.sealed_line import with_words

FIELDS = ("is_computed", "assigned_to_id", "moved_from")


def deadline_rows(user: Any, *, mine: bool = False, after: str = "") -> tuple[Rows, str]:
    """Open deadlines of the house, or one's own; the next one first."""
    rows = Deadline.objects.with_file_open_to(user).open()
    rows = rows.assigned_to(user) if mine else rows
    if place := cursor(after, datetime.date.fromisoformat, int):
        rows = rows.filter(Q(due_on__gt=place[0]) | Q(due_on=place[0], pk__gt=place[1]))
    found = _values(rows.order_by("due_on", "pk")[: ROWS + 1])
    names = primary_names(row["client_id"] for row in found)
    for row in found:
        row["name"] = names.get(row["client_id"], "")
    return page_of(found, "due_on", "pk")


def deadlines_of(user: Any, client: Client) -> tuple[Rows, Rows]:
    """Those of one person: open ones, and the last finished ones."""
    rows = Deadline.objects.with_file_open_to(user).filter(client=client)
    done = rows.filter(done_at__isnull=False).order_by("-done_at")[:10]
    fields = ("pk", "due_on", "kind", "text", "token", "done_at", "result")
    finished = with_words(Deadline, done.values(*fields, done_name=name_of("done_by")), "text")
    return _values(rows.open().order_by("due_on", "pk")), [
        row | {"title": title_of(row), "result": Deadline.Result(row["result"]).label} for row in finished
    ]


def _values(rows: Any) -> Rows:
    found = shown_rows(rows, timezone.localdate(), *FIELDS)
    files = addresses("counselling:client_deadlines")
    done, move = addresses("counselling:deadline_finish"), addresses("counselling:deadline_move")
    for row in found:
        row["kind_label"] = DeadlineKind(row["kind"]).label
        row["norm"] = KINDS[row["kind"]].norm
        row.update(url=files(row["client_id"]), done_url=done(row["pk"]), move_url=move(row["pk"]))
    return found


def computed_words(kind: str, delivery: str, sent_on: datetime.date, state: str) -> dict[str, Any]:
    """The result and each step to it, with the norm; to be read and checked by a person."""
    found = compute(kind, delivery, sent_on, state)
    steps = [_notified(kind, delivery, sent_on, found), _end(kind, found), _moved(found, state)]
    return {"due_on": found.due_on, "steps": [step for step in steps if step]}


def _day(day: datetime.date) -> str:
    return formats.date_format(day, "l, d.m.Y")


def _notified(kind: str, delivery: str, sent_on: datetime.date, found: Computed) -> str:
    words = {"sent": _day(sent_on), "day": _day(found.notified_on), "way": Delivery(delivery).label}
    if found.notified_on == sent_on:
        return _("Known on %(day)s (%(way)s).") % words
    if delivery == Delivery.FACILITY:
        return _("%(way)s on %(sent)s: counts as known on %(day)s (§ 10 (4) AsylG).") % words
    if KINDS[kind].moves_notice:
        return _("Sent on %(sent)s: counts as known on %(day)s (§ 122 (2), § 108 (3) AO).") % words
    return _("Sent on %(sent)s: counts as known on %(day)s (§ 41 (2) VwVfG, § 37 (2) SGB X).") % words


def _end(kind: str, found: Computed) -> str:
    words = {"kind": DeadlineKind(kind).label, "norm": KINDS[kind].norm, "day": _day(found.ends_on)}
    return _("%(kind)s (%(norm)s, § 188 BGB): to %(day)s.") % words


def _moved(found: Computed, state: str) -> str:
    if not found.is_moved:
        return ""
    words = {"day": _day(found.due_on), "holiday": holiday_on(state, found.ends_on)}
    if words["holiday"]:
        return _("That is a public holiday (%(holiday)s), so it ends on %(day)s (§ 193 BGB).") % words
    return _("That is a week-end, so it ends on %(day)s (§ 193 BGB).") % words
