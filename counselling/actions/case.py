"""Cases: opened, closed, reopened, handed over."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.actions.followup import finish_followup
from counselling.actions.numbering import next_number
from counselling.actions.plan import end_plans
from counselling.models import Case, CaseEvent, Client, NumberSeries
from counselling.models.ownership import VIEW_FILE
from counselling.queries.people import name_of
from counselling.rules.case import case_number, changed_words, check_closing, check_nothing_open, check_opening
from counselling.rules.ownership import check_one_controller
from counselling.rules.plan import check_kind_fits_plan
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def open_case(
    client: Client,
    *,
    by: User,
    kind: str,
    owner: User,
    opened_on: datetime.date,
    deputy: User | None = None,
    aim: str = "",
) -> Case:
    """Opens a case under the next number of the controller's year."""
    check_one_controller(by.organisation_id, client, by)
    _check_leads(client.controller_id, owner, deputy)
    check_opening(opened_on, today=timezone.localdate())
    case = Case(client=client, controller_id=client.controller_id, kind=kind, aim=aim, opened_on=opened_on)
    case.owner, case.deputy = owner, deputy
    running = next_number(NumberSeries.Kind.CASE, by=by, year=opened_on.year)
    case.number = case_number(opened_on.year, running)
    case.full_clean()
    case.save()
    _note_turn(case, CaseEvent.Kind.OPENED, by=by, text=aim)
    record("case.opened", case, by=by)
    return case


@transaction.atomic
def close_case(
    case: Case,
    *,
    by: User,
    closed_on: datetime.date,
    end_reason: str,
    text: str = "",
    followups: Mapping[int, str] | None = None,
) -> Case:
    """Closes a case with a day and a reason. ``followups`` says for each open one ``done`` or ``dropped``.

    ``ValidationError`` if somebody else was quicker, the day is impossible, or a follow-up is left open.
    """
    case = _locked(case, by)
    if not case.is_open:
        raise ValidationError(_already_closed(case), code="closed")
    check_closing(case.opened_on, closed_on, today=timezone.localdate())
    for followup in case.followups.open():
        if result := (followups or {}).get(followup.pk):
            finish_followup(followup, by=by, result=result)
    check_nothing_open(case.followups.open().count())
    end_plans(case, by=by, ended_on=closed_on)
    case.status, case.closed_on, case.end_reason = Case.Status.CLOSED, closed_on, end_reason
    case.full_clean()
    case.save()
    _note_turn(case, CaseEvent.Kind.CLOSED, by=by, text=text, end_reason=end_reason)
    record("case.closed", case, by=by, fields=["status", "closed_on", "end_reason"], reason=end_reason)
    return case


@transaction.atomic
def reopen_case(case: Case, *, by: User, text: str = "") -> Case:
    """Takes a closed case up again; the closing stays in the course of the file."""
    case = _locked(case, by)
    if case.is_open:
        raise ValidationError(_("This case is open already."), code="open")
    case.status, case.closed_on, case.end_reason = Case.Status.OPEN, None, ""
    case.full_clean()
    case.save()
    _note_turn(case, CaseEvent.Kind.REOPENED, by=by, text=text)
    record("case.reopened", case, by=by, fields=["status", "closed_on", "end_reason"])
    return case


@transaction.atomic
def change_case(case: Case, *, by: User, kind: str, aim: str = "") -> Case:
    """Another kind or aim; what it was before stays in the history. ``ValidationError`` for a closed case."""
    case = _locked(case, by)
    if not case.is_open:
        raise ValidationError(_already_closed(case), code="closed")
    check_kind_fits_plan(kind, has_plan=case.plans.current().exists())
    turns = changed_words((case.get_kind_display(), case.aim), (Case.Kind(kind).label, aim))
    if not turns:
        return case
    case.kind, case.aim = kind, aim
    case.full_clean()
    case.save()
    _note_turn(case, CaseEvent.Kind.CHANGED, by=by, text="; ".join(turns)[:300])
    record("case.changed", case, by=by, fields=["kind", "aim"])
    return case


@transaction.atomic
def assign_case(case: Case, *, by: User, owner: User, deputy: User | None) -> Case:
    """Puts somebody in charge, and somebody who stands in: from then on both read the notes of the case."""
    case = _locked(case, by)
    _check_leads(case.controller_id, owner, deputy)
    if (case.owner_id, case.deputy_id) == (owner.pk, deputy.pk if deputy else None):
        return case
    kind = CaseEvent.Kind.DEPUTY if case.owner_id == owner.pk else CaseEvent.Kind.ASSIGNED
    case.owner, case.deputy = owner, deputy
    case.full_clean()
    # Before the case itself: of a restricted file whoever hands it over sees nothing any more afterwards.
    _note_turn(case, kind, by=by, text=", ".join(p.name for p in (owner, deputy) if p))
    record("case.assigned", case, by=by, fields=["owner", "deputy"])
    case.save()
    return case


def _locked(case: Case, by: User) -> Case:
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    check_one_controller(by.organisation_id, case)
    return case


def _check_leads(controller_id: int, owner: User, deputy: User | None) -> None:
    """Only staff of the controller who may read its files can lead a case or stand in."""
    check_one_controller(controller_id, owner, deputy)
    for field, person in (("owner", owner), ("deputy", deputy)):
        if person is not None and not person.has_perm(VIEW_FILE):
            raise ValidationError({field: _("This person does no case work.")}, code="no_case_work")


def _already_closed(case: Case) -> str:
    turns = case.events.filter(kind=CaseEvent.Kind.CLOSED).order_by("-at")
    name = turns.values_list(name_of("by"), flat=True).first()
    return _("%(name)s has already closed this case.") % {"name": name or "?"}


def _note_turn(case: Case, kind: str, *, by: User, text: str = "", end_reason: str = "") -> None:
    event = CaseEvent(controller_id=case.controller_id, client_id=case.client_id, case=case, kind=kind, by=by)
    event.text, event.end_reason = text, end_reason
    event.full_clean()
    event.save()
