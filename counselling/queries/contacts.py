"""Single contacts in words, and the anonymous ones that may still become part of a file."""

import datetime
from typing import Any

from django.utils import timezone

from counselling.models import Contact, ContactNote, NoteAddendum
from counselling.queries.counter import contact_lines
from counselling.rules.contact import ATTACH_FOR, can_be_rewritten

MOST = 40


def contact_line(contact: Contact) -> dict[str, Any]:
    """One contact with name, topics and language in words."""
    return contact_lines(Contact.objects.filter(pk=contact.pk), timezone.now(), "channel", "persons_counted")[0]


def waiting_for_a_name(user: Any, now: datetime.datetime) -> list[dict[str, Any]]:
    """Own anonymous contacts of the last twelve weeks, the newest first."""
    rows = Contact.objects.recorded_by(user).anonymous().filter(created_at__gte=now - ATTACH_FOR)
    return contact_lines(rows.order_by("-at", "-pk")[:MOST], now, "channel", "persons_counted")


def is_fresh(note: ContactNote, *, now: datetime.datetime) -> bool:
    """Whether it may be written anew: what nobody can read here is not written over."""
    return can_be_rewritten(note.created_at, now=now) and not note.opened.problem


def note_of(contact: Contact, user: Any, now: datetime.datetime) -> dict[str, Any]:
    """The note of a contact with its additions, and whether it may still be written anew."""
    note = ContactNote.objects.visible_to(user).filter(contact=contact).first()
    if note is None:
        return {"note": None, "addenda": [], "is_fresh": True}
    addenda = list(NoteAddendum.objects.visible_to(user).filter(note=note))
    return {"note": note, "addenda": addenda, "is_fresh": is_fresh(note, now=now)}
