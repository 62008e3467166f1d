"""Entering skilled workers, correcting their details, and ending their time in the programme."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.actions.consent_note import note_consents
from volunteers.models import ConsentHow, Match, MatchNeed, Programme, SkilledWorker, WorkerLanguage

FIELDS = (
    "cohort",
    "given_name",
    "family_name",
    "original_name",
    "email",
    "phone",
    "contact_language",
    "origin",
    "profession",
    "employer",
    "availability",
    "shifts",
    "interests",
    "postcode",
    "district",
    "gender",
    "max_minutes",
    "situation",
    "arrives_on",
    "arrived_on",
    "status",
)


@transaction.atomic
def create_worker(
    programme: Programme,
    *,
    by: User | None,
    details: Mapping[str, Any],
    languages: Iterable[tuple[str, int]] = (),
    consents: Iterable[str] = (),
    how: str = ConsentHow.PHONE,
    source: str = SkilledWorker.Source.PHONE,
    now: datetime.datetime | None = None,
) -> SkilledWorker:
    """Enters a skilled worker. ``languages`` are pairs of code and level (1 to 4). No account is made.

    ``consents`` are the kinds that she agreed to, ``how`` she did; people of a list agree when they first log in.
    Whoever signs up later with this e-mail address finds this row.
    """
    now = now or timezone.now()
    worker = SkilledWorker(programme=programme, profile_completed_at=now, source=source)
    worker.applied_on = timezone.localdate(now)
    write_worker(worker, verb="worker.created", by=by, details=details, languages=languages)
    note_consents(worker, consents, by=by, now=now, how=how)
    return worker


@transaction.atomic
def update_worker(
    worker: SkilledWorker, *, by: User, details: Mapping[str, Any], languages: Iterable[tuple[str, int]] | None = None
) -> SkilledWorker:
    """Corrects details; ``languages=None`` leaves the languages as they are."""
    return write_worker(_locked(worker), verb="worker.updated", by=by, details=details, languages=languages)


@transaction.atomic
def follow_worker_address(user: User, *, email: str, by: User) -> SkilledWorker | None:
    """Takes over the new e-mail address of an account; ``None`` if the account is no skilled worker's."""
    worker = SkilledWorker.objects.select_for_update(of=("self",)).filter(user=user).first()
    if worker is None:
        return None
    return write_worker(worker, verb="worker.updated", by=by, details={"email": email})


@transaction.atomic
def end_worker(worker: SkilledWorker, *, by: User, on: datetime.date, reason: str) -> SkilledWorker:
    """Ends the time in the programme (code of ``SkilledWorker.EndReason``) and closes a waiting need.

    ``ValidationError`` while a match is asked or active: that ends first, with its own reason.
    """
    worker = _locked(worker)
    if Match.objects.filter(worker=worker).holding_a_place().exists():
        raise ValidationError(_("There is still a match under way. Please end it first."))
    return leave_as_worker(worker, by=by, on=on, reason=reason)


@transaction.atomic
def leave_as_worker(worker: SkilledWorker, *, by: User, on: datetime.date, reason: str) -> SkilledWorker:
    """Writes the end of a worker whose row is locked and who has no match under way."""
    worker.status, worker.left_on, worker.end_reason = SkilledWorker.Status.LEFT, on, reason
    worker.full_clean(exclude=["user", "cohort", "employer"])
    worker.save()
    worker.needs.filter(state=MatchNeed.State.OPEN).update(state=MatchNeed.State.CLOSED)
    record("worker.ended", worker, by=by, fields=["status", "left_on", "end_reason"], reason=reason)
    return worker


@transaction.atomic
def write_worker(
    worker: SkilledWorker,
    *,
    verb: str,
    by: User | None,
    details: Mapping[str, Any],
    languages: Iterable[tuple[str, int]] | None = None,
) -> SkilledWorker:
    """Sets the given details, checks and saves the row, new or locked by the caller; ``verb`` is for the trail."""
    changed = _set(worker, {name: value for name, value in details.items() if name in FIELDS})
    # The account stands with the row or is made with it; whoever is asking need not see it.
    worker.full_clean(exclude=["user"])
    worker.save()
    if languages is not None:
        _replace_languages(worker, dict(languages))
        changed.append("languages")
    record(verb, worker, by=by, fields=changed)
    return worker


def _set(row: Any, details: Mapping[str, Any]) -> list[str]:
    changed = [name for name, value in details.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, details[name])
    return changed


def _replace_languages(worker: SkilledWorker, languages: Mapping[str, int]) -> None:
    worker.languages.all().delete()
    rows = [
        WorkerLanguage(programme=worker.programme, worker=worker, code=code, level=level)
        for code, level in languages.items()
    ]
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)
    WorkerLanguage.objects.bulk_create(rows)


def _locked(worker: SkilledWorker) -> SkilledWorker:
    return SkilledWorker.objects.select_related("programme").select_for_update(of=("self",)).get(pk=worker.pk)
