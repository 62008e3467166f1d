"""One text to several people, each in a mail of her own: nobody sees who else got it."""

import datetime
import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.emails.bulk import send_bulk
from volunteers.models import BulkMail, BulkMailRecipient, CompanionGroup, Volunteer
from volunteers.queries.bulk_mail import readers
from volunteers.queries.narrow import members_written_to
from volunteers.rules.bulk_mail import check_placeholders


@transaction.atomic
def send_bulk_mail(
    keys: Iterable[int],
    *,
    by: User,
    organisation_id: int,
    subject: str,
    text: str,
    token: uuid.UUID,
    now: datetime.datetime,
    group: CompanionGroup | None = None,
) -> BulkMail:
    """Writes to all of these volunteers who may be written to; asked again at this moment.

    The mails leave by the job queue after the commit. The trail says for each that a mail was sent, not what was in
    it. ``ValidationError`` if nobody may be written to, for an unknown placeholder, or if this page was sent before.
    """
    people = [reader.volunteer for reader in readers(keys) if not reader.why_not]
    mail = BulkMail(organisation_id=organisation_id, group=group, by=by, subject=subject, text=text, token=token)
    return _send(mail, people, by=by, now=now)


@transaction.atomic
def send_group_mail(
    group: CompanionGroup, *, by: User, subject: str, text: str, token: uuid.UUID, now: datetime.datetime
) -> BulkMail:
    """The speaker writes to the members of her group, as an errand that names it; the same rules.

    The database says which members may be written to, and shows their addresses to this errand alone.
    """
    rows = Volunteer.objects.filter(pk__in=members_written_to()).select_related("programme__organisation")
    mail = BulkMail(organisation_id=group.programme.organisation_id, group=group, by=by, token=token)
    mail.subject, mail.text = subject, text
    return _send(mail, list(rows), by=by, now=now)


def _send(mail: BulkMail, people: list[Volunteer], *, by: User, now: datetime.datetime) -> BulkMail:
    check_placeholders(f"{mail.subject} {mail.text}")
    if not people:
        raise ValidationError(_("Nobody of these people may be written to."), "nobody")
    mail.sent_at, mail.count = now, len(people)
    mail.full_clean(exclude=["organisation", "by", "group", "token"])
    try:
        with transaction.atomic():
            mail.save()
    except IntegrityError:
        raise ValidationError(_("This mail has been sent already."), "sent") from None
    for volunteer in people:
        _to(volunteer, mail, by=by)
    return mail


def _to(volunteer: Volunteer, mail: BulkMail, *, by: User) -> None:
    one = BulkMailRecipient.objects.create(programme_id=volunteer.programme_id, mail=mail, volunteer=volunteer)
    trail.record("bulk_mail.sent", one, by=by)
    send_bulk(volunteer, subject=mail.subject, text=mail.text, group=mail.group)
