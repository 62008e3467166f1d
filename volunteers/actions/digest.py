"""The mail with which a coordinator's week begins."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from ibs_portal.accounts.models import User
from volunteers.emails.digest import send_digest
from volunteers.models import Programme, WeeklyDigest
from volunteers.queries.digest import coordinators_of, digest_of


@transaction.atomic
def send_digests(*, by: User | None, now: datetime.datetime) -> int:
    """One mail a week to each coordinator of each programme with a match or somebody who waits; how many mails.

    However often it runs: the week is marked before anything is sent, and a constraint lets that happen once.
    """
    sent = 0
    for programme in Programme.objects.select_related("organisation").order_by("pk"):
        counts = digest_of(programme, today=timezone.localdate(now))
        if any(counts.values()) and _mark(programme, now):
            people = coordinators_of(programme)
            for person in people:
                send_digest(person, programme, counts)
            sent += len(people)
    return sent


def _mark(programme: Programme, now: datetime.datetime) -> bool:
    """Whether this one is the first of the week; a second one waits here until the first is through."""
    today = timezone.localdate(now)
    monday = today - datetime.timedelta(days=today.weekday())
    try:
        with transaction.atomic():
            WeeklyDigest.objects.create(programme=programme, monday=monday, sent_at=now)
    except IntegrityError:
        return False
    return True
