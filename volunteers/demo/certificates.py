"""Certificates of last months, one of them withdrawn."""

import datetime

from django.utils import timezone

from ibs_portal.accounts.models import User
from volunteers.actions.certificate import issue_certificate, revoke_certificate
from volunteers.models import Volunteer
from volunteers.queries.hours import stays_of

SHOWN = 3


def seed_certificates(people: list[Volunteer], *, by: User, now: datetime.datetime) -> None:
    """For the first volunteers with hours: of everything up to a week ago."""
    until = timezone.localdate(now) - datetime.timedelta(days=7)
    made = []
    for volunteer in people:
        days = [stay.on for stay in stays_of(volunteer) if stay.on <= until]
        if days and len(made) < SHOWN:
            made.append(issue_certificate(volunteer, by=by, since=min(days), until=until, now=now))
    for certificate in made[SHOWN - 1 :]:
        reason = "Ein Treffen war doppelt eingetragen."
        revoke_certificate(certificate, by=by, reason=reason, today=timezone.localdate(now))
