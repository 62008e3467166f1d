"""When a centre is open: a regular week, periods with a week of their own, and single days.

What holds at a moment is decided in ``rules/opening.py``; here stands only what may be entered.
"""

import datetime
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from counselling.models.centre import Centre
from counselling.models.offering import Offering
from counselling.models.ranges import DateRange, TimeOfDayRange
from counselling.models.staff import Weekday
from ibs_portal.privacy.declaration import NoPersonalData

WHOLE_DAYS = RangeBoundary(inclusive_lower=True, inclusive_upper=True)


class Mode(models.TextChoices):
    """What a span of time offers. By appointment is never "closed": somebody is there, for whom has booked."""

    OPEN = "open", pgettext_lazy("door", "open")
    BY_APPOINTMENT = "by_appointment", _("by appointment")
    PHONE_ONLY = "phone_only", _("by phone only")


class Reason(models.TextChoices):
    """Why hours differ; chosen, not typed, so that it is at once there in every language."""

    TRAINING = "training", pgettext_lazy("reason", "Training")
    STAFFING = "staffing", _("Few colleagues are in")
    ILLNESS = "illness", _("Illness")
    HOLIDAYS = "holidays", _("Holiday season")
    TEAM_DAY = "team_day", _("Team day")
    EVENT = "event", _("Event")
    BUILDING = "building", _("Works in the building")
    BRIDGE_DAY = "bridge_day", _("Day between holidays")
    OTHER = "other", _("Another reason")


def _times_in_order(name: str) -> models.CheckConstraint:
    both_or_none = Q(opens__isnull=False, closes__isnull=False) | Q(opens=None, closes=None)
    return models.CheckConstraint(
        condition=both_or_none & (Q(opens=None) | Q(closes__gt=F("opens"))),
        name=name,
        violation_error_message=_("Enter both times, the earlier one first."),
    )


def _offering(related_name: str) -> Any:
    """Whose hours these are; the database sees to it that it belongs to the same centre."""
    return models.ForeignKey(
        Offering,
        models.CASCADE,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=_("offer"),
        help_text=_("Empty: the door of the centre."),
    )


SAME_OFFERING = (Coalesce("offering", Value(0)), RangeOperators.EQUAL)


class OpeningPeriod(models.Model):
    """Some weeks with other hours (reduced in summer, for example): its own rules replace the regular week."""

    class Kind(models.TextChoices):
        REDUCED = "reduced", _("reduced hours")
        EXTENDED = "extended", _("longer hours")
        CHANGED = "changed", _("other hours")

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="periods", verbose_name=_("centre"))
    offering = _offering("periods")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REDUCED)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, default=Reason.STAFFING)
    public_note = models.CharField(_("text for the public"), max_length=300, blank=True)
    announced_on = models.DateField(_("announced on"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("period with other hours")
        verbose_name_plural = _("periods with other hours")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="counselling_openingperiod_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            ExclusionConstraint(
                name="counselling_openingperiod_no_overlap",
                expressions=[
                    ("centre", RangeOperators.EQUAL),
                    SAME_OFFERING,
                    (DateRange("starts_on", "ends_on", WHOLE_DAYS), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None),
                violation_error_message=_("There is already a period on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"


class OpeningRule(models.Model):
    """One line of a week: a weekday, a span, a mode. With a ``period`` it belongs to that period's own week.

    Without times (only by appointment) the line means the whole day. The regular week is kept by validity, so
    last year's hours are still known.
    """

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="opening_rules", verbose_name=_("centre"))
    offering = _offering("opening_rules")
    period = models.ForeignKey(
        OpeningPeriod, models.CASCADE, null=True, blank=True, related_name="rules", verbose_name=_("period")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("until"), null=True, blank=True)
    mode = models.CharField(_("offer"), max_length=20, choices=Mode, default=Mode.OPEN)
    valid_from = models.DateField(_("valid from"), default=datetime.date(2017, 3, 1))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("line of a week")
        verbose_name_plural = _("lines of the week")
        ordering = ["centre", "valid_from", "weekday", "opens"]
        constraints = [
            _times_in_order("counselling_openingrule_times_in_order"),
            models.CheckConstraint(
                condition=Q(opens__isnull=False) | Q(mode=Mode.BY_APPOINTMENT),
                name="counselling_openingrule_whole_day_by_appointment",
                violation_error_message=_("Only a day by appointment may stand without times."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="counselling_openingrule_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="counselling_openingrule_weekday",
                violation_error_message=_("A week has seven days, counted from 0 to 6."),
            ),
            ExclusionConstraint(
                name="counselling_openingrule_no_overlap",
                expressions=[
                    ("centre", RangeOperators.EQUAL),
                    SAME_OFFERING,
                    ("weekday", RangeOperators.EQUAL),
                    (Coalesce("period", Value(0)), RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until", WHOLE_DAYS), RangeOperators.OVERLAPS),
                    (TimeOfDayRange("opens", "closes"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("These times overlap with others of the same weekday."),
            ),
        ]

    def __str__(self) -> str:
        times = f"{self.opens:%H:%M}–{self.closes:%H:%M}" if self.opens and self.closes else ""
        return f"{self.get_weekday_display()} {times} {self.get_mode_display()}"


class OpeningException(models.Model):
    """Single days that differ, holidays included.

    A closure (no ``mode``) takes its times away, without times the whole day, and leaves the rest as it is.
    Any other exception replaces the day: only its own times hold; two of them on one day add up.
    """

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="exceptions", verbose_name=_("centre"))
    offering = _offering("exceptions")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    mode = models.CharField(_("offer"), max_length=20, choices=Mode, blank=True, help_text=_("Empty: closed."))
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, default=Reason.OTHER)
    public_note = models.CharField(_("text for the public"), max_length=300, blank=True)
    announced_at = models.DateTimeField(_("announced"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("closure or other hours on a day")
        verbose_name_plural = _("closures and other hours on a day")
        ordering = ["-starts_on", "opens"]
        constraints = [
            _times_in_order("counselling_openingexception_times_in_order"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="counselling_openingexception_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=False) | Q(mode__in=["", Mode.BY_APPOINTMENT]),
                name="counselling_openingexception_times_if_open",
                violation_error_message=_("Enter the times of that day."),
            ),
            ExclusionConstraint(
                name="counselling_openingexception_no_overlapping_closures",
                expressions=[
                    ("centre", RangeOperators.EQUAL),
                    SAME_OFFERING,
                    (DateRange("starts_on", "ends_on", WHOLE_DAYS), RangeOperators.OVERLAPS),
                    (TimeOfDayRange("opens", "closes"), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None, mode=""),
                violation_error_message=_("A closure is already announced for some of this time."),
            ),
            ExclusionConstraint(
                name="counselling_openingexception_no_overlapping_times",
                expressions=[
                    ("centre", RangeOperators.EQUAL),
                    SAME_OFFERING,
                    (DateRange("starts_on", "ends_on", WHOLE_DAYS), RangeOperators.OVERLAPS),
                    (TimeOfDayRange("opens", "closes"), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None) & ~Q(mode=""),
                violation_error_message=_("Other times are already announced for some of this time."),
            ),
        ]

    def __str__(self) -> str:
        days = f"{self.starts_on:%d.%m.%Y}"
        if self.ends_on != self.starts_on:
            days += f"–{self.ends_on:%d.%m.%Y}"
        times = f" {self.opens:%H:%M}–{self.closes:%H:%M}" if self.opens and self.closes else ""
        offer = self.get_mode_display() if self.mode else pgettext("door", "closed")
        return f"{days}{times}: {offer} ({self.get_reason_display()})"

    @property
    def is_closure(self) -> bool:
        return self.mode == ""
