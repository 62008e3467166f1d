"""Deadlines that end soon, for Heute and for the sheet of a hand-over."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from counselling.models import Deadline, DeadlineKind
from counselling.queries.people import name_of
from counselling.rules.deadline import light
from ibs_portal.privacy.sealed_line import with_words

AHEAD = datetime.timedelta(days=14)
SHOWN = 8


def shown_rows(rows: Any, today: datetime.date, *fields: str) -> list[dict[str, Any]]:
    """Plain rows with their title, their light and the words for it."""
    fields = ("pk", "due_on", "kind", "text", "move_reason", "token", "client_id", *fields)
    found = rows.values(*fields, assigned_name=name_of("assigned_to"))
    return [row | deadline_words(row, today) for row in with_words(Deadline, found, "text", "move_reason")]


def deadline_words(row: dict[str, Any], today: datetime.date) -> dict[str, str]:
    return {
        "title": title_of(row),
        "light": light(row["due_on"], today),
        "when": when_words(row["due_on"], today),
    }


def title_of(row: Mapping[str, Any]) -> str:
    return row["text"] or str(DeadlineKind(row["kind"]).label)


def when_words(due_on: datetime.date, today: datetime.date) -> str:
    """The traffic light in words."""
    days = (due_on - today).days
    if days < 0:
        return _("over")
    if days < 2:
        return _("tomorrow") if days else _("today")
    return _("in %(days)s days") % {"days": days}
