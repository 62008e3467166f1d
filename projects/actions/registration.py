"""Taking, offering and giving back places.

Every action here locks the event first and its registrations after it, so that places are handed out one
after the other. Behind the lock stands the database: a trigger counts the places taken and a constraint
refuses one too many.
"""

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record, record_reading
from projects import emails
from projects.models import Event, Registration
from projects.rules.registration import (
    fits,
    next_in_line,
    offer_deadline,
    require_acceptable,
    require_leavable,
    seats_left,
)

State = Registration.State
Cause = Registration.CancelCause


@transaction.atomic
def register_guest(
    event: Event,
    *,
    by: User | None,
    now: datetime.datetime,
    name: str,
    email: str = "",
    phone: str = "",
    seats: int = 1,
    language: str = "de",
    form_key: uuid.UUID | None = None,
) -> Registration:
    """Gives places, or a place on the waiting list if there are not enough; mails which of the two it is.

    The same ``form_key`` again returns the first registration and does nothing else. Staff (``by``) may
    register people after the closing time, but not after the start. ``ValidationError``: not open, bad values.
    """
    event = Event.objects.lock(event.pk)
    if form_key and (sent_before := event.registrations.filter(form_key=form_key).first()):
        return sent_before
    if refusal := event.registration_refusal(now, by_staff=by is not None):
        raise ValidationError(refusal)
    left = seats_left(seats=event.seats, taken=event.seats_taken)
    registration = Registration(
        organisation_id=event.project.organisation_id,
        event=event,
        state=State.REGISTERED if fits(seats, left) else State.WAITING,
        name=name,
        email=email,
        phone=phone,
        seats=seats,
        language=language,
        form_key=form_key,
        created_at=now,
    )
    registration.full_clean()
    registration.save()
    record("registration.created", registration, by=by)
    tell = emails.send_registration_waiting if registration.is_waiting else emails.send_registration_confirmed
    tell(registration)
    return registration


@transaction.atomic
def cancel_registration(
    registration: Registration, *, by: User | None, now: datetime.datetime, cause: str = Cause.GUEST
) -> Registration:
    """Gives the places back and offers them to the waiting list; mails the guest.

    ``by`` is ``None`` when the guest does it by the link in the mail. ``ValidationError``: already cancelled,
    or the event has begun.
    """
    event, registration = _locked(registration)
    require_leavable(is_cancelled=registration.is_cancelled, starts_at=event.starts_at, now=now)
    _end(registration, by=by, now=now, cause=cause)
    emails.send_registration_cancelled(registration)
    offer_free_places(event, by=by, now=now)
    return registration


@transaction.atomic
def accept_offer(registration: Registration, *, by: User | None, now: datetime.datetime) -> Registration:
    """Turns an offered place into a taken one and confirms it by mail.

    Accepting twice is the same as once. ``ValidationError``: no open offer, or its time is over.
    """
    _event, registration = _locked(registration)
    if registration.state == State.REGISTERED:
        return registration
    require_acceptable(is_offered=registration.is_offered, expires_at=registration.offer_expires_at, now=now)
    registration.state, registration.offer_expires_at = State.REGISTERED, None
    _save(registration, fields=("state", "offer_expires_at"))
    record("registration.accepted", registration, by=by, fields=["state"])
    emails.send_registration_confirmed(registration)
    return registration


@transaction.atomic
def offer_free_places(event: Event, *, by: User | None, now: datetime.datetime) -> list[Registration]:
    """Offers free places to the waiting list in its order, each offer with a deadline; mails them.

    Returns the registrations that have an offer now. Nothing is offered for a cancelled or running event.
    """
    event = Event.objects.lock(event.pk)
    deadline = offer_deadline(now=now, starts_at=event.starts_at)
    if event.is_cancelled or deadline is None:
        return []
    waiting = {row.pk: row for row in event.registrations.waiting().select_for_update(of=("self",))}
    left, offered = event.seats_left, []
    while (key := next_in_line([(pk, row.seats) for pk, row in waiting.items()], left)) is not None:
        registration = waiting.pop(key)
        _offer(registration, event, deadline=deadline, by=by)
        left = left if left is None else left - registration.seats
        offered.append(registration)
    return offered


def _offer(registration: Registration, event: Event, *, deadline: datetime.datetime, by: User | None) -> None:
    registration.event = event
    registration.state, registration.offer_expires_at = State.OFFERED, deadline
    _save(registration, fields=("state", "offer_expires_at"))
    record("registration.offered", registration, by=by, fields=["state"])
    emails.send_place_offered(registration)


@transaction.atomic
def expire_offers(*, by: User | None, now: datetime.datetime) -> int:
    """Ends offers whose deadline has passed and offers the places to the next; returns how many ended."""
    due = Registration.objects.expired_offers(now).order_by("event_id")
    ended = 0
    for pk in list(due.values_list("event_id", flat=True).distinct()):
        event = Event.objects.lock(pk)
        for registration in event.registrations.expired_offers(now).select_for_update(of=("self",)):
            registration.event = event
            _end(registration, by=by, now=now, cause=Cause.EXPIRED)
            emails.send_offer_expired(registration)
            ended += 1
        offer_free_places(event, by=by, now=now)
    return ended


@transaction.atomic
def end_registrations(event: Event, *, by: User | None, now: datetime.datetime) -> int:
    """Ends all registrations of a cancelled event without mails of their own; returns how many ended."""
    registrations = list(event.registrations.live().select_for_update(of=("self",)))
    for registration in registrations:
        registration.event = event
        _end(registration, by=by, now=now, cause=Cause.EVENT)
    return len(registrations)


@transaction.atomic
def export_registrations(event: Event, registrations: QuerySet[Registration], *, by: User) -> list[Registration]:
    """Hands out the rows for a file and writes down that they left the house; those who come first."""
    record_reading(event, what="registration.exported", by=by)
    return sorted(registrations, key=lambda row: (row.is_waiting, row.created_at, row.pk))


@transaction.atomic
def erase_registrations(*, by: User | None, now: datetime.datetime) -> int:
    """Deletes registrations 90 days after their event; the number of places taken stays with the event."""
    due = Registration.objects.due_for_erasure(now)
    count = due.count()
    if count:
        due.delete()
        record("registration.erased", by=by, reason=str(count))
    return count


def _locked(registration: Registration) -> tuple[Event, Registration]:
    event = Event.objects.lock(registration.event_id)
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    registration.event = event
    return event, registration


def _end(registration: Registration, *, by: User | None, now: datetime.datetime, cause: str) -> None:
    registration.state, registration.offer_expires_at = State.CANCELLED, None
    registration.cancelled_at, registration.cancel_cause = now, cause
    _save(registration, fields=("state", "offer_expires_at", "cancelled_at", "cancel_cause"))
    record("registration.cancelled", registration, by=by, fields=["state"], reason=cause)


def _save(registration: Registration, *, fields: tuple[str, ...]) -> None:
    registration.full_clean(validate_unique=False)
    registration.save(update_fields=fields)
