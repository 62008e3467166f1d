"""Who may do what with volunteers, groups and trainings."""

from typing import Any

from volunteers.models import CompanionGroup, TrainingSession, Volunteer


def can_change_volunteer(user: Any, volunteer: Volunteer) -> bool:
    """Coordinators of the organisation that runs the programme; volunteers change themselves on own pages."""
    return user.has_perm("volunteers.change_volunteer") and _runs(user, volunteer)


def can_check_clearance(user: Any, volunteer: Volunteer) -> bool:
    """Coordinators, in a programme that asks for a certificate of conduct."""
    return (
        user.has_perm("volunteers.check_clearance") and _runs(user, volunteer) and volunteer.programme.needs_clearance
    )


def can_change_group(user: Any, group: CompanionGroup) -> bool:
    """Coordinators of the organisation that runs the programme."""
    return user.has_perm("volunteers.change_group") and _runs(user, group)


def can_plan_training(user: Any, session: TrainingSession) -> bool:
    """Coordinators of the organisation that runs the programme."""
    return user.has_perm("volunteers.plan_training") and _runs(user, session)


def _runs(user: Any, row: Any) -> bool:
    return user.organisation_id is not None and row.programme.organisation_id == user.organisation_id
