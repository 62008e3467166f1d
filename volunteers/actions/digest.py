"""The mail with which a coordinator's week begins."""

import datetime

from django.db import transaction
from django.utils import timezone

from ibs_portal.accounts.models import User
from volunteers.emails.digest import send_digest
from volunteers.models import Programme
from volunteers.queries.digest import coordinators_of, digest_of


@transaction.atomic
def send_digests(*, by: User | None, now: datetime.datetime) -> int:
    """One mail to each coordinator of each programme with a match or somebody who waits; how many mails."""
    sent = 0
    for programme in Programme.objects.select_related("organisation").order_by("pk"):
        counts = digest_of(programme, today=timezone.localdate(now))
        if any(counts.values()):
            people = coordinators_of(programme)
            for person in people:
                send_digest(person, programme, counts)
            sent += len(people)
    return sent
