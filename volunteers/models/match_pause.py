"""A match rests for a while, from now on or planned ahead: nobody is asked, nothing is counted as silence."""

from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.programme import ProgrammeRowQuerySet
from volunteers.models.ranges import DateRange


class MatchPauseQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """Both sides see the breaks of their matches, and why; whoever stands in meanwhile as well."""
        matches = apps.get_model("volunteers", "Match")._default_manager.own_of(user)  # type: ignore[attr-defined]
        return self.filter(match__in=matches.values("pk"))

    def open(self) -> Self:
        """Those that have begun and go on; a match has one at most."""
        return self.filter(ended_on=None).exclude(began_on=None)

    def planned(self) -> Self:
        """Those that have not begun, the next first."""
        return self.filter(began_on=None).order_by("starts_on")


class MatchPause(models.Model):
    """One break of one match, agreed by the two or noted by the desk; the match stays active all the while.

    It is planned until ``began_on``, and rests until ``ended_on``; the morning's job sets both on their days.
    """

    class Kind(models.TextChoices):
        AWAY = "away", _("away, on holiday or travelling")
        WORK = "work", _("work or exams leave no time")
        PRIVATE = "private", _("private reasons")
        OTHER = "other", _("another reason")

    class Side(models.TextChoices):
        VOLUNTEER = "volunteer", _("Volunteer")
        WORKER = "worker", _("Skilled worker")
        DESK = "desk", _("Coordination")

    programme = models.ForeignKey("volunteers.Programme", models.PROTECT, related_name="+", verbose_name=_("programme"))
    match = models.ForeignKey("volunteers.Match", models.CASCADE, related_name="pauses", verbose_name=_("match"))
    kind = models.CharField(_("reason"), max_length=8, choices=Kind)
    side = models.CharField(_("who wished for it"), max_length=9, choices=Side)
    starts_on = models.DateField(_("begins on"))
    until = models.DateField(_("goes on again on"), help_text=_("The first day after the break."))
    began_on = models.DateField(
        _("has begun on"), null=True, blank=True, help_text=_("Empty as long as the break is planned.")
    )
    ended_on = models.DateField(
        _("went on again on"), null=True, blank=True, help_text=_("Empty as long as the break lasts.")
    )

    objects = MatchPauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("break of a match")
        verbose_name_plural = _("breaks of matches")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["match"],
                condition=Q(ended_on=None, began_on__isnull=False),
                name="volunteers_matchpause_one_open",
                violation_error_message=_("This companionship is taking a break already."),
            ),
            ExclusionConstraint(
                name="volunteers_matchpause_no_overlap",
                expressions=[
                    ("match", RangeOperators.EQUAL),
                    (DateRange("starts_on", "until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_on=None),
                violation_error_message=_("There is a break on some of these days already."),
            ),
            models.CheckConstraint(
                condition=Q(began_on=None, ended_on=None) | Q(began_on__isnull=False, began_on__gte=F("starts_on")),
                name="volunteers_matchpause_began",
                violation_error_message=_("A break begins on its first day at the earliest, and ends after that."),
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("starts_on")),
                name="volunteers_matchpause_order",
                violation_error_message=_("A break ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
                name="volunteers_matchpause_ended",
                violation_error_message=_("A break ends after it begins."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("match", "kind", "side", "starts_on", "until", "began_on", "ended_on")
        other = ("programme",)
        retention = Retention.VOLUNTEER
        outlives = ()

    def __str__(self) -> str:
        return f"{self.starts_on:%d.%m.%Y} – {self.until:%d.%m.%Y}"
