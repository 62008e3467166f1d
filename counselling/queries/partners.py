"""Rows of the directory of partners."""

from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from counselling.models import Partner, Topic
from counselling.queries.paging import Rows, addresses, cursor, page_of


def partner_rows(
    *,
    q: str = "",
    topic: Topic | None = None,
    language: str = "",
    kind: str = "",
    stale: bool = False,
    after: str = "",
    with_unused: bool = False,
) -> tuple[Rows, str]:
    """By name, fifty at a time, with their topics in one query more."""
    rows = Partner.objects.stale(timezone.localdate()) if stale else Partner.objects.all()
    rows = (rows if with_unused else rows.in_use()).offering(text=q, topic=topic, language=language, kind=kind)
    rows = rows.annotate(sort=Lower("name"))
    if place := cursor(after, str, int):
        rows = rows.filter(Q(sort__gt=place[0]) | Q(sort=place[0], pk__gt=place[1]))
    found = list(rows.order_by("sort", "pk").prefetch_related("topics")[:51])
    address = addresses("counselling:partner_detail")
    return page_of([_row(partner, address) for partner in found], "sort", "pk")


def _row(partner: Any, address: Any) -> dict[str, Any]:
    return {
        "pk": partner.pk,
        "sort": partner.sort,
        "partner": partner,
        "kind": partner.get_kind_display(),
        "topics": ", ".join(topic.label for topic in partner.topics.all()),
        "languages": partner.language_names,
        "url": address(partner.pk),
    }


def partner_hits(text: str, *, limit: int = 5) -> list[dict[str, str]]:
    """Partners for the staff search."""
    return [
        {
            "title": partner.name,
            "second": " · ".join(filter(None, [str(partner.get_kind_display()), partner.phone, partner.town])),
            "url": reverse("counselling:partner_detail", args=[partner.pk]),
        }
        for partner in Partner.objects.in_use().offering(text=text)[:limit]
    ]
