"""Who may say who is away."""

from typing import Any

from counselling.models import Absence, StaffMember


def can_enter_absence(user: Any, staff: StaffMember) -> bool:
    """Counsellors, coordinators and heads for everybody of their own organisation; everybody for herself."""
    return _of_own_employer(user, staff.controller_id) and (_may_plan(user) or _is_self(user, staff))


def can_change_absence(user: Any, absence: Absence) -> bool:
    """The same people: of the own organisation, or one's own."""
    return _of_own_employer(user, absence.controller_id) and (_may_plan(user) or _is_self(user, absence.staff))


def _may_plan(user: Any) -> bool:
    return user.has_perm("counselling.plan_absence")


def _is_self(user: Any, staff: StaffMember) -> bool:
    return staff.user_id == user.pk and user.has_perm("counselling.report_absence")


def _of_own_employer(user: Any, controller_id: int) -> bool:
    return controller_id == user.organisation_id
