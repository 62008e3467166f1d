"""A list of arriving people becomes a cohort with its people and their needs, in one go; and is taken back."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.audit.trail import record, record_reading
from ibs_portal.documents.lists import staging
from ibs_portal.documents.lists.rows import ListRow
from volunteers.actions.cohort import create_cohort
from volunteers.actions.need import create_need
from volunteers.actions.worker import create_worker
from volunteers.models import Cohort, CohortImport, Offer, Programme, SkilledWorker
from volunteers.queries.cohort_import import import_rows, seen_before
from volunteers.rules.cohort_import import COLUMNS, first_arrival

MOST_AT_ONCE = 500


@transaction.atomic
def stage_cohort(
    content: bytes,
    *,
    by: User,
    programme: Programme,
    file_name: str,
    cohort: Cohort | None = None,
    name: str = "",
    employer: Organisation | None = None,
    agency: Organisation | None = None,
    again: bool = False,
) -> CohortImport:
    """Keeps an uploaded list to be looked at: for ``cohort``, or for a new one of this name, employer and agency.

    ``ValidationError`` for a file that cannot be read, for one that was taken over before unless ``again``, for a
    cohort that is closed and for a new one without a name or with one that is taken.
    """
    _check_cohort(cohort, name, programme)
    staging.check_not_seen(None if again else seen_before(by, staging.fingerprint(content)))
    new = {} if cohort else {"name": name, "employer": employer, "agency": agency}
    batch = CohortImport(programme=cohort.programme if cohort else programme, by=by, cohort=cohort, **new)
    staging.fill(batch, content, file_name=file_name, columns=COLUMNS)
    batch.full_clean()
    batch.save()
    record("cohortimport.uploaded", batch, by=by)
    return batch


@transaction.atomic
def map_cohort(batch: CohortImport, *, by: User, heading_row: int, mapping: Sequence[str] | None) -> CohortImport:
    """Says which row has the headings and what each column is; ``None`` guesses anew."""
    batch = _locked(batch, by)
    staging.check_staged(batch)
    staging.map_columns(batch, columns=COLUMNS, heading_row=heading_row, mapping=mapping)
    batch.full_clean()
    batch.save()
    return batch


@transaction.atomic
def import_cohort(
    batch: CohortImport,
    *,
    by: User,
    now: datetime.datetime,
    arrives_on: datetime.date | None = None,
    help: Iterable[Offer] = (),
    leave_out_alike: bool = True,
) -> CohortImport:
    """Makes the cohort, a skilled worker of every good row, and an open need of each; all of it or nothing.

    ``arrives_on`` is the day of a new cohort; without it, the first day in the list. ``help`` is what all of them wish
    for. Nobody has agreed to anything yet: consents are asked at the first talk. Refused rows stay for a day.
    """
    batch, today, help = _locked(batch, by), timezone.localdate(now), list(help)
    staging.check_staged(batch)
    rows = import_rows(batch, today=today)
    good = staging.good_rows(rows, leave_out_alike=leave_out_alike)
    if len(good) > MOST_AT_ONCE:
        words = _("At most %(most)s people can be taken over at once. Please divide the list.")
        raise ValidationError(words % {"most": MOST_AT_ONCE}, code="too_many")
    cohort = batch.cohort = _cohort_for(batch, good, arrives_on, by=by)
    batch.made = [_enter(row, cohort, help, today=today, by=by, now=now) for row in good]
    cohort.expected = max(cohort.expected, cohort.workers.here().count())
    cohort.save(update_fields=["expected"])
    staging.close(batch, rows)
    batch.save()
    record("cohortimport.taken_over", batch, by=by, reason=str(len(good)))
    return batch


@transaction.atomic
def report_cohort(batch: CohortImport, *, by: User) -> list[list]:
    """The refused rows with their reasons, to be put right; writes down that they were handed out."""
    record_reading(batch, what="cohortimport.exported", by=by)
    return batch.rows


@transaction.atomic
def discard_cohort_list(batch: CohortImport, *, by: User) -> None:
    """Throws a list away that was not taken over."""
    batch = _locked(batch, by)
    staging.check_staged(batch)
    record("cohortimport.discarded", batch, by=by)
    batch.delete()


def _check_cohort(cohort: Cohort | None, name: str, programme: Programme) -> None:
    if cohort and cohort.is_closed:
        raise ValidationError({"cohort": _("This cohort is closed. Open it again first.")}, code="closed")
    if not cohort and not name:
        raise ValidationError({"name": _("Give the new cohort a name, or choose one that is there.")}, code="name")
    if not cohort and Cohort.objects.filter(programme=programme, name=name).exists():
        raise ValidationError({"name": _("There is already a cohort of this name.")}, code="name")


def _cohort_for(batch: CohortImport, good: Sequence[ListRow], arrives_on: Any, *, by: User) -> Cohort:
    if batch.cohort:
        cohort = Cohort.objects.locked(batch.cohort)
        _check_cohort(cohort, "", batch.programme)
        return cohort
    if not (day := arrives_on or first_arrival(good)):
        raise ValidationError({"arrives_on": _("Say when these people arrive: the list has no day.")}, code="arrival")
    details = {"name": batch.name, "employer": batch.employer, "agency": batch.agency, "arrives_on": day}
    return create_cohort(batch.programme, by=by, details=details | {"expected": len(good)})


def _enter(
    row: ListRow, cohort: Cohort, help: list[Offer], *, today: datetime.date, by: User, now: datetime.datetime
) -> int:
    given, family = row.names if row.names[0] else (row.names[1], "")
    own_day = row.facts.get("arrives_on")
    day, is_other_day = own_day or cohort.arrives_on, own_day and own_day != cohort.arrives_on
    details = {
        **row.facts,
        "given_name": given,
        "family_name": family,
        "cohort": cohort,
        "employer": row.facts["employer"] or cohort.employer,
        "arrives_on": own_day if is_other_day else None,
        "arrived_on": day if day <= today else None,
        "status": SkilledWorker.Status.HERE if day <= today else SkilledWorker.Status.ARRIVING,
    }
    try:
        source, languages = SkilledWorker.Source.LIST, row.facts["languages"]
        worker = create_worker(cohort.programme, by=by, details=details, languages=languages, source=source, now=now)
        create_need(worker, by=by, help=help)
    except ValidationError as refused:
        words = _("Row %(number)s: %(why)s") % {"number": row.number, "why": " ".join(refused.messages)}
        raise ValidationError(words, code="row") from refused
    return worker.pk


def _locked(batch: CohortImport, by: User) -> CohortImport:
    rows = CohortImport.objects.visible_to(by).select_related("programme__organisation", "employer", "agency", "cohort")
    return rows.select_for_update(of=("self",)).get(pk=batch.pk)
