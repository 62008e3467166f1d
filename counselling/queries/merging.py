"""What a merge moves, in words; the merges that can still be undone."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.utils import timezone

from counselling.models import ClientMerge
from counselling.models.merge import UNDO_FOR
from counselling.queries.clients import primary_names
from counselling.queries.people import name_of

MOST = 100


def told(moved: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each kind of row its name, how many move and how many stay as they would be double."""
    names = {model._meta.db_table: model._meta.verbose_name_plural for model in apps.get_models()}
    rows = [
        {"label": str(names.get(part["table"], part["table"])), "moves": len(part["keys"]), "stays": len(part["stays"])}
        for part in moved
    ]
    return sorted(rows, key=lambda row: row["label"])


def recent_merges(user: Any) -> list[dict[str, Any]]:
    """Merges of the own house that stand and are not older than thirty days, the newest first."""
    rows = ClientMerge.objects.visible_to(user).standing().filter(at__gt=timezone.now() - UNDO_FOR)
    fields = ("pk", "client_id", "client__file_number", "merged__file_number", "at", "moved")
    found = list(rows.order_by("-at", "-pk").values(*fields, by_name=name_of("by"))[:MOST])
    names = primary_names(row["client_id"] for row in found)
    for row in found:
        row.update(name=names.get(row["client_id"], ""), until=row["at"] + UNDO_FOR)
        row["number"] = sum(len(part["keys"]) for part in row.pop("moved"))
    return found
