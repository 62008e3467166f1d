"""Who may keep deadlines."""

from typing import Any

from counselling.models import Client, Deadline


def can_keep_deadlines(user: Any, row: Client | Deadline) -> bool:
    """Counsellors, coordinators and heads of the own controller: colleagues stand in for each other."""
    return user.has_perm("counselling.keep_deadlines") and row.controller_id == user.organisation_id
