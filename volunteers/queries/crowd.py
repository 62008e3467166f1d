"""Needs and volunteers as the rules of matching see them, read in a constant number of queries."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, OuterRef, Q, Subquery
from django.db.models.functions import Cast, JSONObject

from volunteers.models import (
    CompanionGroup,
    DistrictDistance,
    GroupMembership,
    Match,
    PairExclusion,
    Programme,
    QualificationGrant,
    Training,
    Volunteer,
    VolunteerAbsence,
    VolunteerLanguage,
    VolunteerOffer,
    WorkerAbsence,
)
from volunteers.queries.clearance import with_clearance
from volunteers.rules.availability import SLOTS
from volunteers.rules.free_time import Span, free_time
from volunteers.rules.matching import Companion, Seeker

# From being accepted on a volunteer is of interest to the desk; earlier it is the pipeline's business.
CONSIDERED = ("accepted", "trained", "active", "paused")


@dataclass(frozen=True)
class Candidate:
    """A volunteer and what the rules know about her."""

    volunteer: Volunteer
    group: CompanionGroup | None
    companion: Companion

    @property
    def places_free(self) -> int:
        return max(0, self.companion.places_free)


def companions(programme: Programme, *, today: datetime.date, volunteer: Volunteer | None = None) -> list[Candidate]:
    """All volunteers worth considering, or just one, as the rules see them. Three queries, whatever their number."""
    people = Volunteer.objects.filter(programme=programme)
    people = people.filter(pk=volunteer.pk) if volunteer else people.filter(status__in=CONSIDERED)
    mandatory = dict(Training.objects.filter(programme=programme).mandatory().values_list("pk", "title"))
    groups = {group.pk: group for group in _groups_with_load(programme)}
    return [_candidate(person, mandatory, groups, today) for person in _with_all_about(people, today)]


def _groups_with_load(programme: Programme) -> Any:
    """Groups with ``load``: how many matches of their members hold a place."""
    current = Q(memberships__left_on=None, memberships__volunteer__matches__state__in=Match.HOLDING)
    load = Count("memberships__volunteer__matches", filter=current, distinct=True)
    return CompanionGroup.objects.filter(programme=programme).annotate(load=load)


def _with_all_about(people: Any, today: datetime.date) -> Any:
    """Adds ``spoken``, ``offered``, ``trained_in``, ``held``, ``away`` and ``in_group`` to each volunteer."""
    own = {"volunteer": OuterRef("pk")}
    spoken = VolunteerLanguage.objects.filter(**own).values(data=JSONObject(code="code", level="level"))
    offered = VolunteerOffer.objects.filter(**own).order_by().values("offer__code")
    trained = QualificationGrant.objects.filter(**own).valid_on(today).values("training")
    held = Match.objects.filter(**own).holding_a_place().order_by().values("pk")
    group = GroupMembership.objects.filter(**own, left_on=None).order_by().values("group")[:1]
    return with_clearance(people, today).annotate(
        spoken=ArraySubquery(spoken.order_by()),
        offered=ArraySubquery(offered),
        trained_in=ArraySubquery(trained.order_by()),
        held=ArraySubquery(held),
        away=_days_away(VolunteerAbsence.objects.filter(**own)),
        in_group=Subquery(group),
    )


def _days_away(rows: Any) -> ArraySubquery:
    days = {name: Cast(f"{name}_on", CharField()) for name in ("starts", "ends")}
    return ArraySubquery(rows.order_by().values(data=JSONObject(**days)))


def _spans(away: Iterable[Mapping[str, str]], today: datetime.date) -> tuple[Span, ...]:
    """First and last days of what is not over."""
    day = datetime.date.fromisoformat
    spans = ((day(one["starts"]), day(one["ends"])) for one in away)
    return tuple(span for span in spans if span[1] >= today)


def _candidate(person: Any, mandatory: dict[int, str], groups: dict[int, Any], today: datetime.date) -> Candidate:
    group = groups.get(person.in_group)
    companion = Companion(
        pk=person.pk,
        languages={language["code"]: language["level"] for language in person.spoken},
        is_active=person.status == Volunteer.Status.ACTIVE,
        missing_trainings=tuple(title for pk, title in mandatory.items() if pk not in person.trained_in),
        is_cleared=not person.is_clearance_missing,
        places_free=person.max_matches - len(person.held),
        group_places_free=_places_free(group) if group else None,
        gender=person.gender,
        offers=frozenset(person.offered),
        slots=frozenset(person.availability),
        district=person.district,
        postcode=person.postcode,
        interests=words_of(person.interests),
        free=free_time(person.availability, first=today, away=_spans(person.away, today)),
        max_minutes=person.max_minutes,
        wish_gender=person.wish_gender,
        situation=frozenset(person.situation),
        holds=len(person.held),
        group=group.name if group else "",
        status=person.status,
    )
    return Candidate(person, group, companion)


def _places_free(group: Any) -> int | None:
    return None if group.max_matches is None else group.max_matches - group.load


def words_of(text: str) -> frozenset[str]:
    """``"Choir, football"`` → ``{"choir", "football"}``."""
    return frozenset(word for part in text.split(",") if (word := part.strip().casefold()))


def for_the_desk(needs: Any) -> Any:
    """Everything of a need that the rules and the page of the desk read, in three queries."""
    own = {"worker": OuterRef("worker")}
    before = Match.objects.filter(**own).order_by()
    did_not_fit = before.filter(state=Match.State.ENDED, end_reason=Match.EndReason.DID_NOT_FIT)
    return (
        needs.annotate(
            declined=ArraySubquery(before.filter(state=Match.State.DECLINED).values("volunteer")),
            did_not_fit=ArraySubquery(did_not_fit.values("volunteer")),
            excluded=ArraySubquery(PairExclusion.objects.filter(**own).order_by().values("volunteer")),
            away=_days_away(WorkerAbsence.objects.filter(**own)),
            ways=_ways_from("worker__district", "worker__postcode"),
        )
        .select_related("worker__cohort", "programme")
        .prefetch_related("help", "worker__languages")
    )


def _ways_from(district: str, postcode: str) -> ArraySubquery:
    """The lines of the programme's table of ways that begin or end where somebody lives."""
    ends = Q(first__iexact=OuterRef(district)) | Q(second__iexact=OuterRef(district))
    ends |= Q(first=OuterRef(postcode)) | Q(second=OuterRef(postcode))
    lines = DistrictDistance.objects.filter(ends, programme=OuterRef("programme")).order_by()
    return ArraySubquery(lines.values(data=JSONObject(first="first", second="second", minutes="minutes")))


def _ways(lines: Iterable[Mapping[str, Any]], district: str, postcode: str) -> dict[str, int]:
    """Minutes to other places; what is known from the district counts before what is known from the postcode."""
    found: dict[str, int] = {}
    for here in filter(None, (postcode.casefold(), district.casefold())):
        for line in lines:
            first, second = line["first"].casefold(), line["second"].casefold()
            if here in (first, second):
                found[second if here == first else first] = line["minutes"]
    return found


def seeker_of(need: Any, *, today: datetime.date) -> Seeker:
    """``need`` comes from ``for_the_desk``."""
    worker = need.worker
    away, shifts = _spans(need.away, today), worker.shift_pattern
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
        free=free_time(worker.availability, first=today, shifts=shifts, away=away),
        possible=free_time(SLOTS, first=today, shifts=shifts, away=away),
        ways=_ways(need.ways, worker.district, worker.postcode),
        max_minutes=worker.max_minutes,
        gender=worker.gender,
        situation=frozenset(worker.situation),
        excluded=frozenset(need.excluded),
        did_not_fit=frozenset(need.did_not_fit),
    )
