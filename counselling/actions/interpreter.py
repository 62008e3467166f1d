"""Interpreters: asked for, ordered, and what the service answered."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from counselling.emails.interpreter import send_order, send_withdrawal
from counselling.models import Appointment, Centre, Client, InterpreterRequest, InterpreterService
from counselling.rules.appointment import KEPT_AFTER, check_times
from counselling.rules.interpreter import CANCELLED, LIVE, ORDERED, check_step
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def request_interpreter(
    *,
    by: User,
    now: datetime.datetime,
    service: InterpreterService,
    centre: Centre,
    appointment: Appointment | None = None,
    client: Client | None = None,
    **facts: Any,
) -> InterpreterRequest:
    """Notes that an interpreter is needed, for an appointment or for a time of its own. Nothing is ordered yet.

    ``facts``: ``language``, ``kind``, ``starts_at``, ``minutes``, ``place``, ``note``.
    """
    controller_id = check_one_controller(by.organisation_id, by, appointment, client)
    if facts["language"] not in service.languages:
        raise ValidationError({"service": _("This service has no interpreter for the language.")}, code="language")
    start = facts["starts_at"]
    check_times(start, start + datetime.timedelta(minutes=min(facts["minutes"], 240)), now=now)
    request = InterpreterRequest(controller_id=controller_id, centre=centre, service=service, created_by=by, **facts)
    request.appointment, request.client = appointment, client
    request.changed_at = request.created_at = now
    request.full_clean(validate_unique=False, exclude={"client"})
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        raise ValidationError(
            _("There is already an interpreter request for this appointment."), code="twice"
        ) from None
    record("interpreterrequest.created", request, by=by)
    return request


@transaction.atomic
def order_interpreter(request: InterpreterRequest, *, by: User, now: datetime.datetime) -> InterpreterRequest:
    """Orders, and mails the order if the service takes mail; without an address it goes on paper or by phone."""
    request = _locked(request, by)
    _step(request, ORDERED, by=by, now=now)
    if request.service.email:
        send_order(request)
    return request


@transaction.atomic
def mark_interpreter(
    request: InterpreterRequest, *, by: User, now: datetime.datetime, state: str
) -> InterpreterRequest:
    """Notes the answer of the service, that the talk took place, or cancels; an order that is out is taken back."""
    request = _locked(request, by)
    was_out = request.state in LIVE
    _step(request, state, by=by, now=now)
    if state == CANCELLED and was_out and request.service.email:
        send_withdrawal(request)
    return request


@transaction.atomic
def erase_interpreter_requests(*, by: None = None, now: datetime.datetime) -> int:
    """Deletes requests half a year after their day; returns how many."""
    due = InterpreterRequest.objects.filter(starts_at__lte=now - KEPT_AFTER)
    count = due.count()
    if count:
        due.delete()
        record("interpreterrequest.erased", by=by, reason=str(count))
    return count


def _locked(request: InterpreterRequest, by: User) -> InterpreterRequest:
    rows = InterpreterRequest.objects.select_for_update(of=("self",)).select_related("service", "centre")
    request = rows.get(pk=request.pk)
    check_one_controller(by.organisation_id, request)
    return request


def _step(request: InterpreterRequest, state: str, *, by: User, now: datetime.datetime) -> None:
    check_step(request.state, state)
    request.state, request.changed_at = state, now
    if state == ORDERED:
        request.ordered_at = now
    request.full_clean(validate_unique=False, validate_constraints=False, exclude={"client", "appointment"})
    request.save()
    record("interpreterrequest.marked", request, by=by, fields=["state"], reason=state)
