"""Who may do what with appointments. *Whose* they are has been decided before, by the rows."""

from typing import Any

CHANGE_APPOINTMENT = "counselling.change_appointment"


def can_change_appointment(user: Any, row: Any) -> bool:
    """Everybody at the counter, federal volunteers included, of the own controller; interpreters likewise."""
    return user.has_perm(CHANGE_APPOINTMENT) and row.controller_id == user.organisation_id
