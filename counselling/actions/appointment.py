"""Booking, moving and cancelling appointments; noting who came.

Every action here that gives somebody's time away locks the calendars of the centre first, so that two never get the
same slot. Behind the lock stands an exclusion constraint of the database.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from counselling.emails import appointment as emails
from counselling.models import Absence, Appointment, Centre, Client, StaffMember
from counselling.queries.calendar import coming_with, day_bounds, lock_calendars, offer_of
from counselling.rules.appointment import (
    MOST_COMING,
    check_changeable,
    check_markable,
    check_times,
    is_worth_reminding,
)
from counselling.rules.opening import local
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record

State = Appointment.State
# Somebody of the public may book a colleague without being able to look her up.
NOT_LOOKED_UP = {"controller", "staff", "created_by", "ended_by", "client"}


@transaction.atomic
def request_appointment(
    centre: Centre,
    *,
    by: None = None,
    now: datetime.datetime,
    starts_at: datetime.datetime,
    reference: str,
    **facts: Any,
) -> Appointment:
    """Books a free slot for somebody of the public, and mails the number and a link.

    ``facts``: ``channel``, ``topic``, ``name``, ``language``, ``contact_language``, ``phone``, ``email``,
    ``needs_interpreter``, ``note``. The same ``reference`` again gives the appointment that the first one made.
    ``ValidationError`` with the code ``taken`` if somebody was faster.
    """
    lock_calendars(centre)
    if sent_before := Appointment.objects.filter(reference=reference).first():
        return sent_before
    if coming_with(facts.get("email", ""), facts.get("phone", "")) >= MOST_COMING:
        raise ValidationError(
            _("You have several appointments with us already. Please call us for one more."), code="many"
        )
    offer = offer_of(centre, now=now, channel=facts["channel"])
    slot = offer.slot_at(starts_at, language=facts["language"])
    if slot is None:
        raise _taken()
    appointment = Appointment(centre=centre, reference=reference, created_at=now, changed_at=now, **facts)
    appointment.controller_id, appointment.staff_id = offer.controller_of(slot), slot.staff
    appointment.starts_at, appointment.ends_at = slot.start, slot.end
    _save(appointment)
    record("appointment.booked", appointment, by=by)
    emails.send_booked(appointment)
    return appointment


@transaction.atomic
def create_appointment(
    *,
    by: User,
    now: datetime.datetime,
    centre: Centre,
    staff: StaffMember,
    starts_at: datetime.datetime,
    minutes: int,
    client: Client | None = None,
    **facts: Any,
) -> Appointment:
    """Staff book for a file, or for a name; also outside opening hours, but never two at a time or into an absence."""
    sent_before = Appointment.objects.filter(reference=facts["reference"]).first() if "reference" in facts else None
    if sent_before:
        return sent_before
    controller_id = check_one_controller(by.organisation_id, by, client, staff)
    ends_at = starts_at + datetime.timedelta(minutes=minutes)
    check_times(starts_at, ends_at, now=now)
    lock_calendars(centre)
    appointment = Appointment(controller_id=controller_id, centre=centre, staff=staff, client=client, **facts)
    appointment.starts_at, appointment.ends_at = starts_at, ends_at
    appointment.created_by, appointment.created_at, appointment.changed_at = by, now, now
    _check_free(appointment)
    _save(appointment)
    record("appointment.booked", appointment, by=by)
    emails.send_booked(appointment)
    return appointment


@transaction.atomic
def move_appointment(
    appointment: Appointment,
    *,
    by: User | None,
    now: datetime.datetime,
    starts_at: datetime.datetime,
    staff: StaffMember | None = None,
    minutes: int | None = None,
) -> Appointment:
    """To another time; mails it. ``by=None``: the person herself, by her link, into a free slot of the same house."""
    lock_calendars(appointment.centre)
    appointment = _locked(appointment, by)
    check_changeable(
        is_live=appointment.is_live,
        is_booked=appointment.is_booked,
        start=now + datetime.timedelta(1) if by else appointment.starts_at,
        now=now,
    )
    before = appointment.starts_at
    if by is None:
        _move_into_slot(appointment, starts_at, now)
    else:
        check_one_controller(by.organisation_id, staff)
        appointment.staff = staff or appointment.staff
        appointment.ends_at = starts_at + datetime.timedelta(minutes=minutes or appointment.minutes)
        appointment.starts_at = starts_at
        check_times(appointment.starts_at, appointment.ends_at, now=now)
        _check_free(appointment)
    appointment.moved_from, appointment.reminded_at = before, None
    _change(appointment, now)
    record("appointment.moved", appointment, by=by, fields=["starts_at", "ends_at", "staff"])
    emails.send_moved(appointment)
    return appointment


@transaction.atomic
def cancel_appointment(
    appointment: Appointment, *, by: User | None, now: datetime.datetime, reason: str = ""
) -> Appointment:
    """Gives the time back and mails it. With ``reason`` the house cancels, without one the person does (``by`` may
    be whoever took the call)."""
    lock_calendars(appointment.centre)
    appointment = _locked(appointment, by)
    check_changeable(
        is_live=appointment.is_live,
        is_booked=appointment.is_booked,
        start=now + datetime.timedelta(1) if by else appointment.starts_at,
        now=now,
    )
    appointment.state = State.CANCELLED_BY_HOUSE if reason else State.CANCELLED_BY_PERSON
    appointment.cancel_reason, appointment.ended_at, appointment.ended_by = reason, now, by
    _change(appointment, now)
    record("appointment.cancelled", appointment, by=by, fields=["state"], reason=reason)
    emails.send_cancelled(appointment)
    return appointment


@transaction.atomic
def mark_appointment(appointment: Appointment, *, by: User, now: datetime.datetime, state: str) -> Appointment:
    """Notes that the person came or did not, or takes that back (``booked``)."""
    appointment = _locked(appointment, by)
    check_markable(is_live=appointment.is_live, start=appointment.starts_at, now=now)
    appointment.state = state
    is_back = state == State.BOOKED
    appointment.ended_at, appointment.ended_by = (None, None) if is_back else (now, by)
    _change(appointment, now)
    record("appointment.marked", appointment, by=by, fields=["state"], reason=state)
    return appointment


@transaction.atomic
def remind_of_appointments(*, by: None = None, now: datetime.datetime) -> int:
    """Mails everybody whose appointment is tomorrow, once; returns how many. No word of what it is about."""
    _start, until = day_bounds(local(now).date(), days=2)
    rows = Appointment.objects.booked().between(now, until).filter(reminded_at=None).exclude(email="")
    reminded = 0
    for appointment in rows.select_for_update(of=("self",), skip_locked=True).select_related("centre"):
        appointment.reminded_at = now
        appointment.save(update_fields=["reminded_at"])
        if is_worth_reminding(booked_at=appointment.created_at, start=appointment.starts_at):
            emails.send_reminder(appointment)
            reminded += 1
    return reminded


@transaction.atomic
def erase_appointments(*, by: None = None, now: datetime.datetime) -> int:
    """Deletes appointments half a year after their day; returns how many."""
    due = Appointment.objects.due_for_erasure(now)
    count = due.count()
    if count:
        due.delete()
        record("appointment.erased", by=by, reason=str(count))
    return count


def _locked(appointment: Appointment, by: User | None) -> Appointment:
    fresh = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    fresh.centre = appointment.centre
    if by is not None:
        check_one_controller(by.organisation_id, fresh)
    return fresh


def _move_into_slot(appointment: Appointment, starts_at: datetime.datetime, now: datetime.datetime) -> None:
    """The same counsellor if she is free then, else a colleague of the same organisation."""
    offer = offer_of(appointment.centre, now=now, channel=appointment.channel, controller=appointment.controller_id)
    own = next((s for s in offer.slots if s.start == starts_at and s.staff == appointment.staff_id), None)
    slot = own or offer.slot_at(starts_at, language=appointment.language)
    if slot is None:
        raise _taken()
    appointment.staff_id, appointment.starts_at, appointment.ends_at = slot.staff, slot.start, slot.end


def _check_free(appointment: Appointment) -> None:
    """What staff are told before the constraint would say it: who is away, and what stands there already."""
    day = local(appointment.starts_at).date()
    away = Absence.objects.filter(staff=appointment.staff_id, starts_on__lte=day, ends_on__gte=day)
    if away.exists():
        raise ValidationError({"staff": _("This colleague is away on that day.")}, code="away")
    others = Appointment.objects.live().exclude(pk=appointment.pk).filter(staff=appointment.staff_id)
    if others.filter(starts_at__lt=appointment.ends_at, ends_at__gt=appointment.starts_at).exists():
        raise ValidationError({"starts_at": _("There is already an appointment at this time.")}, code="taken")


def _change(appointment: Appointment, now: datetime.datetime) -> None:
    appointment.revision += 1
    appointment.changed_at = now
    _save(appointment)


def _save(appointment: Appointment) -> None:
    appointment.full_clean(exclude=NOT_LOOKED_UP, validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError as refused:
        if "one_at_a_time" in str(refused):
            raise _taken() from refused
        raise


def _taken() -> ValidationError:
    return ValidationError(
        {"starts_at": _("Somebody else has just taken this time. Please choose another one.")}, code="taken"
    )
