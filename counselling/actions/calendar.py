"""The private feed of a calendar: a secret address that can be made new."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from counselling.models import BookingCalendar, StaffMember
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def renew_feed(*, by: User) -> BookingCalendar:
    """Gives the person's own calendar a new address; the one before is worthless from now on."""
    member = StaffMember.objects.filter(user=by).first()
    if member is None:
        raise ValidationError(_("You do not belong to a centre yet: please ask your administrator."))
    defaults = {"controller_id": member.controller_id, "is_bookable": member.job in BOOKABLE}
    BookingCalendar.objects.get_or_create(staff=member, defaults=defaults)
    calendar = BookingCalendar.objects.select_for_update(of=("self",)).get(staff=member)
    calendar.feed_number += 1
    calendar.save(update_fields=["feed_number"])
    record("bookingcalendar.renewed", calendar, by=by)
    return calendar


# Who can be booked as long as nobody has said otherwise; the function in the database knows the same.
BOOKABLE = (StaffMember.Job.HEAD, StaffMember.Job.COUNSELLOR, StaffMember.Job.COORDINATOR)
