"""Recording contacts at the counter, and taking one back that was a slip."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.actions.client import create_client
from counselling.actions.followup import set_followup
from counselling.models import Case, Centre, Client, Contact, ContactNote, ContactTopic, Topic
from counselling.models.ownership import VIEW_FILE
from counselling.rules.contact import can_be_undone, check_moment
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def record_contact(
    client: Client | None,
    *,
    by: User,
    centre: Centre,
    topics: Iterable[Topic],
    token: uuid.UUID,
    note: str = "",
    followup_on: datetime.date | None = None,
    followup_text: str = "",
    **facts: Any,
) -> Contact:
    """Records one contact with topics, note and follow-up, or all of it not at all.

    ``client=None`` counts somebody without a name, so neither note nor follow-up is kept. ``facts``: ``at``,
    ``minutes``, ``channel``, ``language``, ``outcome``, ``persons_counted``. A form sent twice (same ``token``)
    gives the contact that the first one made. The newest open case of the client takes the contact in.
    """
    check_one_controller(by.organisation_id, by, client)
    if client is None and (note or followup_on):
        raise ValidationError(_("Choose a person first: without a name nothing personal is kept."), code="anonymous")
    check_moment(facts["at"], now=timezone.now())
    try:
        with transaction.atomic():
            contact = _save_contact(client, by=by, centre=centre, token=token, facts=facts)
    except IntegrityError:
        return _sent_before(token, by)
    if contact.is_repeated:
        return contact
    _add_topics(contact, topics)
    _add_note(contact, note)
    if client is not None and followup_on:
        set_followup(
            client, by=by, due_on=followup_on, text=followup_text or _("Continue"), case=contact.case, contact=contact
        )
    record("contact.recorded", contact, by=by)
    return contact


@transaction.atomic
def record_first_contact(person: Mapping[str, Any], *, by: User, centre: Centre, **contact: Any) -> Contact:
    """Makes the file of a new person and records the contact, both or neither."""
    if sent := Contact.objects.filter(token=contact["token"], by=by).first():
        sent.is_repeated = True
        return sent
    return record_contact(create_client(by=by, centre=centre, **person), by=by, centre=centre, **contact)


@transaction.atomic
def undo_contact(contact: Contact, *, by: User) -> Contact:
    """Deletes one's own contact within ten minutes, with its note and the follow-ups that came with it.

    The database itself deletes note and topics, which not everybody who may do this may look at.
    """
    contact = Contact.objects.get(pk=contact.pk)
    check_one_controller(by.organisation_id, contact)
    if contact.by_id != by.pk or not can_be_undone(contact.created_at, now=timezone.now()):
        raise ValidationError(_("A contact can be taken back for ten minutes by who entered it."), code="too_late")
    if by.has_perm(VIEW_FILE):
        contact.followups.open().delete()
    record("contact.undone", contact, by=by)
    Contact.objects.filter(pk=contact.pk).delete_with_its_rows()
    return contact


def _save_contact(
    client: Client | None, *, by: User, centre: Centre, token: uuid.UUID, facts: dict[str, Any]
) -> Contact:
    if sent := Contact.objects.filter(token=token, by=by).first():
        sent.is_repeated = True
        return sent
    controller_id = check_one_controller(by.organisation_id, client)
    contact = Contact(controller_id=controller_id, centre=centre, client=client, by=by, token=token, **facts)
    contact.case_id = Case.objects.newest_open_of(client, by) if client else None
    # Whoever counts at the counter need not be able to look at the case; a token seen before is no mistake.
    contact.full_clean(validate_unique=False, exclude={"case", "token"})
    contact.save()
    return contact


def _sent_before(token: uuid.UUID, by: User) -> Contact:
    sent = Contact.objects.filter(token=token, by=by).first()
    if sent is None:
        raise ValidationError(_("This form belongs to somebody else. Please open the page again."), code="token")
    sent.is_repeated = True
    return sent


def _add_topics(contact: Contact, topics: Iterable[Topic]) -> None:
    rows = [ContactTopic(controller_id=contact.controller_id, contact=contact, topic=topic) for topic in topics]
    if not rows:
        raise ValidationError({"topics": _("Choose at least one topic.")}, code="no_topic")
    ContactTopic.objects.bulk_create(rows)


def _add_note(contact: Contact, text: str) -> None:
    if not text.strip():
        return
    note = ContactNote(controller_id=contact.controller_id, contact=contact, author=contact.by, text=text.strip())
    note.client_id, note.case_id = cast(int, contact.client_id), contact.case_id
    note.full_clean()
    note.save()
