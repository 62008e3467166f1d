"""Deadlines: entered with the follow-ups that warn of them, done, moved."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import Case, Client, Deadline, DeadlineKind, FollowUp
from counselling.queries.workdays import working_days
from counselling.rules.deadline import KINDS, check_deadline_day, check_sent_on, compute, warning_days
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def enter_deadline(
    client: Client,
    *,
    by: User,
    kind: str,
    text: str = "",
    due_on: datetime.date | None = None,
    sent_on: datetime.date | None = None,
    delivery: str = "",
    warn_before: Iterable[int] = (),
    assigned_to: User | None = None,
    case: Case | None = None,
) -> Deadline:
    """A day that was typed, or one computed from a notice, and its follow-ups ahead.

    A typed ``due_on`` counts more than what could be computed. ``ValidationError`` for a day that is over, too far
    away, or not to be computed for want of facts.
    """
    check_one_controller(by.organisation_id, client, by, assigned_to, case)
    deadline = Deadline(client=client, controller_id=client.controller_id, case=case, created_by=by)
    deadline.kind, deadline.text, deadline.assigned_to = kind, text, assigned_to or by
    deadline.warn_before = sorted(set(warn_before), reverse=True)
    deadline.sent_on, deadline.delivery = (sent_on, delivery) if sent_on else (None, "")
    deadline.is_computed = due_on is None
    deadline.due_on = due_on or _computed(deadline)
    check_deadline_day(deadline.due_on, today=timezone.localdate())
    deadline.full_clean()
    deadline.save()
    _warn(deadline, by)
    record("deadline.entered", deadline, by=by)
    return deadline


@transaction.atomic
def finish_deadline(deadline: Deadline, *, by: User, result: str = Deadline.Result.DONE) -> Deadline:
    """Kept, or dropped because it does not matter any more; its open follow-ups end with it. Twice is as once."""
    deadline = _locked(deadline, by)
    if deadline.done_at:
        return deadline
    deadline.done_at, deadline.done_by, deadline.result = timezone.now(), by, result
    deadline.full_clean()
    deadline.save()
    _end_warnings(deadline)
    record("deadline.finished", deadline, by=by, fields=["done_at", "done_by", "result"], reason=result)
    return deadline


@transaction.atomic
def move_deadline(deadline: Deadline, *, by: User, due_on: datetime.date, reason: str) -> Deadline:
    """Another day, because it was prolonged or typed wrongly; its open follow-ups are made anew."""
    deadline = _locked(deadline, by)
    if deadline.done_at:
        raise ValidationError(_("This deadline is already finished."), code="finished")
    check_deadline_day(due_on, today=timezone.localdate())
    deadline.moved_from, deadline.due_on, deadline.move_reason = deadline.due_on, due_on, reason
    deadline.is_computed = False
    deadline.full_clean()
    deadline.save()
    _end_warnings(deadline)
    _warn(deadline, by)
    record("deadline.moved", deadline, by=by, fields=["due_on", "moved_from", "move_reason"])
    return deadline


def _computed(deadline: Deadline) -> datetime.date:
    if not KINDS[deadline.kind].is_computed:
        raise ValidationError({"due_on": _("Enter the day.")}, code="required")
    if not deadline.sent_on or not deadline.delivery:
        raise ValidationError({"sent_on": _("For computing, day and way of delivery are needed.")}, code="required")
    check_sent_on(deadline.sent_on, today=timezone.localdate())
    state = deadline.client.centre.federal_state
    return compute(deadline.kind, deadline.delivery, deadline.sent_on, state).due_on


def _warn(deadline: Deadline, by: User) -> None:
    """Follow-ups ahead, on working days before; each says what it warns of."""
    today = timezone.localdate()
    is_working_day = working_days(deadline.client.centre, today, deadline.due_on)
    words = {"day": f"{deadline.due_on:%d.%m.%Y}", "what": deadline.text or DeadlineKind(deadline.kind).label}
    text = _("Deadline %(day)s: %(what)s") % words
    FollowUp.objects.bulk_create(
        FollowUp(
            controller_id=deadline.controller_id,
            client=deadline.client,
            case=deadline.case,
            deadline=deadline,
            due_on=day,
            text=text[:200],
            assigned_to=deadline.assigned_to,
            created_by=by,
        )
        for day in warning_days(deadline.due_on, deadline.warn_before, is_working_day, today=today)
    )


def _end_warnings(deadline: Deadline) -> None:
    """They were made by the deadline and go with it; those that somebody finished stay in the course."""
    FollowUp.objects.filter(deadline=deadline, done_at=None).delete()


def _locked(deadline: Deadline, by: User) -> Deadline:
    rows = Deadline.objects.select_for_update(of=("self",)).select_related("client__centre")
    deadline = rows.get(pk=deadline.pk)
    check_one_controller(by.organisation_id, deadline)
    return deadline
