"""Who may do what with a client's file. *Whose* file it is has been decided before, by the rows."""

from typing import Any

from counselling.models import Case, Client, Contact, Disclosure, FollowUp
from counselling.models.ownership import VIEW_FILE, VIEW_RESTRICTED
from counselling.rules.contact import can_be_undone


def can_view_file(user: Any, client: Client) -> bool:
    """Counsellors, integration coordinators and heads of centre, of the client's own controller."""
    return user.has_perm("counselling.view_client_file") and _holds(user, client)


def can_change_client(user: Any, client: Client) -> bool:
    """The same people as for reading the file."""
    return user.has_perm("counselling.change_client") and _holds(user, client)


def can_restrict_file(user: Any, client: Client) -> bool:
    """Heads of centre, and whoever leads an open case of the client; of the client's own controller."""
    if not user.has_perm(VIEW_FILE) or not _holds(user, client):
        return False
    return user.has_perm(VIEW_RESTRICTED) or client.cases.open().filter(owner=user).exists()


def can_open_case(user: Any, client: Client) -> bool:
    """Counsellors, integration coordinators and heads of centre, of the client's own controller."""
    return user.has_perm("counselling.open_case") and _holds(user, client)


def can_close_case(user: Any, case: Case) -> bool:
    """Counsellors, coordinators and heads of the own controller, not only who is in charge: people fall ill."""
    return user.has_perm("counselling.close_case") and _holds(user, case)


def can_change_plan(user: Any, row: Any) -> bool:
    """Of a case or plan: counsellors, coordinators and heads of the own controller; colleagues stand in."""
    return user.has_perm("counselling.open_case") and _holds(user, row)


def can_assign_case(user: Any, case: Case) -> bool:
    """Heads of centre; whoever is in charge may hand over her own case or name her deputy."""
    is_own = case.owner_id == user.pk and user.has_perm("counselling.open_case")
    return (is_own or user.has_perm("counselling.assign_case")) and _holds(user, case)


def can_change_followup(user: Any, followup: FollowUp) -> bool:
    """Counsellors, coordinators and heads of the own controller: colleagues stand in for each other."""
    return user.has_perm("counselling.change_followup") and _holds(user, followup)


def can_disclose_file(user: Any, client: Client) -> bool:
    """Heads of centre, and whoever leads an open case of the client; of the client's own controller."""
    if not user.has_perm(VIEW_FILE) or not _holds(user, client):
        return False
    return user.has_perm("counselling.disclose_file") or client.cases.open().filter(owner=user).exists()


def can_withdraw_disclosure(user: Any, disclosure: Disclosure) -> bool:
    """The same people as for disclosing, and whoever gave it."""
    return _holds(user, disclosure) and (disclosure.by_id == user.pk or can_disclose_file(user, disclosure.client))


def can_open_notes(user: Any, client: Client) -> bool:
    """Counsellors, integration coordinators and heads of centre, of the client's own controller; it is noted."""
    return user.has_perm("counselling.open_notes") and _holds(user, client)


def can_undo_contact(user: Any, contact: Contact, *, now) -> bool:
    """Whoever entered the contact, for ten minutes."""
    return contact.by_id == user.pk and can_be_undone(contact.created_at, now=now)


def _holds(user: Any, row: Any) -> bool:
    return row.controller_id == user.organisation_id
