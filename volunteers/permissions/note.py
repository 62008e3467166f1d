"""Who may read and take back notes about volunteers."""

from typing import Any

from volunteers.models import Volunteer, VolunteerNote


def can_write_notes(user: Any, volunteer: Volunteer) -> bool:
    """Coordinators of the organisation that runs the programme."""
    runs = user.organisation_id is not None and volunteer.programme.organisation_id == user.organisation_id
    return user.has_perm("volunteers.write_notes") and runs


def can_delete_note(user: Any, note: VolunteerNote) -> bool:
    """Whoever wrote it."""
    return user.has_perm("volunteers.write_notes") and note.author_id == user.pk
