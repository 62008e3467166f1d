"""What the desk of matching reads: proposals in words, and what both sides see of a match."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from volunteers.models import MatchNeed, Offer, Programme, SkilledWorker, Volunteer
from volunteers.queries.crowd import Candidate, companions, for_the_desk, seeker_of
from volunteers.queries.weights import weights_of
from volunteers.rules.matching import Obstacle, Ranking, may_override, rank, score, why_not
from volunteers.rules.matching_words import WordedReason, worded, worded_obstacle
from volunteers.rules.recruiting_words import step_line
from volunteers.rules.relaxation import single_steps

# More steps than that nobody reads.
MOST_STEPS = 6


@dataclass(frozen=True)
class ShownProposal:
    """A proposal with the volunteer and the reasons in words."""

    candidate: Candidate
    score: int
    percent: int
    reasons: list[WordedReason]


@dataclass(frozen=True)
class ShownRanking:
    proposals: list[ShownProposal]
    # Volunteers who cannot be asked, with sentences that say why.
    excluded: list["ShownExcluded"]
    # Single steps that would open somebody, if nobody is possible.
    steps: list[str]


@dataclass(frozen=True)
class ShownExcluded:
    """A volunteer who cannot be asked, and whether a coordinator may decide otherwise."""

    volunteer: Volunteer
    reasons: list[str]
    may_override: bool


def ranking_for(need: MatchNeed, *, today: datetime.date) -> ShownRanking:
    """Ranked proposals for one need, in words, and for everybody else what stands in the way."""
    candidates = {c.volunteer.pk: c for c in companions(need.programme, today=today)}
    crowd, weights = (c.companion for c in candidates.values()), weights_of(need.programme)
    seeker = seeker_of(need, today=today)
    ranking = rank(seeker, crowd, weights=weights)
    names = {offer.code: str(offer) for offer in need.help.all()}
    proposals = [
        ShownProposal(
            candidates[p.volunteer], p.score, round(p.score / 10), [worded(reason, names) for reason in p.reasons]
        )
        for p in ranking.proposals
    ]
    excluded = [
        ShownExcluded(candidates[pk].volunteer, [worded_obstacle(o) for o in why], all(map(may_override, why)))
        for pk, why in ranking.excluded.items()
    ]
    blocked = [(candidates[pk].companion, why) for pk, why in ranking.excluded.items()]
    steps = [] if proposals else [step_line(step) for step in single_steps(seeker, blocked)[:MOST_STEPS]]
    return ShownRanking(proposals, sorted(excluded, key=lambda one: (len(one.reasons), str(one.volunteer))), steps)


def rankings(needs: Iterable[MatchNeed], programme: Programme, *, today: datetime.date) -> dict[int, Ranking]:
    """A ranking per need, by its key; the volunteers are read once."""
    crowd = [candidate.companion for candidate in companions(programme, today=today)]
    weights = weights_of(programme)
    return {need.pk: rank(seeker_of(need, today=today), crowd, weights=weights) for need in needs}


@dataclass(frozen=True)
class Pair:
    """One need and one volunteer, judged at this moment."""

    obstacles: tuple[Obstacle, ...]
    score: int
    reasons: list[dict]


def judge(need: MatchNeed, volunteer: Volunteer, *, today: datetime.date) -> Pair:
    """The rules for one pair, read afresh: the action calls it with the rows locked."""
    companion = companions(need.programme, today=today, volunteer=volunteer)[0].companion
    seeker = seeker_of(for_the_desk(MatchNeed.objects).get(pk=need.pk), today=today)
    points, reasons = score(seeker, companion, weights=weights_of(need.programme))
    return Pair(why_not(seeker, companion), points, [reason.as_json() for reason in reasons])


def offer_names() -> dict[str, str]:
    """Codes of help → names in the reader's language."""
    return {offer.code: str(offer) for offer in Offer.objects.all()}


def search_workers(user: Any, text: str, *, limit: int = 10) -> list[dict[str, str]]:
    """Skilled workers whose name in any script contains the text: title, second line, address."""
    if not user.has_perm("volunteers.change_worker"):
        return []
    name = Q(given_name__icontains=text) | Q(family_name__icontains=text) | Q(original_name__icontains=text)
    found = SkilledWorker.objects.visible_to(user).filter(name)[:limit]
    return [{"title": str(w), "second": _second_line(w), "url": w.get_absolute_url()} for w in found]


def _second_line(worker: SkilledWorker) -> str:
    return " · ".join(filter(None, [worker.original_name, worker.profession, worker.origin_label]))
