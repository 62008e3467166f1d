"""Skilled workers who signed up themselves, at different points of the way."""

import datetime

from django.utils import timezone

from volunteers.models import Programme, SkilledWorker, WorkerConsent
from volunteers.rules.consent import CURRENT

# Given and family name, name in its own script, days since the sign-up, whether the profile is complete.
SIGNED_UP = (
    ("Jerald", "Dela Cruz", "", 9, True),
    ("Meera", "Pillai", "മീര", 2, True),
    ("Yasmine", "El Idrissi", "ياسمين", 4, False),
)


def seed_signed_up(programme: Programme, *, now: datetime.datetime) -> None:
    """Nobody has called them yet; the last one is in the middle of it."""
    for number, (given, family, original, days, is_done) in enumerate(SIGNED_UP):
        at = now - datetime.timedelta(days=days)
        worker = SkilledWorker.objects.create(
            programme=programme,
            given_name=given,
            family_name=family,
            original_name=original,
            email=f"neu{number}@example.org",
            phone=f"0151 00009{number}",
            contact_language="en",
            district="Schinkel",
            availability=["sat_morning", "sun_afternoon"] if is_done else [],
            source=SkilledWorker.Source.ONLINE,
            applied_on=timezone.localdate(at),
            confirmed_at=at,
            profile_completed_at=at if is_done else None,
        )
        for kind, version in CURRENT.items():
            WorkerConsent.objects.create(programme=programme, worker=worker, kind=kind, version=version, given_at=at)
