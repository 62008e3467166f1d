"""What the desk of matching reads: needs and volunteers as the rules see them, and what both sides see of a match."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from volunteers.models import (
    CompanionGroup,
    GroupMembership,
    Match,
    MatchNeed,
    Offer,
    Programme,
    QualificationGrant,
    SkilledWorker,
    Training,
    Volunteer,
)
from volunteers.rules.matching import Companion, Obstacle, Ranking, Seeker, rank, score, why_not
from volunteers.rules.matching_words import WordedReason, worded, worded_obstacle

# From being accepted on a volunteer is of interest to the desk; earlier it is the pipeline's business.
CONSIDERED = ("accepted", "trained", "active", "paused")


def companions(programme: Programme, *, today: datetime.date, volunteer: Volunteer | None = None) -> list["Candidate"]:
    """All volunteers worth considering, or just one, as the rules see them. Eight queries, whatever their number."""
    people = Volunteer.objects.filter(programme=programme)
    people = people.filter(pk=volunteer.pk) if volunteer else people.filter(status__in=CONSIDERED)
    grants = QualificationGrant.objects.valid_on(today)
    memberships = GroupMembership.objects.filter(left_on=None).select_related("group")
    people = people.prefetch_related(
        "languages", "offers", Prefetch("qualifications", grants), Prefetch("memberships", memberships)
    )
    mandatory = dict(Training.objects.filter(programme=programme).mandatory().values_list("pk", "title"))
    load = Load.of(programme)
    return [_candidate(person, mandatory, load) for person in people]


@dataclass(frozen=True)
class Load:
    """How many matches hold a place, by volunteer and by group."""

    by_volunteer: Counter
    by_group: Counter

    @classmethod
    def of(cls, programme: Programme) -> "Load":
        pairs = Match.objects.filter(programme=programme).holding_a_place().values_list("volunteer_id", flat=True)
        in_groups = GroupMembership.objects.filter(
            programme=programme, left_on=None, volunteer__matches__state__in=Match.HOLDING
        ).values_list("group_id", flat=True)
        return cls(Counter(pairs), Counter(in_groups))


@dataclass(frozen=True)
class Candidate:
    """A volunteer and what the rules know about her."""

    volunteer: Volunteer
    group: CompanionGroup | None
    companion: Companion

    @property
    def places_free(self) -> int:
        return max(0, self.companion.places_free)


def _candidate(person: Volunteer, mandatory: dict[int, str], load: Load) -> Candidate:
    has = {grant.training_id for grant in person.qualifications.all()}
    group = next((membership.group for membership in person.memberships.all()), None)
    group_free = None
    if group is not None and group.max_matches is not None:
        group_free = group.max_matches - load.by_group[group.pk]
    companion = Companion(
        pk=person.pk,
        languages={language.code: language.level for language in person.languages.all()},
        is_active=person.status == Volunteer.Status.ACTIVE,
        missing_trainings=tuple(title for pk, title in mandatory.items() if pk not in has),
        places_free=person.max_matches - load.by_volunteer[person.pk],
        group_places_free=group_free,
        gender=person.gender,
        offers=frozenset(offer.code for offer in person.offers.all()),
        slots=frozenset(person.availability),
        district=person.district,
        postcode=person.postcode,
        interests=words_of(person.interests),
    )
    return Candidate(person, group, companion)


def words_of(text: str) -> frozenset[str]:
    """``"Choir, football"`` → ``{"choir", "football"}``."""
    return frozenset(word for part in text.split(",") if (word := part.strip().casefold()))


def seeker_of(need: MatchNeed, *, today: datetime.date) -> Seeker:
    """Uses ``need.worker.languages``, ``need.help`` and the worker's declined matches: prefetch them for lists."""
    worker = need.worker
    declined = (m.volunteer_id for m in worker.matches.all() if m.state == Match.State.DECLINED)
    return Seeker(
        languages={language.code: language.level for language in worker.languages.all()},
        help=frozenset(offer.code for offer in need.help.all()),
        slots=frozenset(worker.availability),
        district=worker.district,
        postcode=worker.postcode,
        interests=words_of(worker.interests),
        wish_gender=need.wish_gender,
        waiting_days=need.waiting_days(today),
        declined=frozenset(declined),
    )


def for_the_desk(needs: Any) -> Any:
    """Everything of a need that the rules and the page of the desk read."""
    return needs.select_related("worker", "worker__cohort", "programme").prefetch_related(
        "help", "worker__languages", "worker__matches"
    )


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
    # Volunteers who cannot be asked, each with sentences that say why.
    excluded: list[tuple[Volunteer, list[str]]]


def ranking_for(need: MatchNeed, *, today: datetime.date) -> ShownRanking:
    """Ranked proposals for one need, in words, and for everybody else what stands in the way."""
    candidates = {c.volunteer.pk: c for c in companions(need.programme, today=today)}
    ranking = rank(seeker_of(need, today=today), (c.companion for c in candidates.values()))
    names = offer_names()
    proposals = [
        ShownProposal(
            candidates[p.volunteer], p.score, round(p.score / 10), [worded(reason, names) for reason in p.reasons]
        )
        for p in ranking.proposals
    ]
    excluded = [(candidates[pk].volunteer, [worded_obstacle(o) for o in why]) for pk, why in ranking.excluded.items()]
    return ShownRanking(proposals, sorted(excluded, key=lambda pair: (len(pair[1]), str(pair[0]))))


def rankings(needs: Iterable[MatchNeed], programme: Programme, *, today: datetime.date) -> dict[int, Ranking]:
    """A ranking per need, by its key; the volunteers are read once."""
    crowd = [candidate.companion for candidate in companions(programme, today=today)]
    return {need.pk: rank(seeker_of(need, today=today), crowd) for need in needs}


@dataclass(frozen=True)
class Pair:
    """One need and one volunteer, judged at this moment."""

    obstacles: tuple[Obstacle, ...]
    score: int
    reasons: list[dict]


def judge(need: MatchNeed, volunteer: Volunteer, *, today: datetime.date) -> Pair:
    """The rules for one pair, read afresh: the action calls it with the rows locked."""
    companion = companions(need.programme, today=today, volunteer=volunteer)[0].companion
    seeker = seeker_of(need, today=today)
    points, reasons = score(seeker, companion)
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
