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
from volunteers.models import BulkMail, BulkMailRecipient, CompanionGroup
from volunteers.queries.bulk_mail import Reader, readers
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
    check_placeholders(f"{subject} {text}")
    people = [reader for reader in readers(keys) if not reader.why_not]
    if not people:
        raise ValidationError(_("Nobody of these people may be written to."), "nobody")
    mail = BulkMail(organisation_id=organisation_id, group=group, by=by, subject=subject, text=text, token=token)
    mail.sent_at, mail.count = now, len(people)
    mail.full_clean(exclude=["organisation", "by", "group", "token"])
    try:
        with transaction.atomic():
            mail.save()
    except IntegrityError:
        raise ValidationError(_("This mail has been sent already."), "sent") from None
    for reader in people:
        _to(reader, mail, by=by)
    return mail


def _to(reader: Reader, mail: BulkMail, *, by: User) -> None:
    volunteer = reader.volunteer
    one = BulkMailRecipient.objects.create(programme_id=volunteer.programme_id, mail=mail, volunteer=volunteer)
    trail.record("bulk_mail.sent", one, by=by)
    send_bulk(volunteer, subject=mail.subject, text=mail.text, group=mail.group)
