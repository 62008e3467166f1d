"""Another volunteer of the same group stands in for a companion who is away, for some days and no longer."""

import datetime
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.programme import ProgrammeRowQuerySet
from volunteers.models.ranges import DateRange

LIVE = ("asked", "accepted")


class StandInQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """Whoever stands in sees it for good, both sides of the match as long as the match is shown to them.

        The match is not joined: it may not be hers to read any more.
        """
        matches = apps.get_model("volunteers", "Match")._default_manager.of_side(user)  # type: ignore[attr-defined]
        return self.filter(Q(volunteer__user=user) | Q(match__in=matches.values("pk")))

    def live(self) -> Self:
        """Asked or accepted, and not over: of one match no two on the same day."""
        return self.filter(state__in=LIVE)

    def running(self, today: datetime.date) -> Self:
        """Accepted, and this day is one of theirs."""
        return self.filter(state=StandIn.State.ACCEPTED, starts_on__lte=today, ends_on__gte=today)

    def in_force(self, today: datetime.date) -> Self:
        """Those whose volunteer sees, on this day, what the companion sees; the policies say the same."""
        return self.running(today).filter(match__state="active", volunteer__status="active")

    def to_be_asked_anew(self, today: datetime.date) -> Self:
        """Declined, for days that are not over, of a match that goes on; and nobody else is asked for any of them."""
        others = StandIn.objects.live().filter(match=OuterRef("match"))
        others = others.filter(starts_on__lte=OuterRef("ends_on"), ends_on__gte=OuterRef("starts_on"))
        declined = self.filter(state=StandIn.State.DECLINED, match__state="active", ends_on__gte=today)
        return declined.exclude(Exists(others)).order_by("starts_on", "pk")

    def with_people(self) -> Self:
        """With all three, for the desk and for jobs."""
        return self.select_related("volunteer", "companion", "match__worker", "match__programme__organisation")


class StandIn(models.Model):
    """One volunteer asked to stand in for the companion of one match: asked → accepted → ended, or no."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("not answered in time")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ENDED = "ended", _("ended")

    programme = models.ForeignKey("volunteers.Programme", models.PROTECT, related_name="+", verbose_name=_("programme"))
    match = models.ForeignKey("volunteers.Match", models.CASCADE, related_name="stand_ins", verbose_name=_("match"))
    companion = models.ForeignKey(
        "volunteers.Volunteer",
        models.CASCADE,
        related_name="replaced_by",
        verbose_name=_("volunteer who is away"),
    )
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.CASCADE, related_name="stand_ins", verbose_name=_("volunteer who stands in")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASKED)
    agreed_how = models.CharField(
        _("how the skilled worker agreed"),
        max_length=120,
        help_text=_("Nobody sees her phone number before she has said yes."),
    )
    asked_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_how = models.CharField(_("how it was answered"), max_length=120, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        ordering = ["-starts_on", "-id"]
        constraints = [
            ExclusionConstraint(
                name="volunteers_standin_no_overlap",
                expressions=[
                    ("match", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=LIVE),
                violation_error_message=_("Somebody is asked already or stands in on some of these days."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="volunteers_standin_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(volunteer=F("companion")),
                name="volunteers_standin_somebody_else",
                violation_error_message=_("Nobody stands in for herself."),
            ),
            models.CheckConstraint(
                condition=~Q(agreed_how=""),
                name="volunteers_standin_worker_agreed",
                violation_error_message=_("The skilled worker is asked first."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "declined", "ended"]) | Q(answered_at__isnull=False),
                name="volunteers_standin_answered",
                violation_error_message=_("An answer has a time."),
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) | ~Q(state="ended") & Q(ended_on=None),
                name="volunteers_standin_ended",
                violation_error_message=_("What has ended has its last day, anything else has none."),
            ),
        ]
        indexes = [models.Index(fields=["volunteer", "state"], name="volunteers_standin_mine")]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = (
            "match",
            "companion",
            "volunteer",
            "agreed_how",
            "answered_at",
            "answered_how",
        )
        other = ("programme", "starts_on", "ends_on", "state", "asked_by", "asked_at", "ended_on")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self.starts_on:%d.%m.%Y} – {self.ends_on:%d.%m.%Y}"

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_live(self) -> bool:
        return self.state in LIVE
