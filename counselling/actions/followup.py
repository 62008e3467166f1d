"""Follow-ups: set, finished, put off."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import Case, Client, Contact, FollowUp
from counselling.queries.workdays import working_days
from counselling.rules.followup import check_due_on, next_working_day
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def set_followup(
    client: Client,
    *,
    by: User,
    due_on: datetime.date,
    text: str,
    assigned_to: User | None = None,
    case: Case | None = None,
    contact: Contact | None = None,
) -> FollowUp:
    """Something to look at again; the day moves to the next one on which the centre works."""
    check_one_controller(by.organisation_id, client, by, assigned_to, case, contact)
    if case is not None and not Case.objects.select_for_update(of=("self",)).get(pk=case.pk).is_open:
        raise ValidationError({"case": _("This case is closed.")}, code="closed")
    followup = FollowUp(client=client, controller_id=client.controller_id, case=case, contact=contact, created_by=by)
    followup.text, followup.assigned_to = text, assigned_to or by
    followup.due_on = _working_day(client, due_on)
    followup.full_clean()
    followup.save()
    record("followup.set", followup, by=by)
    return followup


@transaction.atomic
def finish_followup(followup: FollowUp, *, by: User, result: str = FollowUp.Result.DONE) -> FollowUp:
    """Done, or dropped because it is no longer needed. Finishing it twice is not a mistake."""
    followup = _locked(followup, by)
    if followup.done_at:
        return followup
    followup.done_at, followup.done_by, followup.result = timezone.now(), by, result
    followup.full_clean()
    followup.save()
    record("followup.finished", followup, by=by, fields=["done_at", "done_by", "result"], reason=result)
    return followup


@transaction.atomic
def postpone_followup(followup: FollowUp, *, by: User, due_on: datetime.date) -> FollowUp:
    """To another day, on which the centre works; a finished one cannot be put off."""
    followup = _locked(followup, by)
    if followup.done_at:
        raise ValidationError(_("This follow-up is already finished."), code="finished")
    followup.due_on = _working_day(followup.client, due_on)
    followup.full_clean()
    followup.save()
    record("followup.postponed", followup, by=by, fields=["due_on"])
    return followup


def _locked(followup: FollowUp, by: User) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("client__centre")
    followup = rows.get(pk=followup.pk)
    check_one_controller(by.organisation_id, followup)
    return followup


def _working_day(client: Client, day: datetime.date) -> datetime.date:
    check_due_on(day, today=timezone.localdate())
    return next_working_day(day, working_days(client.centre, day))
