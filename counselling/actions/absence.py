"""Who is away, and who is back. Each act locks the centre first, so that two people cannot enter what overlaps."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import Absence, Centre, StaffMember
from counselling.rules.absence import check_absence_days, last_day_away
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def enter_absence(
    staff: StaffMember,
    *,
    by: User,
    starts_on: datetime.date,
    ends_on: datetime.date,
    kind: str = Absence.Kind.PLANNED,
    deputy: StaffMember | None = None,
) -> Absence:
    """Days away of a colleague of the own organisation, or one's own. Why is not asked.

    ``ValidationError`` for days in the wrong order, over for long, or on which she is away already.
    """
    _lock(staff.centre_id)
    check_one_controller(by.organisation_id, by, staff, deputy)
    check_absence_days(starts_on, ends_on, today=timezone.localdate())
    absence = Absence(staff=staff, controller_id=staff.controller_id)
    absence.starts_on, absence.ends_on, absence.kind, absence.deputy = starts_on, ends_on, kind, deputy
    _save(absence)
    record("absence.entered", absence, by=by)
    return absence


@transaction.atomic
def change_absence(
    absence: Absence,
    *,
    by: User,
    starts_on: datetime.date,
    ends_on: datetime.date,
    kind: str,
    deputy: StaffMember | None = None,
) -> Absence:
    """Other days, another deputy. ``ValidationError`` as for ``enter_absence``, and if it has been taken back."""
    absence = _reloaded(absence)
    check_one_controller(by.organisation_id, by, absence, deputy)
    check_absence_days(starts_on, ends_on, today=timezone.localdate())
    absence.starts_on, absence.ends_on, absence.kind, absence.deputy = starts_on, ends_on, kind, deputy
    _save(absence)
    record("absence.changed", absence, by=by, fields=["starts_on", "ends_on", "kind", "deputy"])
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, by: User, back_on: datetime.date) -> Absence:
    """She is back: the day before is the last one away. An absence that never began goes altogether."""
    absence = _reloaded(absence)
    check_one_controller(by.organisation_id, by, absence)
    last = last_day_away(absence.starts_on, absence.ends_on, back_on)
    record("absence.ended", absence, by=by, fields=["ends_on"])
    if last is None:
        absence.delete()
    else:
        absence.ends_on = last
        _save(absence)
    return absence


def _lock(centre_id: int) -> None:
    Centre.objects.select_for_update(of=("self",)).get(pk=centre_id)


def _reloaded(absence: Absence) -> Absence:
    _lock(absence.staff.centre_id)
    found = Absence.objects.select_for_update(of=("self",)).filter(pk=absence.pk).first()
    if found is None:
        raise ValidationError(_("A colleague has taken this absence back in the meantime."), code="gone")
    return found


def _save(absence: Absence) -> None:
    absence.full_clean()
    absence.save()
