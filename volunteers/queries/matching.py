"""What the desk of matching reads: needs and volunteers as the rules see them, and what both sides see of a match."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

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
    VolunteerLanguage,
    VolunteerOffer,
)
from volunteers.rules.matching import Companion, Obstacle, Ranking, Seeker, rank, score, why_not
from volunteers.rules.matching_words import WordedReason, worded, worded_obstacle

# From being accepted on a volunteer is of interest to the desk; earlier it is the pipeline's business.
CONSIDERED = ("accepted", "trained", "active", "paused")


def companions(programme: Programme, *, today: datetime.date, volunteer: Volunteer | None = None) -> list["Candidate"]:
    """All volunteers worth considering, or just one, as the rules see them. Three queries, whatever their number."""
    people = Volunteer.objects.filter(programme=programme)
    people = people.filter(pk=volunteer.pk) if volunteer else people.filter(status__in=CONSIDERED)
    mandatory = dict(Training.objects.filter(programme=programme).mandatory().values_list("pk", "title"))
    groups = {group.pk: group for group in _groups_with_load(programme)}
    return [_candidate(person, mandatory, groups) for person in _with_all_about(people, today)]


@dataclass(frozen=True)
class Candidate:
    """A volunteer and what the rules know about her."""

    volunteer: Volunteer
    group: CompanionGroup | None
    companion: Companion

    @property
    def places_free(self) -> int:
        return max(0, self.companion.places_free)


def _groups_with_load(programme: Programme) -> Any:
    """Groups with ``load``: how many matches of their members hold a place."""
    current = Q(memberships__left_on=None, memberships__volunteer__matches__state__in=Match.HOLDING)
    load = Count("memberships__volunteer__matches", filter=current, distinct=True)
    return CompanionGroup.objects.filter(programme=programme).annotate(load=load)


def _with_all_about(people: Any, today: datetime.date) -> Any:
    """Adds ``spoken``, ``offered``, ``trained_in``, ``held`` and ``in_group`` to each volunteer."""
    own = {"volunteer": OuterRef("pk")}
    spoken = VolunteerLanguage.objects.filter(**own).values(data=JSONObject(code="code", level="level"))
    offered = VolunteerOffer.objects.filter(**own).order_by().values("offer__code")
    trained = QualificationGrant.objects.filter(**own).valid_on(today).values("training")
    held = Match.objects.filter(**own).holding_a_place().order_by().values("pk")
    group = GroupMembership.objects.filter(**own, left_on=None).order_by().values("group")[:1]
    return people.annotate(
        spoken=ArraySubquery(spoken.order_by()),
        offered=ArraySubquery(offered),
        trained_in=ArraySubquery(trained.order_by()),
        held=ArraySubquery(held),
        in_group=Subquery(group),
    )


def _candidate(person: Any, mandatory: dict[int, str], groups: dict[int, Any]) -> Candidate:
    group = groups.get(person.in_group)
    companion = Companion(
        pk=person.pk,
        languages={language["code"]: language["level"] for language in person.spoken},
        is_active=person.status == Volunteer.Status.ACTIVE,
        missing_trainings=tuple(title for pk, title in mandatory.items() if pk not in person.trained_in),
        places_free=person.max_matches - len(person.held),
        group_places_free=_places_free(group) if group else None,
        gender=person.gender,
        offers=frozenset(person.offered),
        slots=frozenset(person.availability),
        district=person.district,
        postcode=person.postcode,
        interests=words_of(person.interests),
    )
    return Candidate(person, group, companion)


def _places_free(group: Any) -> int | None:
    return None if group.max_matches is None else group.max_matches - group.load


def words_of(text: str) -> frozenset[str]:
    """``"Choir, football"`` → ``{"choir", "football"}``."""
    return frozenset(word for part in text.split(",") if (word := part.strip().casefold()))


def seeker_of(need: Any, *, today: datetime.date) -> Seeker:
    """``need`` comes from ``for_the_desk``."""
    worker = need.worker
    return Seeker(
        languages={language.code: language.level for language in worker.languages.all()},
        help=frozenset(offer.code for offer in need.help.all()),
        slots=frozenset(worker.availability),
        district=worker.district,
        postcode=worker.postcode,
        interests=words_of(worker.interests),
        wish_gender=need.wish_gender,
        waiting_days=need.waiting_days(today),
        declined=frozenset(need.declined),
    )


def for_the_desk(needs: Any) -> Any:
    """Everything of a need that the rules and the page of the desk read, in three queries."""
    said_no = Match.objects.filter(worker=OuterRef("worker"), state=Match.State.DECLINED).order_by()
    return (
        needs.annotate(declined=ArraySubquery(said_no.values("volunteer")))
        .select_related("worker", "programme")
        .prefetch_related("help", "worker__languages")
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
    seeker = seeker_of(for_the_desk(MatchNeed.objects).get(pk=need.pk), today=today)
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
