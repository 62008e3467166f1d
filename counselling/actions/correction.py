"""What may still be put right in a contact, and how: facts, whose it is, its note. The trail tells of all of it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import Case, Client, Contact, ContactNote, ContactTopic, NoteAddendum, Topic
from counselling.queries.contacts import is_fresh
from counselling.rules.contact import can_be_attached, can_be_corrected, check_moment
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record

FACTS = ("at", "minutes", "channel", "language", "outcome", "persons_counted")


@transaction.atomic
def correct_contact(contact: Contact, *, by: User, version: int, topics: Iterable[Topic], **facts: Any) -> Contact:
    """Puts facts and topics right: own contact, within thirty days.

    ``version`` is the one that the person saw; ``ValidationError`` with the code ``conflict`` if there is a newer one.
    """
    contact = _own(contact, by)
    if not can_be_corrected(contact.created_at, now=timezone.now()):
        raise ValidationError(_("A contact can be corrected for 30 days."), code="too_late")
    if contact.version != version:
        raise ValidationError(_("This contact has been corrected elsewhere in the meantime."), code="conflict")
    check_moment(facts["at"], now=timezone.now())
    changed = [name for name in FACTS if getattr(contact, name) != facts[name]]
    for name in changed:
        setattr(contact, name, facts[name])
    changed += ["topics"] if _set_topics(contact, topics) else []
    if changed:
        _save(contact)
        record("contact.corrected", contact, by=by, fields=changed)
    return contact


@transaction.atomic
def attach_contact(contact: Contact, client: Client, *, by: User) -> Contact:
    """Puts an own anonymous contact into the file of a client, where it belongs to the newest open case.

    It stays the same contact, so no figure counts it twice. ``ValidationError``: it has a client already, or it is
    older than twelve weeks.
    """
    contact = _own(contact, by)
    check_one_controller(by.organisation_id, client)
    if contact.client_id is not None:
        raise ValidationError(_("This contact belongs to a file already."), code="has_client")
    if not can_be_attached(contact.created_at, now=timezone.now()):
        raise ValidationError(_("This contact is too old to be put into a file."), code="too_old")
    contact.client, contact.attached_at = client, timezone.now()
    contact.case_id = Case.objects.newest_open_of(client, by)
    _save(contact)
    record("contact.attached", contact, by=by, fields=["client", "case"])
    return contact


@transaction.atomic
def detach_contact(contact: Contact, *, by: User) -> Contact:
    """Takes back that a contact was put into a file: it is anonymous again.

    ``ValidationError`` if it was recorded with a name from the start, or if a note or a follow-up hangs on it.
    """
    contact = _own(contact, by)
    if contact.attached_at is None:
        raise ValidationError(_("This contact has belonged to the file from the start."), code="not_attached")
    if ContactNote.objects.filter(contact=contact).exists() or contact.followups.exists():
        raise ValidationError(
            _("A note or a follow-up belongs to this contact: it stays in the file."), code="has_note"
        )
    # The entry says from which file it was taken, so it is written first.
    record("contact.detached", contact, by=by, fields=["client", "case"])
    contact.client = contact.case = contact.attached_at = None
    _save(contact)
    return contact


@transaction.atomic
def write_note(contact: Contact, *, by: User, text: str) -> ContactNote:
    """A note on an own contact: the first one, the same one anew within a day, or an addition below it."""
    contact, text = _own(contact, by), text.strip()
    if contact.client_id is None:
        raise ValidationError(_("Choose a person first: without a name nothing personal is kept."), code="anonymous")
    note = ContactNote.objects.select_for_update(of=("self",)).filter(contact=contact).first()
    if note is None:
        note = ContactNote(contact=contact, **_links(contact, by), text=text)
        verb = "contactnote.recorded"
    elif is_fresh(note, now=timezone.now()):
        note.text, verb = text, "contactnote.rewritten"
    else:
        return _add_below(note, contact, by=by, text=text)
    note.full_clean()
    note.save()
    record(verb, note, by=by)
    return note


def _add_below(note: ContactNote, contact: Contact, *, by: User, text: str) -> ContactNote:
    addendum = NoteAddendum(note=note, **_links(contact, by), text=text)
    addendum.full_clean()
    addendum.save()
    record("noteaddendum.added", addendum, by=by)
    return note


def _links(contact: Contact, by: User) -> dict[str, Any]:
    return {
        "controller_id": contact.controller_id,
        "client_id": contact.client_id,
        "case_id": contact.case_id,
        "author": by,
    }


def _own(contact: Contact, by: User) -> Contact:
    """The contact, locked; only who entered it may go on."""
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    check_one_controller(by.organisation_id, contact)
    if contact.by_id != by.pk:
        raise ValidationError(_("Only who entered this contact can change it."), code="not_own")
    return contact


def _save(contact: Contact) -> None:
    contact.version += 1
    # Whoever counts at the counter need not be able to look at the case.
    contact.full_clean(validate_unique=False, exclude={"case", "token"})
    contact.save()


def _set_topics(contact: Contact, topics: Iterable[Topic]) -> bool:
    """Whether any topic changed."""
    wanted = {topic.pk: topic for topic in topics}
    if not wanted:
        raise ValidationError({"topics": _("Choose at least one topic.")}, code="no_topic")
    rows = ContactTopic.objects.filter(contact=contact)
    there = set(rows.values_list("topic_id", flat=True))
    rows.exclude(topic_id__in=wanted).delete()
    new = [topic for key, topic in wanted.items() if key not in there]
    ContactTopic.objects.bulk_create(
        ContactTopic(controller_id=contact.controller_id, contact=contact, topic=topic) for topic in new
    )
    return there != set(wanted)
