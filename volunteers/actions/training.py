"""Planning sessions, inviting to them, answers, and who was there."""

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.actions.volunteer import set_status
from volunteers.emails.volunteer import send_invitation
from volunteers.models import QualificationGrant, Training, TrainingRegistration, TrainingSession, Volunteer
from volunteers.models.training import TAKES_PLACE
from volunteers.queries.narrow import places_taken
from volunteers.queries.qualification import is_qualified
from volunteers.rules import training as rules

Status = TrainingRegistration.Status


@transaction.atomic
def create_session(training: Training, *, by: User, **details: Any) -> TrainingSession:
    """Plans a training on a date; ``details`` are ``starts_at``, ``ends_at``, ``place`` and ``capacity``."""
    session = TrainingSession(programme=training.programme, training=training, **details)
    session.full_clean()
    session.save()
    trail.record("training_session.created", session, by=by)
    return session


@transaction.atomic
def invite_to_session(
    session: TrainingSession, *, volunteers: Iterable[Volunteer], by: User, now: datetime.datetime
) -> list[TrainingRegistration]:
    """Invites all of these volunteers by mail, or nobody if they do not all fit.

    The session is locked, so that two coordinators do not give the last place twice. Who is already invited
    is left alone; who declined is asked again.
    """
    session = _locked(session)
    rules.check_not_over(session.starts_at, now)
    taken = set(session.registrations.filter(status__in=TAKES_PLACE).values_list("volunteer_id", flat=True))
    new = [volunteer for volunteer in volunteers if volunteer.pk not in taken]
    for volunteer in new:
        rules.check_invitable(volunteer.status, volunteer.name)
        _check_same_programme(session, volunteer)
    rules.check_places(session.capacity, len(taken), len(new))
    return [_invite(session, volunteer, by, now) for volunteer in new]


def _invite(session: TrainingSession, volunteer: Volunteer, by: User, now: datetime.datetime) -> TrainingRegistration:
    registration, _created = TrainingRegistration.objects.update_or_create(
        session=session,
        volunteer=volunteer,
        defaults={"status": Status.INVITED, "invited_at": now, "answered_at": None, "programme": session.programme},
    )
    trail.record("training_registration.invited", registration, by=by)
    send_invitation(registration)
    return registration


@transaction.atomic
def answer_invitation(
    registration: TrainingRegistration, *, is_coming: bool, by: User, now: datetime.datetime
) -> TrainingRegistration:
    """Confirms or declines an invitation; changing one's mind needs a free place again."""
    session = _locked(registration.session)
    registration = TrainingRegistration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    rules.check_not_over(session.starts_at, now)
    rules.check_answer(registration.status)
    if is_coming and registration.status == Status.DECLINED:
        rules.check_places(session.capacity, places_taken(session), 1)
    registration.status = Status.CONFIRMED if is_coming else Status.DECLINED
    registration.answered_at = now
    registration.full_clean(exclude=["session", "volunteer"])
    registration.save()
    trail.record(f"training_registration.{registration.status}", registration, by=by, fields=["status"])
    return registration


@transaction.atomic
def mark_attendance(
    session: TrainingSession, *, attended: Collection[int], by: User, now: datetime.datetime
) -> TrainingSession:
    """Records for everybody on the list who was there (keys of registrations) and who was not.

    Whoever was there gets the qualification from that day on; whoever is accepted and has all mandatory
    trainings by it becomes trained. Correcting the list later takes a qualification back, not a status.
    """
    session = _locked(session)
    rules.check_begun(session.starts_at, now)
    registrations = session.registrations.select_for_update(of=("self", "volunteer")).select_related(
        "volunteer__programme"
    )
    for registration in registrations.order_by("pk"):
        if registration.pk in attended:
            _was_there(registration, session, by=by, now=now)
        elif registration.status != Status.DECLINED:
            _was_not_there(registration, session)
    trail.record("training_session.attended", session, by=by)
    return session


def _was_there(
    registration: TrainingRegistration, session: TrainingSession, *, by: User, now: datetime.datetime
) -> None:
    registration.status = Status.ATTENDED
    registration.save()
    day, volunteer = timezone.localdate(session.starts_at), registration.volunteer
    QualificationGrant.objects.get_or_create(
        volunteer=volunteer,
        training=session.training,
        granted_on=day,
        defaults={
            "programme": session.programme,
            "expires_on": rules.last_valid_day(day, session.training.valid_months),
        },
    )
    today = timezone.localdate(now)
    if volunteer.status == Volunteer.Status.ACCEPTED and is_qualified(volunteer, today):
        set_status(volunteer, Volunteer.Status.TRAINED, by=by, today=today)


def _was_not_there(registration: TrainingRegistration, session: TrainingSession) -> None:
    registration.status = Status.MISSED
    registration.save()
    QualificationGrant.objects.filter(
        volunteer=registration.volunteer_id,
        training=session.training,
        granted_on=timezone.localdate(session.starts_at),
    ).delete()


def _check_same_programme(session: TrainingSession, volunteer: Volunteer) -> None:
    if volunteer.programme_id != session.programme_id:
        raise ValidationError(_("%(name)s belongs to another programme."), params={"name": volunteer.name})


def _locked(session: TrainingSession) -> TrainingSession:
    rows = TrainingSession.objects.select_related("programme", "training").select_for_update(of=("self",))
    return rows.get(pk=session.pk)
