"""Dates of groups, who comes, and somebody who asks for a place."""

import datetime

from django.utils import timezone

from volunteers.models import CompanionGroup, GroupDate, GroupMembership, GroupRequest, GroupVisit, Programme, Volunteer

PLACES = ("Freiwilligen-Agentur, Seminarraum", "Café am Ledenhof", "Nachbarschaftstreff Schinkel")
TOPICS = ("Fragen und Erfahrungen", "Gespräch mit der Ausländerbehörde", "")


def seed_group_life(programme: Programme, people: list[Volunteer], *, now: datetime.datetime) -> None:
    groups = list(CompanionGroup.objects.filter(programme=programme).order_by("pk")[:3])
    evening = timezone.localtime(now).replace(hour=18, minute=0, second=0, microsecond=0)
    for number, group in enumerate(groups):
        for weeks in (-2, 2):
            starts_at = evening + datetime.timedelta(weeks=weeks, days=number)
            date = GroupDate.objects.create(
                programme=programme,
                group=group,
                starts_at=starts_at,
                ends_at=starts_at + datetime.timedelta(minutes=90),
                place=PLACES[number],
                topic=TOPICS[number],
            )
            _visits(date, is_over=weeks < 0)
    waiting = [person for person in people if person.status in ("trained", "accepted")][:2]
    GroupRequest.objects.bulk_create(
        GroupRequest(programme=programme, group=groups[0], volunteer=person, asked_at=now - datetime.timedelta(days=n))
        for n, person in enumerate(waiting, 1)
    )


def _visits(date: GroupDate, *, is_over: bool) -> None:
    members = GroupMembership.objects.filter(group=date.group, left_on=None).order_by("pk")
    GroupVisit.objects.bulk_create(
        GroupVisit(
            programme_id=date.programme_id,
            date=date,
            volunteer_id=member.volunteer_id,
            answer="no" if number % 3 == 2 else "yes",
            minutes=(0 if number % 3 == 2 else 90) if is_over else None,
        )
        for number, member in enumerate(members)
    )
