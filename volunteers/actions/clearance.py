"""Noting that a certificate of conduct was seen, taking a wrong note back, erasing what is no longer needed."""

import datetime

from django.db import transaction
from django.utils import timezone

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from ibs_portal.database.one_by_one import one_by_one
from volunteers.models import ClearanceCheck, Volunteer
from volunteers.rules import clearance as rules


@transaction.atomic
def check_clearance(
    volunteer: Volunteer,
    *,
    by: User,
    issued_on: datetime.date,
    seen_on: datetime.date,
    is_clear: bool,
    now: datetime.datetime,
) -> ClearanceCheck:
    """Notes one look; nothing of the certificate is kept but its day and whether something stands against it.

    It counts as long as the programme says, from the day it was issued. ``ValidationError`` at the days.
    """
    volunteer = Volunteer.objects.select_related("programme").select_for_update(of=("self",)).get(pk=volunteer.pk)
    rules.check_days(issued_on, seen_on, timezone.localdate(now))
    check = ClearanceCheck(programme=volunteer.programme, volunteer=volunteer, seen_by=by)
    check.issued_on, check.seen_on, check.is_clear = issued_on, seen_on, is_clear
    check.valid_until = rules.valid_until(issued_on, volunteer.programme.clearance_years)
    check.full_clean(exclude=["programme", "seen_by"])
    check.save()
    trail.record("clearance.checked", check, by=by)
    return check


@transaction.atomic
def delete_clearance(check: ClearanceCheck, *, by: User) -> Volunteer:
    """Takes a note back that was entered by mistake; the one before counts again."""
    trail.record("clearance.deleted", check, by=by)
    ClearanceCheck.objects.filter(pk=check.pk).delete()
    return check.volunteer


def erase_clearances(*, by: User | None, now: datetime.datetime) -> int:
    """Erases the notes of everybody who left three months ago; how many. Runs every night, one by one."""
    day = rules.erased_if_left_before(timezone.localdate(now))
    old = ClearanceCheck.objects.filter(volunteer__status=Volunteer.Status.LEFT, volunteer__left_on__lte=day)

    def erase(key: int) -> bool:
        check = old.filter(pk=key).first()
        if check is None:
            return False
        trail.record("clearance.erased", check, by=by)
        return bool(ClearanceCheck.objects.filter(pk=key).delete()[0])

    return one_by_one(lambda: old.values_list("pk", flat=True), erase)
