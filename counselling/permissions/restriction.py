"""Who may restrict a file, where its cases have been read already."""

from collections.abc import Iterable
from typing import Any

from counselling.models import Case, Client
from counselling.models.ownership import VIEW_RESTRICTED


def may_restrict(user: Any, client: Client, cases: Iterable[Case]) -> bool:
    """As ``can_restrict_file``, without asking the database again."""
    if client.controller_id != user.organisation_id:
        return False
    return user.has_perm(VIEW_RESTRICTED) or any(case.is_open and case.owner_id == user.pk for case in cases)
