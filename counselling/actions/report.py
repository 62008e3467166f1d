"""Putting the figures right, should they ever differ from what is there to count."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from counselling.models import ReleasedFigures
from counselling.queries.report import wrong_figures
from counselling.rules.ownership import check_one_controller
from ibs_portal.audit.trail import record, record_reading


@transaction.atomic
def rebuild_figures(*, by: Any) -> int:
    """Counts all contacts and cases anew if any figure is wrong, and says how many were; erased people stay counted.

    For the owner of the database and for jobs.
    """
    wrong = wrong_figures()
    if wrong:
        with connection.cursor() as cursor:
            cursor.execute("SELECT counselling_rebuild_figures()")
        record("figures.rebuilt", by=by)
    return wrong


@transaction.atomic
def export_report(time: str, *, by: Any, kind: str) -> None:
    """Writes down that the figures of a time left the house, and as what: ``pdf``, ``xlsx``, ``csv``, ``text``."""
    record_reading(None, what="report.exported", by=by, reason=f"{time} {kind}")


@transaction.atomic
def release_figures(time: str, *, content: dict[str, Any], by: Any) -> ReleasedFigures:
    """Lets partners see the figures of a time as they are now, in place of what they saw of it before.

    ``content`` holds figures that may leave the house (``outside_report``), and no others.
    """
    controller_id = check_one_controller(by.organisation_id, by)
    released, _is_new = ReleasedFigures.objects.get_or_create(controller_id=controller_id, time=time)
    released.content, released.released_at = content, timezone.now()
    released.full_clean(validate_unique=False)
    released.save()
    record("releasedfigures.published", released, by=by, reason=time)
    return released
