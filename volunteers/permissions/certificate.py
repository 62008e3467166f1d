"""Who may do what with certificates. *Whose* they are has been decided before, by ``visible_to``."""

from typing import Any

from volunteers.models import Certificate, Volunteer


def can_issue_certificate(user: Any, volunteer: Volunteer) -> bool:
    """Coordinators of the programme; volunteers make their own on their own page."""
    return user.has_perm("volunteers.issue_certificate") and _runs(user, volunteer)


def can_revoke_certificate(user: Any, certificate: Certificate) -> bool:
    """Coordinators of the programme, once."""
    return user.has_perm("volunteers.issue_certificate") and _runs(user, certificate) and certificate.is_genuine


def _runs(user: Any, row: Any) -> bool:
    return user.organisation_id is not None and row.programme.organisation_id == user.organisation_id
