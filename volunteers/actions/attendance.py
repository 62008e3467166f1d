"""Who was there, what it qualifies for, and the reminder before that runs out."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.actions.volunteer import set_status
from volunteers.emails.training import send_renewal
from volunteers.models import QualificationGrant, TrainingRegistration, TrainingSession, Volunteer
from volunteers.queries.qualification import is_qualified
from volunteers.queries.training import renewal_rows
from volunteers.rules import training as rules

Status = TrainingRegistration.Status


@transaction.atomic
def mark_attendance(
    session: TrainingSession, *, attended: Collection[int], by: User, now: datetime.datetime
) -> TrainingSession:
    """Records for everybody on the list who was there (keys of registrations) and who was not.

    Whoever was there gets the qualification from that day on; whoever is accepted and has all mandatory
    trainings by it becomes trained. Correcting the list later takes a qualification back, not a status.
    """
    session = TrainingSession.objects.lock(session.pk)
    rules.check_not_cancelled(session.is_cancelled)
    rules.check_begun(session.starts_at, now)
    registrations = session.registrations.on_list().select_for_update(of=("self", "volunteer"))
    for registration in registrations.select_related("volunteer__programme").order_by("pk"):
        if registration.pk in attended:
            _was_there(registration, session, by=by, now=now)
        else:
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


@transaction.atomic
def remind_of_renewals(*, by: User | None, now: datetime.datetime) -> int:
    """Writes once to everybody whose qualification runs out within six months; how many mails. Runs every night."""
    today = timezone.localdate(now)
    due = QualificationGrant.objects.to_renew(today).filter(reminded_at=None, expires_on__gte=today)
    sent = 0
    for grant in due.select_related("volunteer__programme__organisation", "training").select_for_update(of=("self",)):
        grant.reminded_at = now
        grant.save(update_fields=["reminded_at"])
        if send_renewal(grant, now):
            trail.record("qualification.reminded", grant, by=by)
            sent += 1
    return sent


@transaction.atomic
def export_session(session: TrainingSession, *, by: User) -> list[TrainingRegistration]:
    """Hands out the list of a session for a file and writes down that it left the house."""
    trail.record_reading(session, what="training_session.exported", by=by)
    return list(session.registrations.select_related("volunteer"))


@transaction.atomic
def export_renewals(*, by: User, now: datetime.datetime) -> list[QualificationGrant]:
    """Hands out what runs out for a file and writes it down."""
    trail.record("qualification.exported", by=by)
    return list(renewal_rows(by, now))
