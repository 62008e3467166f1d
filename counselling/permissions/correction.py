"""Who may put a contact right: who entered it, for a time."""

import datetime
from typing import Any

from counselling.models import Contact
from counselling.models.ownership import VIEW_FILE
from counselling.rules.contact import can_be_attached, can_be_corrected


def can_correct_contact(user: Any, contact: Contact, *, now: datetime.datetime) -> bool:
    """Whoever entered it, federal volunteers included, for thirty days."""
    return contact.by_id == user.pk and can_be_corrected(contact.created_at, now=now)


def can_attach_contact(user: Any, contact: Contact, *, now: datetime.datetime) -> bool:
    """Whoever entered it and may read files, for twelve weeks, as long as nobody's name stands at it."""
    is_free = contact.client_id is None and can_be_attached(contact.created_at, now=now)
    return is_free and contact.by_id == user.pk and user.has_perm(VIEW_FILE)


def can_write_note(user: Any, contact: Contact) -> bool:
    """Whoever entered the contact of a client and may write notes; there is no end to additions."""
    return contact.by_id == user.pk and contact.client_id is not None and user.has_perm("counselling.view_own_notes")
