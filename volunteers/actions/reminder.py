"""Reminding people of the step that is theirs. What was sent stands on their row, so that nothing is sent twice."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.emails.letter import send_from_programme
from volunteers.models import SkilledWorker, TrainingRegistration, Volunteer
from volunteers.rules import reminder as rules

LEFT_OR_PAUSED = (Volunteer.Status.LEFT, Volunteer.Status.PAUSED)
UNCONFIRMED = Q(source="online", confirmed_at=None)
UNFINISHED = Q(profile_completed_at=None) & ~Q(confirmed_at=None) & ~Q(user=None)


@transaction.atomic
def remind_people(*, by: User | None, now: datetime.datetime) -> int:
    """Writes to everybody who is due, each of them for one step; returns how many mails.

    Asked of the code of a sign-up, of a profile that was begun, of a training nobody answered to. Whoever has done the
    step, pauses or has left gets nothing: every row is looked at again while it is locked.
    """
    today = timezone.localdate(now)
    sent = 0
    for model in (Volunteer, SkilledWorker):
        sent += sum(_remind(model, pk, today, by) for pk in _here(model).filter(UNCONFIRMED | UNFINISHED))
    return sent + sum(_remind_of_training(pk, today, now, by) for pk in _unanswered(now))


def _here(model: Any) -> Any:
    rows = model.objects.exclude(email="").filter(left_on=None)
    rows = rows.filter(status="applied") if model is Volunteer else rows
    return rows.order_by("pk").values_list("pk", flat=True)


def _remind(model: Any, pk: int, today: datetime.date, by: User | None) -> int:
    person = _locked(model, pk)
    if person.left_on or (person.profile_completed_at and person.confirmed_at):
        return 0
    is_unconfirmed = person.source == "online" and person.confirmed_at is None
    stages = rules.CODE if is_unconfirmed else rules.PROFILE
    since = person.applied_on if is_unconfirmed else timezone.localdate(person.confirmed_at)
    stage = rules.due_stage(stages, since=since, today=today, sent=person.reminders)
    return _send(person, stage, "reminder_code" if is_unconfirmed else "reminder_profile", by) if stage else 0


def _unanswered(now: datetime.datetime) -> Any:
    rows = TrainingRegistration.objects.filter(status=TrainingRegistration.Status.INVITED, session__starts_at__gt=now)
    rows = rows.exclude(volunteer__email="").exclude(volunteer__status__in=LEFT_OR_PAUSED)
    return rows.order_by("pk").values_list("pk", flat=True)


def _remind_of_training(pk: int, today: datetime.date, now: datetime.datetime, by: User | None) -> int:
    registration = TrainingRegistration.objects.select_related("session__training").get(pk=pk)
    person, stage = _locked(Volunteer, registration.volunteer_id), f"training_{pk}"
    is_due = rules.is_invitation_due(
        invited=timezone.localdate(registration.invited_at),
        training_on=timezone.localdate(registration.session.starts_at),
        today=today,
    )
    if not is_due or stage in person.reminders or person.status in LEFT_OR_PAUSED:
        return 0
    answer_url = settings.SITE_URL + reverse("volunteers:my_training", args=[pk])
    return _send(person, stage, "reminder_training", by, session=registration.session, answer_url=answer_url)


def _send(person: Any, stage: str, letter: str, by: User | None, **context: Any) -> int:
    person.reminders = [*person.reminders, stage]
    person.save(update_fields=["reminders"])
    record("reminder.sent", person, by=by, reason=stage)
    context |= {"person": person, "programme": person.programme}
    context["login_url"] = settings.SITE_URL + reverse("account_request_login_code")
    send_from_programme(letter, to=person.email, language=person.contact_language, context=context)
    return 1


def _locked(model: Any, pk: int) -> Any:
    rows = model.objects.select_related("programme__organisation").select_for_update(of=("self",))
    return rows.get(pk=pk)
