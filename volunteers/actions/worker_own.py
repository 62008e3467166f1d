"""What a skilled worker says about her shifts and wishes, herself or through the desk."""

from collections.abc import Iterable

from django.db import transaction

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.models import SkilledWorker
from volunteers.rules.shifts import ShiftPattern, check_pattern

# Stays as it is, and whoever changes her own row need not see it.
FIXED = ("programme", "cohort", "user", "employer")


@transaction.atomic
def set_shifts(worker: SkilledWorker, *, by: User, kind: str, pattern: ShiftPattern | None) -> SkilledWorker:
    """Sets the shift pattern, or takes it away (``kind`` empty)."""
    worker = _locked(worker)
    worker.shift_kind = kind
    worker.shift_cycle = pattern.cycle if pattern else ""
    worker.shift_starts_on = pattern.starts_on if pattern else None
    check_pattern(worker.shift_kind, worker.shift_cycle, worker.shift_starts_on)
    worker.full_clean(exclude=FIXED)
    worker.save()
    record("worker.updated", worker, by=by, fields=["shift_kind", "shift_cycle", "shift_starts_on"])
    return worker


@transaction.atomic
def set_wishes(
    worker: SkilledWorker, *, by: User, gender: str, situation: Iterable[str], max_minutes: int | None
) -> SkilledWorker:
    """What both sides may have in common, and how far a way may be; all of it by free choice."""
    worker = _locked(worker)
    worker.gender, worker.situation, worker.max_minutes = gender, list(situation), max_minutes
    worker.full_clean(exclude=FIXED)
    worker.save()
    record("worker.updated", worker, by=by, fields=["gender", "situation", "max_minutes"])
    return worker


def _locked(worker: SkilledWorker) -> SkilledWorker:
    return SkilledWorker.objects.select_related("programme").select_for_update(of=("self",)).get(pk=worker.pk)
