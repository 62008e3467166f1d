"""Certificates: issued by the volunteer herself or by the coordination, withdrawn where something was wrong."""

import datetime
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.database.identity import errand
from volunteers.documents.certificate import content_of
from volunteers.models import Certificate, Volunteer
from volunteers.queries.hours import record_of
from volunteers.rules.certificate import initials, new_code
from volunteers.rules.hours import check_period


@transaction.atomic
def issue_certificate(
    volunteer: Volunteer, *, by: User, since: datetime.date, until: datetime.date, now: datetime.datetime
) -> Certificate:
    """Makes a certificate of the hours of these days; what it says stays as it is from now on.

    ``ValidationError`` if the days are not over or have no hours.
    """
    today = timezone.localdate(now)
    done = record_of(volunteer, since, until)
    check_period(since, until, minutes=done.total, today=today)
    certificate = Certificate(programme=volunteer.programme, volunteer=volunteer, code=new_code(), issued_by=by)
    certificate.since, certificate.until, certificate.issued_on = since, until, today
    certificate.minutes, certificate.initials = done.total, initials(volunteer.given_name, volunteer.family_name)
    certificate.content = content_of(volunteer, done, by=by)
    with _reaching(volunteer, by):
        certificate.full_clean(exclude=["volunteer", "issued_by"])
        certificate.save()
        record("certificate.issued", certificate, by=by)
    return certificate


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, by: User, reason: str, today: datetime.date) -> Certificate:
    """Withdraws a certificate for good: whoever checks its code reads so. The reason is for the house."""
    with _reaching(certificate.volunteer, by):
        certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
        if not certificate.is_genuine:
            raise ValidationError(_("This certificate has been withdrawn already."), code="closed")
        certificate.revoked_on, certificate.revoke_reason = today, reason
        certificate.full_clean(exclude=["volunteer", "issued_by"])
        certificate.save()
        record("certificate.revoked", certificate, by=by, fields=["revoked_on"])
    return certificate


def _reaching(volunteer: Any, by: User) -> AbstractContextManager[Any]:
    """A volunteer acts on her own certificates by an errand, as on everything of hers."""
    is_own = volunteer is not None and volunteer.user_id == by.pk
    return errand(volunteer=volunteer.pk) if is_own else nullcontext()
