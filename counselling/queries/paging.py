"""Lists by fifty: the place to go on from, and the addresses of many rows."""

import datetime
from typing import Any
from urllib.parse import urlencode

from ibs_portal.ui.addresses import address

ROWS = 50
Rows = list[dict[str, Any]]


def addresses(name: str) -> Any:
    """``address(pk)`` for many rows of one list: the address is reversed once."""
    before, _zero, after = address(name, 0).rpartition("/0/")
    return lambda pk: f"{before}/{pk}/{after}"


def page_of(rows: Rows, *cursor_fields: str) -> tuple[Rows, str]:
    """The rows of this page, and the query string of the next one (``""`` on the last)."""
    shown = rows[:ROWS]
    if len(rows) <= ROWS:
        return shown, ""
    return shown, urlencode({"after": "~".join(str(shown[-1][field]) for field in cursor_fields)})


def cursor(text: str, *kinds: Any) -> tuple[Any, ...] | None:
    """The parts of ``after``; ``None`` if it is mangled, which shows the first page."""
    parts = text.split("~")
    try:
        return tuple(kind(part) for kind, part in zip(kinds, parts, strict=True))
    except ValueError:
        return None


def moment(text: str) -> datetime.datetime:
    """A part of ``after``; one without a zone was not written by us (``ValueError``)."""
    found = datetime.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found
