"""Asking to join a group, and answering: the place is given when the request is accepted, and only once."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.actions.group import assign_to_group
from volunteers.emails.volunteer import send_about_group
from volunteers.models import CompanionGroup, GroupRequest, Volunteer
from volunteers.rules.group import check_assignable, check_request_open

State = GroupRequest.State


@transaction.atomic
def request_group(volunteer: Volunteer, *, group_id: int, by: User, now: datetime.datetime) -> GroupRequest:
    """The volunteer asks for a place; who asks first stands first. One open request at a time.

    That the group is of the same programme, the database says. ``ValidationError`` if she is not accepted yet.
    """
    check_assignable(volunteer.status)
    try:
        with transaction.atomic():
            asked = GroupRequest.objects.create(
                programme_id=volunteer.programme_id, volunteer=volunteer, group_id=group_id, asked_at=now
            )
    except IntegrityError:
        raise ValidationError(_("There is already a request that waits for an answer."), "open") from None
    trail.record("group_request.made", asked, by=by)
    return asked


@transaction.atomic
def withdraw_request(asked: GroupRequest, *, by: User, now: datetime.datetime) -> GroupRequest:
    """The volunteer takes it back before it is answered."""
    return _settle(_locked(asked), State.WITHDRAWN, by=by, now=now)


@transaction.atomic
def accept_request(asked: GroupRequest, *, by: User, now: datetime.datetime) -> GroupRequest:
    """Puts the volunteer into the group. The group is locked before the request: its last place is given once.

    ``ValidationError`` if it is full; the request keeps its place on the waiting list.
    """
    CompanionGroup.objects.select_for_update(of=("self",)).get(pk=asked.group_id)
    asked = _locked(asked)
    check_request_open(asked.state)
    assign_to_group(asked.volunteer, group=asked.group, by=by, now=now)
    return _settle(asked, State.ACCEPTED, by=by, now=now)


@transaction.atomic
def decline_request(asked: GroupRequest, *, by: User, now: datetime.datetime) -> GroupRequest:
    """Says no, with a mail."""
    asked = _settle(_locked(asked), State.DECLINED, by=by, now=now)
    send_about_group(asked.volunteer, "group_declined", group=asked.group)
    return asked


def _settle(asked: GroupRequest, state: str, *, by: User, now: datetime.datetime) -> GroupRequest:
    check_request_open(asked.state)
    asked.state, asked.settled_at = state, now
    asked.save(update_fields=["state", "settled_at"])
    trail.record(f"group_request.{state}", asked, by=by, fields=["state"])
    return asked


def _locked(asked: GroupRequest) -> GroupRequest:
    return GroupRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
