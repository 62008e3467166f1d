"""Breaks that end by themselves, on the day the volunteer named."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ibs_portal.accounts.models import User
from volunteers.actions.volunteer import advance_volunteer
from volunteers.emails.volunteer import send_back, send_to
from volunteers.models import GroupMembership, Volunteer
from volunteers.rules.volunteer import status_after_pause


@transaction.atomic
def end_pauses(*, by: User | None, now: datetime.datetime) -> int:
    """Brings back everybody whose break is over, and writes to them; how many are back.

    Who lacks a training or certificate stays in the break, is told so on the day itself, and stands in the pipeline
    as somebody whose break is over.
    """
    today = timezone.localdate(now)
    over = Volunteer.objects.filter(status=Volunteer.Status.PAUSED, paused_until__lte=today)
    over = over.select_related("programme").select_for_update(of=("self",), skip_locked=True)
    return sum(_back(volunteer, by=by, now=now) for volunteer in over.order_by("pk"))


def _back(volunteer: Volunteer, *, by: User | None, now: datetime.datetime) -> bool:
    has_group = GroupMembership.objects.filter(volunteer=volunteer, left_on=None).exists()
    try:
        with transaction.atomic():
            advance_volunteer(volunteer, to=status_after_pause(has_group=has_group), by=by, now=now)
    except ValidationError:
        if volunteer.paused_until == timezone.localdate(now):
            send_to(volunteer, "pause_over")
        return False
    send_back(volunteer)
    return True
