"""Who could stand in for a companion, who does, and what each side sees of it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from volunteers.models import GroupMembership, Match, MatchNeed, StandIn, Volunteer
from volunteers.models.match import Card
from volunteers.queries.crowd import companions, for_the_desk, seeker_of
from volunteers.queries.narrow import StandInNames, cards, stand_in_names
from volunteers.rules.matching import may_override, why_not
from volunteers.rules.matching_words import worded_obstacle

# Places count for companionships of one's own; standing in for some weeks takes none.
NOT_COUNTED = ("no_place", "group_full")


@dataclass(frozen=True)
class StandInCandidate:
    """A member of the companion's group: what forbids it, and what the desk should know before she asks."""

    volunteer: Volunteer
    forbidden: list[str]
    hints: list[str]


def fellows_of(companion: Volunteer | int) -> Any:
    """The other members of the companion's group."""
    groups = GroupMembership.objects.filter(volunteer=companion, left_on=None).values("group")
    members = GroupMembership.objects.filter(group__in=groups, left_on=None).exclude(volunteer=companion)
    return members.values_list("volunteer", flat=True)


def candidates_for(match: Match, *, today: datetime.date, volunteer: Volunteer | None = None) -> list[StandInCandidate]:
    """Who could stand in, those first against whom nothing speaks; the group of ``volunteer`` alone if she is named."""
    fellows = set(fellows_of(match.volunteer_id))
    seeker = seeker_of(for_the_desk(MatchNeed.objects).get(pk=match.need_id), today=today)
    found = []
    for candidate in companions(match.programme, today=today, volunteer=volunteer):
        if candidate.volunteer.pk in fellows:
            against = [o for o in why_not(seeker, candidate.companion) if o.code not in NOT_COUNTED]
            forbidden = [worded_obstacle(o) for o in against if not may_override(o)]
            hints = [worded_obstacle(o) for o in against if may_override(o)]
            found.append(StandInCandidate(candidate.volunteer, forbidden, hints))
    return sorted(found, key=lambda one: (len(one.forbidden), len(one.hints), str(one.volunteer)))


def stand_ins_of(match: Match) -> list[StandIn]:
    """For the desk, the latest first."""
    return list(StandIn.objects.filter(match=match).select_related("volunteer", "asked_by"))


@dataclass(frozen=True)
class OwnStandIn:
    """For whoever is asked or stands in. ``worker`` is there from the first day to the last, as for a companion."""

    row: StandIn
    names: StandInNames
    worker: Card | None

    @property
    def is_in_force(self) -> bool:
        return self.worker is not None


def my_stand_ins(user: Any) -> list[OwnStandIn]:
    """What the volunteer who is asking is asked for or has agreed to, the next one first."""
    rows = StandIn.objects.filter(volunteer__user=user).live().filter(ends_on__gte=timezone.localdate())
    return own_stand_ins(rows.order_by("starts_on", "pk"))


def own_stand_ins(rows: Iterable[StandIn]) -> list[OwnStandIn]:
    """Rows of the volunteer who is asking; rows whose days are over are left out."""
    names = stand_in_names()
    shown = [row for row in rows if row.pk in names]
    today = timezone.localdate()
    wanted = [row.pk for row in shown if row.state == StandIn.State.ACCEPTED and row.starts_on <= today]
    people = cards() if wanted else {}
    workers = {row.pk: people.get((row.match_id, "volunteer")) for row in shown if row.pk in wanted}
    return [OwnStandIn(row, names[row.pk], workers.get(row.pk)) for row in shown]


@dataclass(frozen=True)
class ShownStandIn:
    """For both sides of the match: who stands in, when; and her phone number for the skilled worker meanwhile."""

    names: StandInNames
    volunteer: Card | None

    @property
    def is_in_force(self) -> bool:
        return self.names.starts_on <= timezone.localdate()


def stand_ins_by_match() -> dict[int, list[ShownStandIn]]:
    """Those who stand in now or will, by own match of the one who is asking."""
    found: dict[int, list[ShownStandIn]] = {}
    names = [one for one in stand_in_names().values() if one.is_accepted and not one.is_mine]
    people = cards() if names else {}
    for one in names:
        deputy = people.get((one.match, "deputy")) if one.starts_on <= timezone.localdate() else None
        found.setdefault(one.match, []).append(ShownStandIn(one, deputy))
    return found
