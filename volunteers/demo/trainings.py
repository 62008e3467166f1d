"""Three trainings: one that has been, one next week with invitations, one later."""

import datetime

from django.utils import timezone

from volunteers.models import (
    Programme,
    QualificationGrant,
    Training,
    TrainingRegistration,
    TrainingSession,
    Volunteer,
)
from volunteers.rules.training import last_valid_day

PLACE = "Freiwilligen-Agentur, Seminarraum 2"


def seed_trainings(programme: Programme, people: list[Volunteer], *, now: datetime.datetime) -> None:
    basics = Training.objects.create(
        programme=programme,
        title="Grundlagen der Begleitung",
        description="Ankommen, Nähe und Abstand, Schweigepflicht, Hilfe holen.",
        is_mandatory=True,
        valid_months=36,
    )
    letters = Training.objects.create(programme=programme, title="Ämter und Briefe", description="Wer ist zuständig?")
    culture = Training.objects.create(programme=programme, title="Gespräche zwischen Kulturen", valid_months=24)
    past = _session(basics, now, days=-30, hours=6)
    coming = _session(basics, now, days=7, hours=6)
    _session(letters, now, days=28, hours=3)
    _session(culture, now, days=45, hours=4)
    trained = [v for v in people if v.status in ("trained", "active", "paused")]
    _register(past, trained, lambda number: "attended", now=now)
    day = timezone.localdate(past.starts_at)
    QualificationGrant.objects.bulk_create(
        QualificationGrant(
            programme=programme, volunteer=v, training=basics, granted_on=day, expires_on=last_valid_day(day, 36)
        )
        for v in trained
    )
    invited = [v for v in people if v.status in ("accepted", "interview")]
    _register(coming, invited, lambda number: ("invited", "confirmed", "invited", "declined")[number % 4], now=now)


def _session(training: Training, now: datetime.datetime, *, days: int, hours: int) -> TrainingSession:
    """A Saturday near that day, from ten o'clock local time."""
    day = timezone.localdate(now) + datetime.timedelta(days=days)
    day += datetime.timedelta(days=(5 - day.weekday()) % 7)
    starts_at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(10)))
    ends_at = starts_at + datetime.timedelta(hours=hours)
    return TrainingSession.objects.create(
        programme=training.programme, training=training, starts_at=starts_at, ends_at=ends_at, place=PLACE, capacity=15
    )


def _register(session: TrainingSession, people: list[Volunteer], status_of, *, now: datetime.datetime) -> None:
    invited_at = min(now, session.starts_at) - datetime.timedelta(days=3)
    rows = [
        TrainingRegistration(
            programme=session.programme,
            session=session,
            volunteer=volunteer,
            status=status_of(number),
            invited_at=invited_at,
            answered_at=invited_at if status_of(number) in ("confirmed", "declined") else None,
        )
        for number, volunteer in enumerate(people)
    ]
    TrainingRegistration.objects.bulk_create(rows)
