"""A long list a page at a time, without counting it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest


def page_of(rows: QuerySet, request: HttpRequest, *, size: int = 50) -> dict[str, Any]:
    """``rows`` of the page that ``?seite=`` names (from 1), and the addresses before and after it."""
    wanted = request.GET.get("seite", "1")
    number = int(wanted) if wanted.isdecimal() and 0 < int(wanted) < 10_000 else 1
    found = list(rows[(number - 1) * size : number * size + 1])
    return {
        "rows": found[:size],
        "newer_url": _address(request, number - 1) if number > 1 else "",
        "older_url": _address(request, number + 1) if len(found) > size else "",
    }


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["seite"] = str(number)
    return f"?{query.urlencode()}"
