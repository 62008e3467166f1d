"""Events that come back every week or month, at the same local time."""

import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ibs_portal.accounts.models import User
from ibs_portal.privacy.declaration import NoPersonalData
from projects.models.content import EventContent, content_constraints
from projects.models.project import Project
from projects.rules.series import RULE_PATTERN, describe_rule, occurrences, public_holidays

LONGEST_MINUTES = 24 * 60


class EventSeriesQuerySet(models.QuerySet["EventSeries"]):
    def running(self, today: datetime.date) -> "EventSeriesQuerySet":
        """Series that may still bring new events."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gte=today))

    def visible_to(self, user: User) -> "EventSeriesQuerySet":
        """Series of projects of the person's own organisation."""
        return self.filter(project__in=Project.objects.visible_to(user))


class EventSeries(EventContent):
    """A rule and a local time; the events themselves are rows that can be changed and cancelled one by one."""

    class HolidayRegion(models.TextChoices):
        NONE = "", _("takes place on public holidays too")
        SAXONY = "SN", _("not on public holidays in Saxony")
        LOWER_SAXONY = "NI", _("not on public holidays in Lower Saxony")

    project = models.ForeignKey(Project, models.PROTECT, related_name="series", verbose_name=_("project"))
    rule = models.CharField(
        _("rule"),
        max_length=80,
        validators=[RegexValidator(RULE_PATTERN, _("Only weekly and monthly rules are possible."))],
        help_text=_("After RFC 5545, for example FREQ=WEEKLY;BYDAY=MO or FREQ=MONTHLY;BYDAY=2TU."),
    )
    starts_on = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True)
    start_time = models.TimeField(_("starts at"), help_text=_("Local time, the same in summer and winter."))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=90, validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)]
    )
    holiday_region = models.CharField(
        _("public holidays"), max_length=2, blank=True, choices=HolidayRegion, default=HolidayRegion.NONE
    )
    exceptions = ArrayField(
        models.DateField(),
        verbose_name=_("days without it"),
        default=list,
        blank=True,
        help_text=_("Separated by commas. Cancels nothing that is already announced."),
    )

    objects = EventSeriesQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = pgettext_lazy("several", "series of events")
        ordering = ["project", "title_de"]
        constraints = [
            *content_constraints("series"),
            models.CheckConstraint(
                condition=models.Q(rule__regex=RULE_PATTERN),
                name="projects_series_rule_known",
                violation_error_message=_("Only weekly and monthly rules are possible."),
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("starts_on")),
                name="projects_series_until_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__range=(5, LONGEST_MINUTES)),
                name="projects_series_minutes",
                violation_error_message=_("An event lasts between 5 minutes and one day."),
            ),
            models.CheckConstraint(
                condition=models.Q(place__isnull=False) | models.Q(is_online=True),
                name="projects_series_somewhere",
                violation_error_message=_("Name a place, or say that it is online."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rhythm(self) -> str:
        """The rule in words, for example "every Monday"."""
        return describe_rule(self.rule, self.starts_on)

    def times(self, *, first: datetime.date, last: datetime.date) -> list[tuple[datetime.datetime, datetime.datetime]]:
        """Start and end of each event from ``first`` to ``last``, both days included."""
        days_off: set[datetime.date] = set(self.exceptions)
        if self.holiday_region:
            days_off |= public_holidays(self.holiday_region, range(first.year, last.year + 1))
        return occurrences(
            self.rule,
            starts_on=self.starts_on,
            start_time=self.start_time,
            minutes=self.minutes,
            first=first,
            last=min(last, self.until or last),
            days_off=days_off,
        )

    def content(self) -> dict[str, Any]:
        """What each new event takes over."""
        return {name: getattr(self, name) for name in self.CONTENT}
