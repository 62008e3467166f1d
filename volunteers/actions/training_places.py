"""Places of a session: invited, put down, answered, given back, offered to whoever waits.

Every action here locks the session first and its registrations after it, so that places are handed out one after
the other.
"""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from ibs_portal.database.identity import errand, who_is_asking
from ibs_portal.database.roles import ERRAND
from volunteers.emails import training as letters
from volunteers.models import TrainingRegistration, TrainingSession, Volunteer
from volunteers.models.training import TAKES_PLACE
from volunteers.queries.narrow import line_of, places_taken
from volunteers.rules import training as rules

Status = TrainingRegistration.Status


@transaction.atomic
def invite_to_session(
    session: TrainingSession, *, volunteers: Iterable[Volunteer], by: User, now: datetime.datetime
) -> list[TrainingRegistration]:
    """Invites all of these volunteers by mail, or nobody if they do not all fit.

    The session is locked, so that two coordinators do not give the last place twice. Who is already invited
    is left alone; who declined is asked again.
    """
    session, new = _new_ones(session, volunteers, now)
    rules.check_places(session.capacity, places_taken(session), len(new))
    return [_place(session, volunteer, Status.INVITED, by=by, now=now) for volunteer in new]


@transaction.atomic
def add_to_waiting_list(
    session: TrainingSession, *, volunteers: Iterable[Volunteer], by: User, now: datetime.datetime
) -> list[TrainingRegistration]:
    """Puts these volunteers on the waiting list, in their order; free places are offered at once."""
    session, new = _new_ones(session, volunteers, now)
    added = [_place(session, volunteer, Status.WAITING, by=by, now=now) for volunteer in new]
    offer_free_places(session, by=by, now=now)
    return added


@transaction.atomic
def join_session(
    session: TrainingSession, *, volunteer: Volunteer, by: User, now: datetime.datetime
) -> TrainingRegistration:
    """A volunteer puts herself down for an open session: for a place, or on the waiting list if there is none."""
    session = TrainingSession.objects.lock(session.pk)
    _check_takes_place(session, now)
    rules.check_joining(volunteer.status, is_open=session.is_open)
    _check_same_programme(session, volunteer)
    earlier = session.registrations.filter(volunteer=volunteer).order_by("pk").first()
    if earlier and earlier.status in (*TAKES_PLACE, Status.WAITING):
        return earlier
    status = Status.CONFIRMED if rules.is_place_free(session.capacity, *line_of(session)) else Status.WAITING
    return _place(session, volunteer, status, by=by, now=now)


@transaction.atomic
def answer_invitation(
    registration: TrainingRegistration, *, is_coming: bool, by: User | None, now: datetime.datetime
) -> TrainingRegistration:
    """Confirms or declines an invitation or an offer; changing one's mind needs a free place again, or waits.

    A place given back is offered to the first who waits. ``by`` is ``None`` when the link in the mail answers.
    """
    session = TrainingSession.objects.lock(registration.session_id)
    registration = TrainingRegistration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    _check_takes_place(session, now)
    rules.check_answer(registration.status, expires_at=registration.offer_expires_at, now=now)
    is_free = rules.is_place_free(session.capacity, *line_of(session))
    to = rules.answered(registration.status, is_coming=is_coming, is_place_free=is_free)
    if to == Status.WAITING and registration.status != Status.WAITING:
        registration.waiting_since = now
    registration.status, registration.answered_at, registration.offer_expires_at = to, now, None
    _save(registration)
    trail.record(f"training_registration.{to}", registration, by=by, fields=["status"])
    if to == Status.DECLINED:
        offer_free_places(session, by=by, now=now)
    return registration


@transaction.atomic
def offer_free_places(
    session: TrainingSession, *, by: User | None, now: datetime.datetime
) -> list[TrainingRegistration]:
    """Offers free places to the waiting list in its order, each with a deadline, by mail; who has an offer now.

    Whoever frees a place by a link or on an own page may not read who waits: that part is an errand.
    """
    session = TrainingSession.objects.lock(session.pk)
    deadline = rules.offer_deadline(now=now, starts_at=session.starts_at)
    if deadline is None or session.is_cancelled:
        return []
    asker = who_is_asking()
    if asker is not None and asker.role == ERRAND:
        with errand(promoting=session.pk):
            return _offer(session, deadline, by)
    return _offer(session, deadline, by)


def _offer(session: TrainingSession, deadline: datetime.datetime, by: User | None) -> list[TrainingRegistration]:
    free = rules.free_places(session.capacity, places_taken(session))
    first = list(session.registrations.waiting().select_for_update(of=("self",))[:free])
    for registration in first:
        registration.session = session
        registration.status, registration.offer_expires_at = Status.OFFERED, deadline
        _save(registration)
        trail.record("training_registration.offered", registration, by=by, fields=["status"])
        letters.send_offer(registration)
    return first


@transaction.atomic
def expire_training_offers(*, by: User | None, now: datetime.datetime) -> int:
    """Ends offers whose deadline has passed and offers the places to the next; how many ended."""
    due = TrainingRegistration.objects.expired_offers(now)
    sessions = TrainingSession.objects.filter(pk__in=due.values("session")).order_by("pk")
    ended = 0
    for session in [TrainingSession.objects.lock(row.pk) for row in sessions]:
        for registration in session.registrations.expired_offers(now).select_for_update(of=("self",)):
            registration.session = session
            registration.status, registration.offer_expires_at = Status.EXPIRED, None
            _save(registration)
            trail.record("training_registration.expired", registration, by=by, fields=["status"])
            letters.send_offer_expired(registration)
            ended += 1
        offer_free_places(session, by=by, now=now)
    return ended


def _new_ones(
    session: TrainingSession, volunteers: Iterable[Volunteer], now: datetime.datetime
) -> tuple[TrainingSession, list[Volunteer]]:
    """The locked session, and those of the volunteers who are not on its list yet."""
    session = TrainingSession.objects.lock(session.pk)
    _check_takes_place(session, now)
    on_list = (*TAKES_PLACE, Status.WAITING)
    known = set(session.registrations.filter(status__in=on_list).values_list("volunteer_id", flat=True))
    new = [volunteer for volunteer in volunteers if volunteer.pk not in known]
    for volunteer in new:
        rules.check_invitable(volunteer.status, volunteer.name)
        _check_same_programme(session, volunteer)
    return session, new


def _place(
    session: TrainingSession, volunteer: Volunteer, status: str, *, by: User, now: datetime.datetime
) -> TrainingRegistration:
    registration, _created = TrainingRegistration.objects.update_or_create(
        session=session,
        volunteer=volunteer,
        defaults={
            "status": status,
            "invited_at": now,
            "answered_at": now if status == Status.CONFIRMED else None,
            "waiting_since": now if status == Status.WAITING else None,
            "offer_expires_at": None,
            "programme": session.programme,
        },
    )
    trail.record(f"training_registration.{status}", registration, by=by)
    letters.send_place(registration)
    return registration


def _save(registration: TrainingRegistration) -> None:
    registration.full_clean(exclude=["session", "volunteer", "programme"], validate_unique=False)
    registration.save()


def _check_takes_place(session: TrainingSession, now: datetime.datetime) -> None:
    rules.check_not_cancelled(session.is_cancelled)
    rules.check_not_over(session.starts_at, now)


def _check_same_programme(session: TrainingSession, volunteer: Volunteer) -> None:
    if volunteer.programme_id != session.programme_id:
        raise ValidationError(_("%(name)s belongs to another programme."), params={"name": volunteer.name})
