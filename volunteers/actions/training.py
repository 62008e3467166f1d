"""Courses and their sessions: planned, changed, cancelled."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.actions.training_places import offer_free_places
from volunteers.emails.training import tell_of_cancellation, tell_of_change
from volunteers.models import Programme, Training, TrainingRegistration, TrainingSession
from volunteers.models.training import LIVE
from volunteers.queries.narrow import places_taken
from volunteers.rules import training as rules

# What people who come have to know; a change of anything else needs no mail.
TOLD = ("starts_at", "ends_at", "place")


@transaction.atomic
def create_training(programme: Programme, *, by: User, details: Mapping[str, Any]) -> Training:
    """Makes a course that sessions can be planned of."""
    training = Training(programme=programme, **details)
    training.full_clean()
    training.save()
    trail.record("training.created", training, by=by)
    return training


@transaction.atomic
def update_training(training: Training, *, by: User, details: Mapping[str, Any]) -> Training:
    """Corrects a course. What is granted already keeps its end: a new validity is for those who come from now on."""
    training = Training.objects.select_for_update(of=("self",)).get(pk=training.pk)
    changed = _set(training, details)
    training.full_clean()
    training.save()
    trail.record("training.updated", training, by=by, fields=changed)
    return training


@transaction.atomic
def create_session(training: Training, *, by: User, **details: Any) -> TrainingSession:
    """Plans a training on a date; ``details`` are ``starts_at``, ``ends_at``, ``place``, ``capacity``, ``is_open``."""
    session = TrainingSession(programme=training.programme, training=training, **details)
    session.full_clean()
    session.save()
    trail.record("training_session.created", session, by=by)
    return session


@transaction.atomic
def update_session(session: TrainingSession, *, by: User, now: datetime.datetime, **details: Any) -> TrainingSession:
    """Moves a session or changes its places. Another time or place is told to everybody, with the calendar entry.

    More places go to the waiting list first. ``ValidationError``: cancelled, begun, or fewer places than taken.
    """
    session = TrainingSession.objects.lock(session.pk)
    rules.check_not_cancelled(session.is_cancelled)
    rules.check_not_over(session.starts_at, now)
    changed = _set(session, details)
    rules.check_capacity(session.capacity, places_taken(session))
    is_news = bool(set(changed) & set(TOLD))
    if is_news:
        session.revision, session.changed_at = session.revision + 1, now
    session.full_clean()
    session.save()
    trail.record("training_session.updated", session, by=by, fields=changed)
    if is_news:
        tell_of_change(session)
    offer_free_places(session, by=by, now=now)
    return session


@transaction.atomic
def cancel_session(session: TrainingSession, *, by: User, now: datetime.datetime, reason: str) -> TrainingSession:
    """Calls a session off; everybody who comes or waits is told why, and the entry leaves their calendars."""
    session = TrainingSession.objects.lock(session.pk)
    rules.check_not_cancelled(session.is_cancelled)
    rules.check_not_over(session.starts_at, now)
    session.cancelled_at, session.cancel_reason = now, reason
    session.revision, session.changed_at = session.revision + 1, now
    session.full_clean()
    session.save()
    trail.record("training_session.cancelled", session, by=by, fields=["cancelled_at"], reason=reason)
    tell_of_cancellation(session)
    live = session.registrations.filter(status__in=LIVE)
    live.update(status=TrainingRegistration.Status.CANCELLED, offer_expires_at=None)
    return session


def _set(row: Any, details: Mapping[str, Any]) -> list[str]:
    changed = [name for name, value in details.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, details[name])
    return changed
