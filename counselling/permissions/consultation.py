"""Who may say when a colleague can be spoken to."""

from typing import Any

from counselling.models import StaffMember
from counselling.permissions.absence import can_enter_absence


def can_set_consultation_hours(user: Any, staff: StaffMember) -> bool:
    """The same people who say who is away: for colleagues of the own organisation, everybody for herself."""
    return can_enter_absence(user, staff)
