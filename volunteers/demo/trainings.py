"""Three trainings: one that has been, one next week with invitations, a full one with a waiting list, open ones."""

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
    full = _session(letters, now, days=28, hours=3, capacity=4, is_open=True)
    _session(culture, now, days=45, hours=4, is_open=True)
    _session(basics, now, days=60, hours=6, is_open=True)
    trained = [v for v in people if v.status in ("trained", "active", "paused")]
    _register(past, trained, lambda number: "attended", now=now)
    day = timezone.localdate(past.starts_at)
    QualificationGrant.objects.bulk_create(
        QualificationGrant(
            programme=programme, volunteer=v, training=basics, granted_on=day, expires_on=last_valid_day(day, 36)
        )
        for v in trained
    )
    _running_out(programme, basics, trained, today=timezone.localdate(now))
    _register(full, trained[1:7], lambda number: "confirmed" if number < 4 else "waiting", now=now)
    invited = [v for v in people if v.status in ("accepted", "interview")]
    _register(coming, invited, lambda number: ("invited", "confirmed", "invited", "declined")[number % 4], now=now)


def _running_out(programme: Programme, training: Training, trained: list[Volunteer], *, today: datetime.date) -> None:
    """Two who were trained early: one has to renew in ten weeks, one has to within half a year."""
    for volunteer, days in zip(trained[:2], (70, 160), strict=False):
        grants = QualificationGrant.objects.filter(programme=programme, volunteer=volunteer, training=training)
        expires_on = today + datetime.timedelta(days=days)
        grants.update(granted_on=expires_on - datetime.timedelta(days=1095), expires_on=expires_on)


def _session(
    training: Training, now: datetime.datetime, *, days: int, hours: int, capacity: int = 15, is_open: bool = False
) -> TrainingSession:
    """A Saturday near that day, from ten o'clock local time."""
    day = timezone.localdate(now) + datetime.timedelta(days=days)
    day += datetime.timedelta(days=(5 - day.weekday()) % 7)
    starts_at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(10)))
    ends_at = starts_at + datetime.timedelta(hours=hours)
    return TrainingSession.objects.create(
        programme=training.programme,
        training=training,
        starts_at=starts_at,
        ends_at=ends_at,
        place=PLACE,
        capacity=capacity,
        is_open=is_open,
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
            waiting_since=invited_at if status_of(number) == "waiting" else None,
        )
        for number, volunteer in enumerate(people)
    ]
    TrainingRegistration.objects.bulk_create(rows)
