"""Demo data of the programme in Osnabrück."""

import datetime

from django.utils import timezone

from ibs_portal.accounts.models import Organisation, User
from volunteers.demo import (
    certificates,
    cohort,
    companionship,
    consents,
    criteria,
    former,
    gettogether,
    group_life,
    matches,
    notes,
    programme,
    signed_up,
    trainings,
    volunteers,
)


def seed(accounts: dict[str, User], organisations: dict[str, Organisation], *, now: datetime.datetime) -> None:
    """Volunteers, groups, trainings, skilled workers and matches; ``begleiterin`` and ``fachkraft`` are among them."""
    osnabrueck = programme.seed_programme(organisations)
    people = volunteers.seed_volunteers(osnabrueck, accounts["begleiterin"], now=now)
    programme.seed_groups(osnabrueck, people, now=now)
    trainings.seed_trainings(osnabrueck, people, now=now)
    matches.seed_matches(osnabrueck, people, accounts, organisations, now=now)
    coordinator = accounts["freiwilligenagentur"]
    former.seed_former(osnabrueck, people, organisations["hospital"], coordinator, now=now)
    companionship.seed_companionship(osnabrueck, people, coordinator, now=now)
    consents.seed_consents(osnabrueck, by=coordinator, now=now)
    consents.seed_calendar(people[0], now=now)
    criteria.seed_criteria(osnabrueck, people, today=timezone.localdate(now))
    notes.seed_notes(people, coordinator, now=now)
    certificates.seed_certificates(people, by=coordinator, now=now)
    signed_up.seed_signed_up(osnabrueck, now=now)
    group_life.seed_group_life(osnabrueck, people, now=now)
    gettogether.seed_gettogether(osnabrueck, people, now=now)
    cohort.seed_cohort(osnabrueck, organisations, by=coordinator, now=now)
