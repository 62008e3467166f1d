"""When a colleague can be spoken to and booked: her own week."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from counselling.actions.calendar import BOOKABLE
from counselling.models import BookingCalendar, ConsultationWindow, StaffMember
from counselling.queries.calendar import lock_calendars
from counselling.rules.hours import Line
from counselling.rules.overlap import first_overlap
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def set_consultation_hours(
    staff: StaffMember, *, lines: Iterable[Line], are_public: bool, by: User
) -> list[ConsultationWindow]:
    """Replaces all consultation hours of one person; without any, she can be booked whenever the centre works.

    Whoever books waits meanwhile. ``ValidationError`` for spans that overlap. Appointments that are booked stay.
    """
    lines = list(lines)
    lock_calendars(staff.centre)
    if first_overlap(lines):
        raise ValidationError(_("These times overlap with others of the same weekday."), code="overlap")
    _show_hours(staff, are_public)
    staff.windows.all().delete()
    windows = [_window(staff, line) for line in lines]
    record("staffmember.consultation_set", staff, by=by, fields=["windows", "are_hours_public"])
    return windows


def _show_hours(staff: StaffMember, are_public: bool) -> None:
    defaults = {"controller_id": staff.controller_id, "is_bookable": staff.job in BOOKABLE}
    calendar, _is_new = BookingCalendar.objects.get_or_create(staff=staff, defaults=defaults)
    calendar.are_hours_public = are_public
    calendar.save(update_fields=["are_hours_public"])


def _window(staff: StaffMember, line: Line) -> ConsultationWindow:
    times: dict[str, Any] = {"weekday": line.weekday, "opens": line.opens, "closes": line.closes}
    window = ConsultationWindow(staff=staff, controller_id=staff.controller_id, **times)
    window.full_clean()
    window.save()
    return window
