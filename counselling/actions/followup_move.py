"""Many follow-ups at once: put off or handed to a colleague, and back within ten minutes. All of them or none."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counselling.models import FollowUp
from counselling.queries.workdays import working_days_of
from counselling.rules.followup import check_due_on
from counselling.rules.followup_move import KEEP, ON, can_be_undone, moved_to
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record

FIELDS = ("due_on", "assigned_to")


@dataclass(frozen=True)
class Move:
    """One follow-up before and after, in plain values that fit into a session."""

    pk: int
    due_before: str
    due_after: str
    who_before: int
    who_after: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@transaction.atomic
def move_followups(
    keys: Collection[int], *, by: User, choice: str, on: datetime.date | None = None, assigned_to: User | None = None
) -> list[Move]:
    """Moves these open follow-ups of the own organisation, to another day, another person, or both.

    ``choice``: ``keep``, ``next`` (working day) or ``on`` (a day). ``ValidationError``, and nothing is moved, if one
    of them is finished or gone by now, or would come after the deadline that it warns of.
    """
    check_one_controller(by.organisation_id, by, assigned_to)
    today = timezone.localdate()
    if choice == ON:
        check_due_on(on or today, today=today)
    rows = _locked(keys, by)
    if not rows or (choice == KEEP and assigned_to is None):
        raise ValidationError(_("Choose follow-ups, and another day or another person."), code="nothing")
    moves = _moved(rows, choice, on, today, assigned_to)
    _refuse_after_deadline(rows)
    FollowUp.objects.bulk_update(rows, FIELDS)
    record("followup.moved", by=by, fields=FIELDS, reason=str(len(rows)))
    return moves


@transaction.atomic
def undo_followup_move(moves: Iterable[Move], *, moved_at: datetime.datetime, by: User) -> int:
    """Puts back what nobody has changed since; says how many. ``ValidationError`` after ten minutes."""
    if not can_be_undone(moved_at, now=timezone.now()):
        raise ValidationError(_("This can be taken back for ten minutes only."), code="late")
    wanted = {move.pk: move for move in moves}
    rows = [row for row in _of(wanted, by) if _is_as_left(row, wanted[row.pk])]
    for row in rows:
        row.due_on = datetime.date.fromisoformat(wanted[row.pk].due_before)
        row.assigned_to_id = wanted[row.pk].who_before
    FollowUp.objects.bulk_update(rows, FIELDS)
    record("followup.undone", by=by, fields=FIELDS, reason=str(len(rows)))
    return len(rows)


def _of(keys: Collection[int], by: User) -> list[FollowUp]:
    """Open ones of the own organisation, locked in one order, so that two people cannot wait for each other."""
    rows = FollowUp.objects.with_file_open_to(by).open().filter(pk__in=keys)
    rows = rows.select_for_update(of=("self",)).select_related("client__centre", "deadline")
    return list(rows.order_by("pk"))


def _locked(keys: Collection[int], by: User) -> list[FollowUp]:
    rows, missing = _of(keys, by), 0
    missing = len(set(keys)) - len(rows)
    if missing:
        words = ngettext(
            "%(count)s of these follow-ups is finished by now. Nothing was moved; look at the list again.",
            "%(count)s of these follow-ups are finished by now. Nothing was moved; look at the list again.",
            missing,
        )
        raise ValidationError(words % {"count": missing}, code="gone")
    return rows


def _moved(
    rows: list[FollowUp], choice: str, on: datetime.date | None, today: datetime.date, assigned_to: User | None
) -> list[Move]:
    days = working_days_of({row.client.centre for row in rows}, today, on)
    moves = []
    for row in rows:
        before = (row.due_on, row.assigned_to_id)
        is_working_day = days[row.client.centre_id]
        row.due_on = moved_to(row.due_on, choice, on=on, today=today, is_working_day=is_working_day)
        row.assigned_to_id = assigned_to.pk if assigned_to else row.assigned_to_id
        moves.append(Move(row.pk, f"{before[0]}", f"{row.due_on}", before[1], row.assigned_to_id))
    return moves


def _refuse_after_deadline(rows: list[FollowUp]) -> None:
    late = [row for row in rows if row.deadline and row.deadline.done_at is None and row.due_on > row.deadline.due_on]
    if late:
        words = _("This warns of a deadline before that day: %(what)s. Leave it out, or hand it to a colleague.")
        raise ValidationError(words % {"what": "; ".join(row.text for row in late[:3])}, code="deadline")


def _is_as_left(row: FollowUp, move: Move) -> bool:
    return (f"{row.due_on}", row.assigned_to_id) == (move.due_after, move.who_after)
