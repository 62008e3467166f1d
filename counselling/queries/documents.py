"""The documents of a file, without their content."""

from typing import Any

from django.utils import timezone

from counselling.models import Client, Document
from counselling.queries.people import name_of

SHOWN = 200


def documents_of(user: Any, client: Client) -> list[Any]:
    """The newest first, with ``by_name`` and ``has_expired``."""
    rows = Document.objects.visible_to(user).filter(client=client).annotate(by_name=name_of("uploaded_by"))
    found: list[Any] = list(rows[:SHOWN])
    today = timezone.localdate()
    for row in found:
        row.has_expired = bool(row.expires_on and row.expires_on < today)
    return found
