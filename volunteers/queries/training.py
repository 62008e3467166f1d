"""What the pages about trainings show: what runs out, and what a volunteer can put herself down for."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from volunteers.models import QualificationGrant, TrainingRegistration, TrainingSession, Volunteer
from volunteers.models.training import TAKES_PLACE, QualificationGrantQuerySet
from volunteers.queries.narrow import lines_of
from volunteers.rules.training import free_places, is_to_renew


@dataclass(frozen=True)
class Renewal:
    """A qualification that runs out, and the session to invite to, if one is planned."""

    grant: QualificationGrant
    is_over: bool
    session: TrainingSession | None
    # The person is on the list of a coming session of this training already.
    is_invited: bool


def renewals(user: Any, now: datetime.datetime) -> list[Renewal]:
    """For the coordinator: run out or running out within six months, the most urgent first."""
    grants = list(renewal_rows(user, now))
    coming = TrainingSession.objects.visible_to(user).taking_place().upcoming(now)
    sessions: dict[int, TrainingSession] = {}
    for session in coming:
        sessions.setdefault(session.training_id, session)
    on_list = TrainingRegistration.objects.visible_to(user).filter(
        session__in=coming, status__in=(*TAKES_PLACE, TrainingRegistration.Status.WAITING)
    )
    invited = set(on_list.values_list("volunteer_id", "session__training_id"))
    today = timezone.localdate(now)
    return [
        Renewal(
            grant=grant,
            is_over=grant.expires_on < today,
            session=sessions.get(grant.training_id),
            is_invited=(grant.volunteer_id, grant.training_id) in invited,
        )
        for grant in grants
    ]


def renewal_rows(user: Any, now: datetime.datetime) -> QualificationGrantQuerySet:
    rows = QualificationGrant.objects.visible_to(user).to_renew(timezone.localdate(now))
    return rows.select_related("volunteer", "training")


@dataclass(frozen=True)
class OpenSession:
    """A session that a volunteer may put herself down for."""

    session: TrainingSession
    free: int
    waiting: int

    @property
    def has_place(self) -> bool:
        return self.free > self.waiting


def open_sessions(
    volunteer: Volunteer, registrations: Iterable[TrainingRegistration], now: datetime.datetime
) -> list[OpenSession]:
    """Open sessions of the programme, without those whose list she is on."""
    listed = {r.session_id for r in registrations if r.status in (*TAKES_PLACE, "waiting")}
    rows = TrainingSession.objects.filter(programme=volunteer.programme_id).open_for_all(now)
    sessions = [session for session in rows.select_related("training") if session.pk not in listed]
    lines = lines_of(sessions)
    return [OpenSession(s, free_places(s.capacity, lines[s.pk][0]), lines[s.pk][1]) for s in sessions]


@dataclass(frozen=True)
class Held:
    """A qualification of one's own."""

    grant: QualificationGrant
    is_to_renew: bool
    is_over: bool


def qualifications_of(volunteer: Volunteer, now: datetime.datetime) -> list[Held]:
    """The latest of each training."""
    today = timezone.localdate(now)
    latest: dict[int, QualificationGrant] = {}
    for grant in (
        QualificationGrant.objects.filter(volunteer=volunteer).select_related("training").order_by("granted_on")
    ):
        latest[grant.training_id] = grant
    return [
        Held(
            grant,
            is_to_renew=is_to_renew(grant.expires_on, today),
            is_over=grant.expires_on is not None and grant.expires_on < today,
        )
        for grant in latest.values()
    ]
