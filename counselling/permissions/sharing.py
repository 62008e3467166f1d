"""Who may do what with partners, releases and referrals. *Whose* file it is has been decided by the rows."""

from typing import Any

from counselling.models.ownership import VIEW_FILE


def can_keep_partner(user: Any) -> bool:
    """Counsellors, integration coordinators and heads of centre; who works at the counter reads the directory."""
    return user.has_perm("counselling.keep_partner")


def can_share_file(user: Any, row: Any) -> bool:
    """Counsellors, integration coordinators and heads of centre, for a file of the own controller: they record
    releases, withdrawals and referrals, also for each other. Nobody may refer without a release."""
    return user.has_perm(VIEW_FILE) and row.controller_id == user.organisation_id
