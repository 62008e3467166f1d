"""An event, with its places; the editions of a festival are events of their project."""

import datetime

from django.db import connections, models
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.privacy.declaration import NoPersonalData
from projects.models.content import EventContent, content_constraints
from projects.models.project import Project
from projects.models.series import EventSeries
from projects.models.translated import Translated
from projects.rules.event import registration_refusal
from projects.rules.registration import seats_left


class EventQuerySet(models.QuerySet["Event"]):
    def lock(self, pk: int) -> "Event":
        """The event as it is now; until the end of the transaction nobody else hands out its places.

        The lock is a function of the database, because somebody who registers may not change events.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT projects_lock_event(%s)", [pk])
        return self.select_related("project", "place").get(pk=pk)

    def published(self) -> "EventQuerySet":
        return self.filter(is_published=True, project__is_public=True)

    def visible_to(self, user: User) -> "EventQuerySet":
        """Events of projects of the person's own organisation; nobody without the permission sees any here."""
        if not user.has_perm("projects.view_staff_event"):
            return self.none()
        return self.filter(project__organisation=user.organisation_id)

    def upcoming(self, now: datetime.datetime) -> "EventQuerySet":
        """Not over yet, soonest first; cancelled ones too."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: datetime.datetime) -> "EventQuerySet":
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def between(self, first: datetime.datetime, before: datetime.datetime) -> "EventQuerySet":
        return self.filter(starts_at__gte=first, starts_at__lt=before).order_by("starts_at", "pk")

    def planned(self) -> "EventQuerySet":
        return self.filter(state=Event.State.PLANNED)

    def next_of_each_series(self, now: datetime.datetime) -> "EventQuerySet":
        """Single events, and of each series only the event that is next."""
        firsts = (
            Event.objects.published()
            .filter(series__isnull=False, ends_at__gt=now)
            .order_by("series_id", "starts_at")
            .distinct("series_id")
        )
        return self.filter(models.Q(series__isnull=True) | models.Q(pk__in=firsts.values("pk")))

    def with_names(self) -> "EventQuerySet":
        """With what a line of a list says."""
        return self.select_related("project", "place")


class Event(EventContent):
    """Takes place once. ``seats_taken`` is kept by a trigger on the registrations, never by code."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")

    project = models.ForeignKey(Project, models.PROTECT, related_name="events", verbose_name=_("project"))
    series = models.ForeignKey(
        EventSeries, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("series")
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Only for a cancelled event whose day was never set.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    cancel_reason_de = models.CharField(_("reason in German"), max_length=200, blank=True)
    cancel_reason_en = models.CharField(_("reason in English"), max_length=200, blank=True)
    registration_closes_at = models.DateTimeField(
        _("registration until"), null=True, blank=True, help_text=_("Empty means: until it starts.")
    )
    seats_taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    is_published = models.BooleanField(_("published"), default=True, help_text=_("Shown on the public pages."))
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    cancel_reason = Translated()
    objects = EventQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        permissions = [
            ("view_staff_event", _("Can see events in the staff area")),
            ("cancel_event", _("Can cancel events")),
        ]
        indexes = [models.Index(fields=["project", "starts_at"], name="projects_event_project_start")]
        constraints = [
            *content_constraints("event"),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="projects_event_ends_after_start",
                violation_error_message=_("The end is not after the start."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=False, ends_at__isnull=False, year__isnull=True)
                | models.Q(starts_at__isnull=True, ends_at__isnull=True, year__isnull=False, state="cancelled"),
                name="projects_event_dated_or_year",
                violation_error_message=_("Give start and end. Only a cancelled event may have just a year."),
            ),
            models.CheckConstraint(
                condition=(models.Q(state="cancelled") & ~models.Q(cancel_reason_de=""))
                | models.Q(state="planned", cancel_reason_de="", cancel_reason_en=""),
                name="projects_event_cancelled_with_reason",
                violation_error_message=_("A cancelled event needs a reason, and only a cancelled one has one."),
            ),
            models.CheckConstraint(
                condition=models.Q(seats__isnull=True) | models.Q(seats_taken__lte=models.F("seats")),
                name="projects_event_not_oversold",
                violation_error_message=_("More places than that are already taken."),
            ),
            models.CheckConstraint(
                condition=models.Q(place__isnull=False) | models.Q(is_online=True) | models.Q(starts_at__isnull=True),
                name="projects_event_somewhere",
                violation_error_message=_("Name a place, or say that it is online."),
            ),
            models.CheckConstraint(
                condition=models.Q(registration_closes_at__isnull=True)
                | models.Q(registration_closes_at__lte=models.F("starts_at")),
                name="projects_event_closes_before_start",
                violation_error_message=_("Registration cannot end after the event has begun."),
            ),
            models.UniqueConstraint(
                fields=["series", "starts_at"],
                name="projects_event_once_in_series",
                violation_error_message=_("This series already has an event at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.day_text})"

    def get_absolute_url(self) -> str:
        return reverse("projects:event_detail", args=[self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def day_text(self) -> str:
        """The day in words, or the year if that is all one knows."""
        return formats.date_format(timezone.localtime(self.starts_at)) if self.starts_at else str(self.year)

    @property
    def edition_year(self) -> int:
        return timezone.localtime(self.starts_at).year if self.starts_at else self.year or 0

    @property
    def seats_left(self) -> int | None:
        return seats_left(seats=self.seats, taken=self.seats_taken)

    @property
    def is_full(self) -> bool:
        return self.seats_left == 0

    def registration_refusal(self, now: datetime.datetime, *, by_staff: bool = False) -> str:
        """Why nobody can register now; empty if one can."""
        return registration_refusal(
            needs_registration=self.needs_registration,
            is_published=self.is_published,
            is_cancelled=self.is_cancelled,
            closes_at=self.registration_closes_at,
            starts_at=self.starts_at,
            now=now,
            by_staff=by_staff,
        )
