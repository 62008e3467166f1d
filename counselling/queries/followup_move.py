"""The follow-ups that are moved together, and what moving them would mean."""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from counselling.models import Absence, Centre, FollowUp
from counselling.queries.clients import primary_names
from counselling.queries.people import name_of
from counselling.queries.workdays import working_days_of
from counselling.rules.followup import urgency
from counselling.rules.followup_move import moved_to
from ibs_portal.privacy.sealed_line import with_words

AT_MOST = 200


def rows_to_move(
    user: Any, chosen: Iterable[str], absence: Absence | None, today: datetime.date
) -> list[dict[str, Any]]:
    """Those of ``chosen``; else of who is away, due before she is back; else one's own that are due."""
    rows = FollowUp.objects.with_file_open_to(user).open()
    keys = [int(key) for key in chosen if key.isdecimal() and len(key) < 10]
    if absence:
        rows = rows.filter(assigned_to=absence.staff.user_id, due_on__lte=absence.ends_on)
    elif keys:
        rows = rows.filter(pk__in=keys)
    else:
        rows = rows.assigned_to(user).filter(due_on__lte=today)
    fields = ("pk", "due_on", "text", "token", "client_id", "client__centre_id", "assigned_to_id")
    found = list(rows.order_by("due_on", "pk").values(*fields, assigned_name=name_of("assigned_to"))[:AT_MOST])
    with_words(FollowUp, found, "text")
    names = primary_names(row["client_id"] for row in found)
    return [row | {"name": names.get(row["client_id"], ""), "urgency": urgency(row["due_on"], today)} for row in found]


def preview_of(rows: list[dict[str, Any]], facts: dict[str, Any], today: datetime.date) -> dict[str, Any]:
    """How many would move, and how many come to each day."""
    moved = [row for row in rows if row["pk"] in facts["chosen"]]
    centres = Centre.objects.filter(pk__in={row["client__centre_id"] for row in moved})
    days = working_days_of(centres, today, facts["on"])
    new = Counter(
        moved_to(
            row["due_on"],
            facts["choice"],
            on=facts["on"],
            today=today,
            is_working_day=days[row["client__centre_id"]],
        )
        for row in moved
    )
    return {"count": len(moved), "days": sorted(new.items()), "who": facts["assigned_to"]}
