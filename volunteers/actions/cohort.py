"""Cohorts: announced, corrected, arrived, closed."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.models import Cohort, MatchNeed, Programme, SkilledWorker
from volunteers.rules import cohort as rules

UNDER_WAY = (MatchNeed.State.OPEN, MatchNeed.State.PROPOSED)


@transaction.atomic
def create_cohort(programme: Programme, *, by: User, details: Mapping[str, Any]) -> Cohort:
    """Announces people who arrive together."""
    cohort = Cohort(programme=programme, **details)
    cohort.full_clean()
    cohort.save()
    record("cohort.created", cohort, by=by)
    return cohort


@transaction.atomic
def update_cohort(cohort: Cohort, *, by: User, details: Mapping[str, Any]) -> Cohort:
    """Corrects what is known about a cohort."""
    cohort = Cohort.objects.locked(cohort)
    changed = [name for name, value in details.items() if getattr(cohort, name) != value]
    for name in changed:
        setattr(cohort, name, details[name])
    return _saved(cohort, "cohort.updated", by=by, fields=changed)


@transaction.atomic
def close_cohort(cohort: Cohort, *, by: User, on: datetime.date) -> Cohort:
    """Nobody of it waits any more: it moves to the end of the list. ``ValidationError`` while somebody does."""
    cohort = Cohort.objects.locked(cohort)
    if cohort.is_closed:
        raise ValidationError(_("This cohort is closed already."), code="closed")
    waiting = MatchNeed.objects.filter(worker__cohort=cohort, state__in=UNDER_WAY).count()
    rules.check_closing(waiting=waiting)
    cohort.closed_on = on
    return _saved(cohort, "cohort.closed", by=by, fields=["closed_on"])


@transaction.atomic
def reopen_cohort(cohort: Cohort, *, by: User) -> Cohort:
    """Somebody of it has to be looked after again."""
    cohort = Cohort.objects.locked(cohort)
    cohort.closed_on = None
    return _saved(cohort, "cohort.reopened", by=by, fields=["closed_on"])


@transaction.atomic
def note_arrival(cohort: Cohort, *, by: User, today: datetime.date) -> int:
    """Whoever of it was to have arrived by today is here, since that day. Returns how many."""
    cohort = Cohort.objects.locked(cohort)
    arriving = cohort.workers.select_for_update(of=("self",)).filter(status=SkilledWorker.Status.ARRIVING)
    due = [worker for worker in arriving if (worker.arrives_on or cohort.arrives_on) <= today]
    for worker in due:
        worker.status, worker.arrived_on = SkilledWorker.Status.HERE, worker.arrives_on or cohort.arrives_on
        worker.full_clean(exclude=["user", "cohort", "employer", "programme"])
        worker.save()
        record("worker.arrived", worker, by=by, fields=["status", "arrived_on"])
    return len(due)


def _saved(cohort: Cohort, verb: str, *, by: User, fields: list[str]) -> Cohort:
    cohort.full_clean()
    cohort.save()
    record(verb, cohort, by=by, fields=fields)
    return cohort
