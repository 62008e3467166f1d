"""Groups as members, their speaker and coordinators see them: dates with who comes, who asks for a place."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from volunteers.models import CompanionGroup, GroupDate, GroupMembership, GroupRequest, GroupVisit, Volunteer
from volunteers.queries.narrow import group_answers, group_checkins, group_members, open_groups
from volunteers.rules.group import free_seats
from volunteers.rules.group_date import length_of

PAST_SHOWN = 3


@dataclass
class ShownDate:
    """One date with the own answer, or with the names of those who come."""

    date: GroupDate
    is_over: bool
    answer: str = ""
    coming: list[str] = field(default_factory=list)
    not_coming: list[str] = field(default_factory=list)


def requests_of(group: CompanionGroup) -> list[GroupRequest]:
    """Who waits for a place, in order."""
    return list(group.requests.filter(state=GroupRequest.State.ASKED).select_related("volunteer"))


def dates_of(group: CompanionGroup, now: datetime.datetime) -> list[Any]:
    """All that come and the last three, with ``coming`` and ``present``, as the desk shows them."""
    rows = group.dates.annotate(
        coming=Count("visits", filter=Q(visits__answer="yes")),
        present=Count("visits", filter=Q(visits__minutes__gt=0)),
    )
    past = list(rows.filter(ends_at__lt=now).order_by("-starts_at")[:PAST_SHOWN])
    return [*reversed(past), *rows.filter(ends_at__gte=now)]


def members_on(date: GroupDate) -> list[tuple[int, str, int | None]]:
    """Key, name and noted minutes of everybody who was in the group on that day; before anything is noted the length
    of the date for those who said that they come."""
    day = timezone.localdate(date.starts_at)
    rows = GroupMembership.objects.filter(group=date.group_id, joined_on__lte=day).exclude(left_on__lt=day)
    visits = {visit.volunteer_id: visit for visit in date.visits.all()}
    length = length_of(date.starts_at, date.ends_at)
    return [
        (row.volunteer_id, row.volunteer.name, _minutes(visits.get(row.volunteer_id), length))
        for row in rows.select_related("volunteer").order_by("volunteer__family_name", "pk")
    ]


def _minutes(visit: GroupVisit | None, length: int) -> int | None:
    if visit is None or visit.minutes is not None:
        return visit.minutes if visit else None
    return length if visit.answer == "yes" else None


def own_dates(volunteer: Volunteer, group: CompanionGroup, now: datetime.datetime) -> list[ShownDate]:
    """What a member sees: the coming dates and her own answers."""
    dates = list(GroupDate.objects.filter(group=group, ends_at__gte=now))
    answers = dict(GroupVisit.objects.filter(volunteer=volunteer, date__in=dates).values_list("date_id", "answer"))
    return [ShownDate(date, date.starts_at <= now, answers.get(date.pk, "")) for date in dates]


def with_names(shown: list[ShownDate]) -> list[ShownDate]:
    """For the speaker: first names of those who have answered."""
    by_date = {one.date.pk: one for one in shown}
    for date, given_name, answer in group_answers():
        if one := by_date.get(date):
            (one.coming if answer == "yes" else one.not_coming).append(given_name)
    return shown


@dataclass(frozen=True)
class SpeakersView:
    """What the speaker of a group sees of it: first names, and whose check-in is due. No notes, no addresses."""

    members: list[str]
    checkins: list[tuple[str, datetime.date]]


def speakers_view(group: CompanionGroup) -> SpeakersView:
    return SpeakersView(
        members=[name for group_id, name in group_members() if group_id == group.pk],
        checkins=[(name, day) for group_id, name, day in group_checkins() if group_id == group.pk],
    )


@dataclass(frozen=True)
class OpenGroup:
    """A group that a volunteer may ask for."""

    pk: int
    name: str
    focus: str
    meets: str
    free: int


def groups_to_ask(own: CompanionGroup | None) -> list[OpenGroup]:
    """All groups of the own programme that take part, without the own one."""
    rows = [
        OpenGroup(pk, name, focus, meets, free_seats(seats, members))
        for pk, name, focus, meets, seats, members in open_groups()
    ]
    return [row for row in rows if own is None or row.pk != own.pk]


def open_request(volunteer: Volunteer) -> GroupRequest | None:
    return GroupRequest.objects.filter(volunteer=volunteer, state=GroupRequest.State.ASKED).first()
