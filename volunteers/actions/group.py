"""Making groups, and putting volunteers into them without ever overfilling one."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.actions.volunteer import set_status
from volunteers.emails.volunteer import send_group_welcome
from volunteers.models import CompanionGroup, GroupMembership, Programme, Volunteer
from volunteers.queries.clearance import is_cleared
from volunteers.queries.qualification import is_qualified
from volunteers.rules import group as rules

FIELDS = ("name", "focus", "speaker", "seats", "max_matches", "meets", "is_active")


@transaction.atomic
def create_group(programme: Programme, *, by: User, **details: Any) -> CompanionGroup:
    """Makes a group; ``details`` are its name, focus, seats and when it meets."""
    group = CompanionGroup(programme=programme, **{k: v for k, v in details.items() if k in FIELDS})
    group.full_clean()
    group.save()
    trail.record("group.created", group, by=by)
    return group


@transaction.atomic
def update_group(group: CompanionGroup, *, by: User, details: Mapping[str, Any]) -> CompanionGroup:
    """Changes a group; it never gets fewer places than it has members."""
    group = _locked(group)
    changed = [name for name in FIELDS if name in details and getattr(group, name) != details[name]]
    for name in changed:
        setattr(group, name, details[name])
    rules.check_seats_suffice(group.seats, _members(group))
    group.full_clean()
    group.save()
    trail.record("group.updated", group, by=by, fields=changed)
    return group


@transaction.atomic
def assign_to_group(volunteer: Volunteer, *, group: CompanionGroup, by: User, now: datetime.datetime) -> Volunteer:
    """Puts a volunteer into a group (out of the former one); whoever is trained becomes active by it.

    The row of the group is locked first, so that its last place is given once. ``ValidationError`` if the
    group is full or has ended, or if the volunteer is not accepted yet. The volunteer gets a mail.
    """
    group, today = _locked(group), timezone.localdate(now)
    volunteer = Volunteer.objects.select_related("programme").select_for_update(of=("self",)).get(pk=volunteer.pk)
    rules.check_same_programme(group.programme_id, volunteer.programme_id)
    rules.check_open(group.is_active)
    rules.check_assignable(volunteer.status)
    current = GroupMembership.objects.filter(volunteer=volunteer, left_on=None).first()
    if current and current.group_id == group.pk:
        return volunteer
    rules.check_seat(group.seats, _members(group))
    _leave(current, today)
    GroupMembership(programme=group.programme, group=group, volunteer=volunteer, joined_on=today).save()
    trail.record("volunteer.assigned", volunteer, by=by, fields=["group"])
    if volunteer.status == "trained" and is_qualified(volunteer, today) and is_cleared(volunteer, today):
        set_status(volunteer, "active", by=by, today=today)
    send_group_welcome(volunteer, group)
    return volunteer


def _leave(membership: GroupMembership | None, today: datetime.date) -> None:
    if membership is None:
        return
    membership.left_on = today
    membership.save()
    CompanionGroup.objects.filter(pk=membership.group_id, speaker=membership.volunteer_id).update(speaker=None)


def _members(group: CompanionGroup) -> int:
    return GroupMembership.objects.filter(group=group, left_on=None).count()


def _locked(group: CompanionGroup) -> CompanionGroup:
    return CompanionGroup.objects.select_related("programme").select_for_update(of=("self",)).get(pk=group.pk)
