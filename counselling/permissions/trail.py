"""Who may ask who looked at a file."""

from collections.abc import Iterable
from typing import Any

from counselling.models import Case, Client


def can_view_trail(user: Any, client: Client, cases: Iterable[Case]) -> bool:
    """Who is in charge of a case of this person, the deputy, and the head; of the own organisation."""
    if client.controller_id != user.organisation_id:
        return False
    leads = any(user.pk in (case.owner_id, case.deputy_id) for case in cases)
    return leads or user.has_perm("audit.view_trail")
