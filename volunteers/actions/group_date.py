"""Dates of a group: made, cancelled, answered by members, and who was there."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.emails.volunteer import send_about_group
from volunteers.models import CompanionGroup, GroupDate, GroupMembership, GroupVisit, Volunteer
from volunteers.rules import group_date as rules


@transaction.atomic
def create_date(
    group: CompanionGroup,
    *,
    by: User,
    now: datetime.datetime,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    place: str,
    topic: str = "",
) -> GroupDate:
    """Makes a date and writes to every member; each answers on the own page."""
    rules.check_span(starts_at, ends_at, now)
    date = GroupDate(programme_id=group.programme_id, group=group, place=place, topic=topic)
    date.starts_at, date.ends_at = starts_at, ends_at
    date.full_clean(exclude=["programme", "group"])
    date.save()
    trail.record("group_date.created", date, by=by)
    _tell(date, "group_date")
    return date


@transaction.atomic
def cancel_date(date: GroupDate, *, by: User, now: datetime.datetime) -> GroupDate:
    """Cancels it, with a mail to every member; it stays to be seen as cancelled."""
    date = _locked(date)
    rules.check_can_answer(date.starts_at, now, is_cancelled=date.cancelled_at is not None)
    date.cancelled_at = now
    date.save(update_fields=["cancelled_at"])
    trail.record("group_date.cancelled", date, by=by)
    _tell(date, "group_date_cancelled")
    return date


@transaction.atomic
def answer_date(
    date: GroupDate, *, volunteer: Volunteer, is_coming: bool, by: User, now: datetime.datetime
) -> GroupVisit:
    """A member says whether she comes, or something else than before."""
    rules.check_can_answer(date.starts_at, now, is_cancelled=date.cancelled_at is not None)
    answer = GroupVisit.Answer.YES if is_coming else GroupVisit.Answer.NO
    visit, _made = GroupVisit.objects.update_or_create(
        date=date, volunteer=volunteer, defaults={"programme_id": date.programme_id, "answer": answer}
    )
    trail.record("group_visit.answered", visit, by=by, fields=["answer"])
    return visit


@transaction.atomic
def note_visits(date: GroupDate, *, minutes: Mapping[int, int | None], by: User, now: datetime.datetime) -> GroupDate:
    """Who was there how long, by the key of the volunteer; only members count. All of it or nothing."""
    date = _locked(date)
    rules.check_can_note(date.starts_at, now, is_cancelled=date.cancelled_at is not None)
    members = set(_members(date).values_list("volunteer_id", flat=True))
    for key in sorted(minutes.keys() & members):
        rules.check_minutes(minutes[key])
        GroupVisit.objects.update_or_create(
            date=date,
            volunteer_id=key,
            defaults={"programme_id": date.programme_id, "minutes": minutes[key]},
        )
    trail.record("group_date.attended", date, by=by)
    return date


def _members(date: GroupDate) -> Any:
    """Who was in the group on that day."""
    day = timezone.localdate(date.starts_at)
    return GroupMembership.objects.filter(group=date.group_id, joined_on__lte=day).exclude(left_on__lt=day)


def _tell(date: GroupDate, letter: str) -> None:
    rows = GroupMembership.objects.filter(group=date.group_id, left_on=None)
    for row in rows.select_related("volunteer__programme__organisation").order_by("pk"):
        send_about_group(row.volunteer, letter, date=date, group=date.group)


def _locked(date: GroupDate) -> GroupDate:
    return GroupDate.objects.select_related("group").select_for_update(of=("self",)).get(pk=date.pk)
