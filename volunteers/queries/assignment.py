"""Everybody who waits and everybody who could come, judged at once; and the best assignment of them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from volunteers.models import MatchingProposal, MatchingRun, MatchNeed, Programme
from volunteers.queries.crowd import Candidate, companions, for_the_desk, seeker_of
from volunteers.queries.weights import weights_of
from volunteers.rules.assignment import Group, Helper, Instance, Wish, assign, without
from volunteers.rules.matching import Obstacle, Reason, Seeker, candidate_pairs, score, why_not

# A pair is a need and a volunteer by their keys, a plan the volunteer of each need.
Plan = dict[int, int]


@dataclass(frozen=True)
class Desk:
    """Open needs and volunteers of a programme, by their keys, and the points of every pair that is possible."""

    programme: Programme
    weights: Mapping[str, int]
    needs: dict[int, MatchNeed]
    seekers: dict[int, Seeker]
    candidates: dict[int, Candidate]
    points: dict[tuple[int, int], int] = field(default_factory=dict)

    @cached_property
    def instance(self) -> Instance:
        """The same values for the solver; the groups are those of the volunteers."""
        able = sorted({volunteer for _need, volunteer in self.points})
        people = [self.candidates[pk] for pk in able]
        limited = {c.group.pk: c.companion.group_places_free for c in people if c.group and has_limit(c)}
        return Instance(
            [Group(pk, max(free or 0, 0)) for pk, free in limited.items()],
            [Wish(need.pk, None, need.priority) for need in self.needs.values()],
            [Helper(c.volunteer.pk, c.places_free, c.group.pk if c.group and has_limit(c) else None) for c in people],
            [(need, volunteer, points) for (need, volunteer), points in self.points.items()],
        )

    @property
    def places(self) -> int:
        """Free places of volunteers who are possible for somebody."""
        return sum(helper.capacity for helper in self.instance.helpers)

    def obstacles(self, need: int, volunteer: int) -> tuple[Obstacle, ...]:
        return why_not(self.seekers[need], self.candidates[volunteer].companion)

    def reasons(self, need: int, volunteer: int) -> tuple[Reason, ...]:
        return score(self.seekers[need], self.candidates[volunteer].companion, weights=self.weights)[1]

    def best_for(self, need: int) -> list[tuple[int, int]]:
        """Volunteers who are possible for this need with their points, the best first."""
        found = [(volunteer, points) for (other, volunteer), points in self.points.items() if other == need]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def plan(self, fixed: Mapping[int, int]) -> Plan:
        """The best assignment that keeps the fixed pairs; ``ValidationError`` if these have no room."""
        instance, settled = self.instance, dict(sorted(fixed.items()))
        self.check_room(settled)
        for pair in settled.items():
            instance = without(instance, pair)
        return {**settled, **cast(Plan, dict(assign(instance).pairs))}

    def check_room(self, fixed: Mapping[int, int]) -> None:
        """Fixed pairs take no more places than a volunteer and a group have."""
        taken: dict[int, int] = {}
        in_group: dict[Any, int] = {}
        for volunteer in fixed.values():
            candidate = self.candidates[volunteer]
            taken[volunteer] = taken.get(volunteer, 0) + 1
            if taken[volunteer] > candidate.places_free:
                words = _("All places of %(name)s are fixed for others already. Release one of these pairs first.")
                raise ValidationError(words % {"name": candidate.volunteer}, "no_place")
            if candidate.group and has_limit(candidate):
                in_group[candidate.group.pk] = in_group.get(candidate.group.pk, 0) + 1
                if in_group[candidate.group.pk] > (candidate.companion.group_places_free or 0):
                    words = _("All places of the group %(name)s are fixed already. Release one of its pairs first.")
                    raise ValidationError(words % {"name": candidate.group}, "group_full")

    def rank(self, plan: Mapping[int, int]) -> tuple[int, ...]:
        """What plans are compared by: matched needs of each priority, then points."""
        matched = [self.needs[need].priority for need in plan]
        counts = [matched.count(priority) for priority in MatchNeed.Priority.values]
        return (*counts, sum(self.points.get(pair, 0) for pair in plan.items()))


def has_limit(candidate: Candidate) -> bool:
    return candidate.companion.group_places_free is not None


def desk_of(programme: Programme, *, today: datetime.date, weights: Mapping[str, int] | None = None) -> Desk:
    """``weights`` of the programme unless others are to be tried.

    Whoever arrives within the coming four weeks is there: both can be asked before. Later ones take nobody's place.
    """
    weights = weights_of(programme) if weights is None else weights
    open_needs = MatchNeed.objects.filter(programme=programme).matchable(today)
    needs = {need.pk: need for need in for_the_desk(open_needs)}
    seekers = {pk: seeker_of(need, today=today) for pk, need in needs.items()}
    candidates = {candidate.volunteer.pk: candidate for candidate in companions(programme, today=today)}
    desk = Desk(programme, weights, needs, seekers, candidates)
    keys = list(seekers)
    for place, companion in candidate_pairs(seekers.values(), [c.companion for c in candidates.values()]):
        seeker = seekers[keys[place]]
        desk.points[keys[place], companion.pk] = score(seeker, companion, weights=weights)[0]
    return desk


def latest_run(programme: Programme) -> MatchingRun | None:
    return MatchingRun.objects.filter(programme=programme).select_related("created_by").first()


def latest_proposals(programme: Programme) -> list[MatchingProposal]:
    """All of the latest run, with the people whom the board names."""
    people = ("run__created_by", "volunteer", "fixed_by")
    return list(_of_latest_run(programme).select_related(*people))


def fixed_pairs(programme: Programme) -> dict[int, MatchingProposal]:
    """Pairs that a coordinator fixed in the latest run, by need, as long as the need is open."""
    rows = _of_latest_run(programme).fixed().filter(need__state=MatchNeed.State.OPEN)
    return {row.need_id: row for row in rows}


def _of_latest_run(programme: Programme) -> Any:
    latest = MatchingRun.objects.filter(programme=programme).order_by("-pk").values("pk")[:1]
    return MatchingProposal.objects.filter(run__in=latest)
