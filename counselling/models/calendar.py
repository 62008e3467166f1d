"""A staff member's own calendar: whether and when the public may book her, and the feed for her phone."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core import signing
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counselling.models.ranges import TimeOfDayRange
from counselling.models.staff import HOUSE_ROLES, StaffMember, Weekday
from counselling.rules.slots import USUAL_MINUTES
from ibs_portal.accounts.models import Organisation
from ibs_portal.database import roles
from ibs_portal.privacy.declaration import Retention, Subject

FEED_SIGNER = signing.Signer(key=settings.SEAL_KEY, salt="counselling.calendar", sep=".")


class OfStaffQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Of colleagues under the same roof; the set-up sees all, nobody else any."""
        if not user.is_authenticated:
            return self.none()
        if user.database_role == roles.SETUP:
            return self.all()
        if user.database_role in HOUSE_ROLES:
            return self.filter(staff__in=StaffMember.objects.under_the_roof_of(user).values("pk"))
        return self.none()


class BookingCalendar(models.Model):
    """Without a row the usual holds: who counsels can be booked in steps of thirty minutes, and has no feed."""

    staff = models.OneToOneField(StaffMember, models.CASCADE, related_name="calendar", verbose_name=_("staff member"))
    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("employer"))
    is_bookable = models.BooleanField(_("the public can book"), default=True)
    slot_minutes = models.PositiveSmallIntegerField(
        _("minutes of an appointment"),
        default=USUAL_MINUTES,
        validators=[MinValueValidator(10), MaxValueValidator(120)],
    )
    are_hours_public = models.BooleanField(
        _("consultation hours on the website"),
        default=False,
        help_text=_("Shown on the team page beside the languages."),
    )
    feed_number = models.PositiveIntegerField(_("number of the feed's address"), default=0, editable=False)

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking calendar")
        verbose_name_plural = _("booking calendars")
        constraints = [
            models.CheckConstraint(
                condition=Q(slot_minutes__range=(10, 120)),
                name="counselling_bookingcalendar_minutes",
                violation_error_message=_("An appointment takes from 10 to 120 minutes."),
            ),
        ]

    class Privacy:
        subject = Subject.STAFF
        personal = ("is_bookable", "slot_minutes", "are_hours_public")
        other = ("staff", "controller", "feed_number")
        retention = Retention.EMPLOYMENT

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.staff}"

    @property
    def feed_token(self) -> str:
        """What the secret address carries; a new number makes the old address worthless."""
        return FEED_SIGNER.sign(f"{self.staff_id}-{self.feed_number}")


def feed_of(token: str) -> tuple[int, int]:
    """Staff member and number in the address of a feed; zeros if the signature is wrong."""
    try:
        staff, _dash, number = FEED_SIGNER.unsign(token).partition("-")
        return int(staff), int(number)
    except (signing.BadSignature, ValueError):
        return 0, 0


class ConsultationWindow(models.Model):
    """Times of the week at which this person can be booked; without any, all hours in which the centre works."""

    staff = models.ForeignKey(StaffMember, models.CASCADE, related_name="windows", verbose_name=_("staff member"))
    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("employer"))
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))

    objects = OfStaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation hours")
        verbose_name_plural = _("consultation hours")
        ordering = ["staff", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="counselling_consultationwindow_times_in_order",
                violation_error_message=_("Enter both times, the earlier one first."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="counselling_consultationwindow_weekday",
                violation_error_message=_("A week has seven days, counted from 0 to 6."),
            ),
            ExclusionConstraint(
                name="counselling_consultationwindow_no_overlap",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (TimeOfDayRange("opens", "closes"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("These times overlap with others of the same weekday."),
            ),
        ]

    class Privacy:
        subject = Subject.STAFF
        personal = ("weekday", "opens", "closes")
        other = ("staff", "controller")
        retention = Retention.EMPLOYMENT

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"
