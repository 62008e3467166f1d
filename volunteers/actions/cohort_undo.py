"""Taking back what came of a list, as long as nobody of it was asked, matched or heard of."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.models import (
    Cohort,
    CohortImport,
    MatchingProposal,
    MatchNeed,
    NeedHelp,
    PairExclusion,
    SkilledWorker,
    WorkerAbsence,
    WorkerLanguage,
)

# What the desk itself has written about somebody of the list goes with her; anything else shows that she was heard of.
GOES_ALONG = (WorkerLanguage, WorkerAbsence, PairExclusion)


@transaction.atomic
def undo_cohort_import(batch: CohortImport, *, by: User, now: datetime.datetime) -> CohortImport:
    """Takes away the people that the list brought and their needs, and the cohort if it is empty then.

    ``ValidationError`` if somebody of them was asked or matched, has logged in, agreed to something or left.
    """
    batch = CohortImport.objects.visible_to(by).select_for_update(of=("self",)).get(pk=batch.pk)
    if not batch.can_be_undone:
        raise ValidationError(_("There is nothing to take back."), code="nothing")
    # Needs before people, as in ``approve_match``: whoever asks somebody of them now waits, and finds nobody any more.
    list(MatchNeed.objects.select_for_update(of=("self",)).filter(worker__in=batch.made).order_by("pk"))
    workers = list(SkilledWorker.objects.select_for_update(of=("self",)).filter(pk__in=batch.made).order_by("pk"))
    _check_untouched(workers)
    _take_away(workers)
    cohort, batch.cohort, batch.made, batch.undone_at = batch.cohort, None, [], now
    batch.save()
    record("cohortimport.undone", batch, by=by, reason=str(len(workers)))
    if cohort and batch.name and not cohort.workers.exists() and not cohort.gettogethers.exists():
        _delete_cohort(cohort, by=by)
    return batch


def _check_untouched(workers: Sequence[SkilledWorker]) -> None:
    touched = next((worker for worker in workers if _is_touched(worker)), None)
    if touched:
        words = _("%(name)s was asked or matched, has logged in, agreed to something or left. The list stays.")
        raise ValidationError(words % {"name": touched.name}, code="touched")


def _is_touched(worker: SkilledWorker) -> bool:
    has_acted = worker.user_id or worker.left_on or worker.erased_on
    rows = (worker.matches, worker.consents, worker.badges, worker.erasures)
    return bool(has_acted) or any(found.exists() for found in rows)


def _take_away(workers: Sequence[SkilledWorker]) -> None:
    needs = MatchNeed.objects.filter(worker__in=workers)
    for rows in (
        NeedHelp.objects.filter(need__in=needs),
        MatchingProposal.objects.filter(need__in=needs),
        *(model._default_manager.filter(worker__in=workers) for model in GOES_ALONG),
        needs,
        SkilledWorker.objects.filter(pk__in=[worker.pk for worker in workers]),
    ):
        # Django would look into every table that could hang on them, also those that the desk may not empty.
        rows._raw_delete(rows.db)  # type: ignore[union-attr]


def _delete_cohort(cohort: Cohort, *, by: User) -> None:
    record("cohort.deleted", cohort, by=by)
    cohort.delete()
