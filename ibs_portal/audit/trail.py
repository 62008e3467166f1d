"""Writing the trail, in the transaction of the act itself: if it cannot be written, nothing happened."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from ibs_portal.audit.models import Entry


def record(verb: str, row: Model | None = None, *, by: Any, fields: Iterable[str] = (), reason: str = "") -> Entry:
    """Adds an entry.

    ``verb`` is ``<noun>.<past participle>``, ``by`` the acting user (``None`` for the system), ``fields`` the
    names of what changed (names only), ``reason`` a code or what the person typed as a reason.
    """
    return Entry.objects.create(
        verb=verb,
        model=row._meta.label if row is not None else "",
        object_id=row.pk if row is not None else None,
        actor_id=getattr(by, "pk", None),
        organisation_id=getattr(by, "organisation_id", None),
        fields=", ".join(sorted(fields)),
        reason=reason,
    )
