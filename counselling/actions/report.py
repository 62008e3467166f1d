"""Putting the figures right, should they ever differ from what is there to count."""

from typing import Any

from django.db import connection, transaction

from counselling.queries.report import wrong_figures
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
