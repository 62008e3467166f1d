"""Rows of the list of files that are shown, both ways."""

from typing import Any

from django.db.models import OuterRef, Subquery

from counselling.models import Disclosure
from counselling.queries.counter import name_from, name_parts
from counselling.queries.paging import Rows, addresses, cursor, page_of


def disclosure_rows(user: Any, *, ours: bool, after: str = "") -> tuple[Rows, str]:
    """What the own organisation shows, or is shown; the newest first. A file that may not be read has no name."""
    rows = Disclosure.objects.visible_to(user)
    rows = rows.filter(controller_id=user.organisation_id) if ours else rows.exclude(controller_id=user.organisation_id)
    if place := cursor(after, int):
        rows = rows.filter(pk__lt=place[0])
    rows = rows.select_related("controller", "recipient").annotate(parts=Subquery(name_parts(OuterRef("client"))))
    address = addresses("counselling:client_detail")
    return page_of([_disclosure_row(row, ours, address) for row in rows.order_by("-pk")[:51]], "pk")


def _disclosure_row(row: Any, ours: bool, address: Any) -> dict[str, Any]:
    is_readable = ours or row.is_live
    return {
        "pk": row.pk,
        "name": name_from(row.parts) if is_readable else "",
        "url": address(row.client_id) if is_readable else "",
        "other": row.recipient.short_name if ours else row.controller.short_name,
        "scope": row.get_scope_display(),
        "basis": row.get_basis_display(),
        "is_live": row.is_live,
        "is_over": row.is_over,
    } | {name: getattr(row, name) for name in ("starts_on", "ends_on", "withdrawn_at", "reason")}
