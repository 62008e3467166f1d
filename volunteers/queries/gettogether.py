"""What each side of a get-together sees of the other, how many have ticked, and which pairs cannot be."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from volunteers.models import GetTogether, MatchNeed, Participant, ProposedPair
from volunteers.queries.crowd import companions, for_the_desk, seeker_of
from volunteers.queries.narrow import faces_shown, ticked_by_side
from volunteers.rules.matching import why_not


@dataclass(frozen=True)
class Face:
    """Somebody of the other side: first name, number on the badge, table."""

    participant: int
    given_name: str
    badge: int
    table: int | None


def faces() -> list[Face]:
    """Everybody of the other side, for the badge that the errand names, until the pairs are formed."""
    return [Face(*row) for row in faces_shown()]


@dataclass(frozen=True)
class Progress:
    volunteers: int
    workers: int


def progress(gettogether: GetTogether) -> Progress:
    """How many of each side have ticked at least one name; who and whom is not told."""
    return Progress(*ticked_by_side(gettogether.pk))


def forbidden_pairs(
    gettogether: GetTogether, participants: Iterable[Participant], *, today: datetime.date
) -> set[tuple[int, int]]:
    """Badges (volunteer, worker) that a hard rule of matching stands against, or whose worker waits for nobody."""
    rows = list(participants)
    needs = {need.worker_id: need for need in open_needs(gettogether)}
    crowd = {c.companion.pk: c.companion for c in companions(gettogether.programme, today=today)}
    seekers = {worker: seeker_of(need, today=today) for worker, need in needs.items()}
    return {
        (v.badge, w.badge)
        for v in rows
        if v.volunteer_id
        for w in rows
        if w.worker_id
        if v.volunteer_id not in crowd
        or w.worker_id not in seekers
        or why_not(seekers[w.worker_id], crowd[v.volunteer_id])
    }


def open_needs(gettogether: GetTogether) -> list[MatchNeed]:
    """Of the skilled workers who take part."""
    workers = gettogether.participants.exclude(worker=None).values("worker")
    return list(for_the_desk(MatchNeed.objects.filter(worker__in=workers, state=MatchNeed.State.OPEN)))


@dataclass(frozen=True)
class ShownPair:
    pair: ProposedPair
    # What is still to be decided; nothing once both are being asked.
    need: MatchNeed | None


def pairs_shown(gettogether: GetTogether) -> list[ShownPair]:
    needs = {need.worker_id: need for need in open_needs(gettogether)}
    pairs = gettogether.pairs.select_related("volunteer", "worker")
    return [ShownPair(pair, needs.get(pair.worker_id)) for pair in pairs]


def badges_of(user: Any, now: datetime.datetime) -> list[Participant]:
    """Own badges of get-togethers where names can still be ticked."""
    rows = Participant.objects.own_of(user).filter(gettogether__closed_at=None, gettogether__closes_at__gt=now)
    return list(rows.select_related("gettogether").order_by("gettogether__starts_at"))
