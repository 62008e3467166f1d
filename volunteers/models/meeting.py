"""Two people met: what the hours, the traffic light and the certificate are counted from."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.match import Match
from volunteers.models.programme import ProgrammeRowQuerySet

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 720


class MeetingQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """Both sides see the meetings of their matches; which words of them is up to the page."""
        return self.filter(match__in=Match.objects.own_of(user).values("pk"))

    def minutes(self) -> int:
        return self.aggregate(sum=Sum("minutes"))["sum"] or 0


class Meeting(models.Model):
    """One meeting of a match; the worker may say in a word how it was."""

    class Kind(models.TextChoices):
        IN_PERSON = "in_person", _("Met in person")
        OUT = "out", _("Out in the city")
        OFFICE = "office", _("At an authority")
        PHONE = "phone", _("Phone or video")
        OTHER = "other", _("Something else")

    class Feedback(models.TextChoices):
        GOOD = "good", _("It did me good")
        FINE = "fine", _("It was all right")
        HARD = "hard", _("It was difficult")

    programme = models.ForeignKey(
        "volunteers.Programme", models.PROTECT, related_name="meetings", verbose_name=_("programme")
    )
    match = models.ForeignKey("volunteers.Match", models.CASCADE, related_name="meetings", verbose_name=_("match"))
    on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    kind = models.CharField(_("what you did"), max_length=12, choices=Kind, default=Kind.IN_PERSON)
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("A few words for yourself and the coordination.")
    )
    logged_by = models.ForeignKey(
        "accounts.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="logged_meetings",
        verbose_name=_("noted by"),
    )
    logged_on = models.DateField(_("noted on"), help_text=_("The local day on which it was noted."))
    feedback = models.CharField(_("how it was"), max_length=4, choices=Feedback, blank=True)
    feedback_words = models.CharField(_("in a few words"), max_length=200, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-on", "-id"]
        permissions = [("view_meeting_notes", _("Can read notes on meetings"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST_MINUTES, minutes__lte=LONGEST_MINUTES),
                name="volunteers_meeting_minutes",
                violation_error_message=_("A meeting lasts between 5 minutes and 12 hours."),
            ),
            models.CheckConstraint(
                condition=Q(on__lte=F("logged_on")),
                name="volunteers_meeting_not_in_future",
                violation_error_message=_("The day of the meeting lies in the future."),
            ),
            models.UniqueConstraint(
                fields=["match", "on", "kind", "minutes"],
                name="volunteers_meeting_once",
                violation_error_message=_("This meeting is already noted."),
            ),
        ]
        indexes = [models.Index(fields=["match", "-on"], name="volunteers_meeting_match")]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("match", "on", "note", "logged_by", "feedback", "feedback_words")
        other = ("programme", "minutes", "kind", "logged_on")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}, {self.minutes} min"
