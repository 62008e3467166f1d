"""Two people met: what the hours, the traffic light and the certificate are counted from.

What each side says of it stands in a table of its own, so that the database keeps it from the other side.
"""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField
from volunteers.models.match import Match
from volunteers.models.programme import OfVolunteerQuerySet, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 720


class MeetingQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """Both sides see the meetings of their matches, and a volunteer for good those that she was at.

        Day, length and kind: what each side says of a meeting stands in a table of its own.
        """
        volunteers = Volunteer.objects.filter(user=user).values("pk")
        return self.filter(Q(match__in=Match.objects.own_of(user).values("pk")) | Q(volunteer__in=volunteers))

    def with_words(self) -> Self:
        """With what of both sides the one who is asking may read; the rest is not there."""
        return self.select_related("note", "feedback")

    def minutes(self) -> int:
        return self.aggregate(sum=Sum("minutes"))["sum"] or 0


class Meeting(models.Model):
    """One meeting of a match: when, how long, what; and which volunteer was there."""

    class Kind(models.TextChoices):
        IN_PERSON = "in_person", _("Met in person")
        OUT = "out", _("Out in the city")
        OFFICE = "office", _("At an authority")
        PHONE = "phone", _("Phone or video")
        OTHER = "other", _("Something else")

    programme = models.ForeignKey(
        "volunteers.Programme", models.PROTECT, related_name="meetings", verbose_name=_("programme")
    )
    match = models.ForeignKey("volunteers.Match", models.CASCADE, related_name="meetings", verbose_name=_("match"))
    volunteer = models.ForeignKey(
        "volunteers.Volunteer",
        models.PROTECT,
        related_name="meetings",
        verbose_name=_("volunteer"),
        help_text=_("Who was there: the companion, or whoever stood in. The hours are hers."),
    )
    on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    kind = models.CharField(_("what you did"), max_length=12, choices=Kind, default=Kind.IN_PERSON)
    logged_by = models.ForeignKey(
        "accounts.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="logged_meetings",
        verbose_name=_("noted by"),
    )
    logged_on = models.DateField(_("noted on"), help_text=_("The local day on which it was noted."))

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
        personal = ("match", "volunteer", "on", "minutes", "kind", "logged_by")
        other = ("programme", "logged_on")
        retention = Retention.VOLUNTEER
        outlives = ()

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}, {self.minutes} min"


class MeetingNote(models.Model):
    """What the volunteer wrote about a meeting, for herself and the coordination; the worker never reads it."""

    programme = models.ForeignKey("volunteers.Programme", models.PROTECT, related_name="+", verbose_name=_("programme"))
    # The database deletes it with the meeting (a key over two columns): whoever takes one back need not read it.
    meeting = models.OneToOneField(
        Meeting, models.DO_NOTHING, db_constraint=False, related_name="note", verbose_name=_("meeting")
    )
    volunteer = models.ForeignKey("volunteers.Volunteer", models.PROTECT, related_name="+", verbose_name=_("volunteer"))
    # Names the row towards the encryption.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    text = SealedLineField(_("note"), max_length=300, help_text=_("A few words for yourself and the coordination."))

    objects = OfVolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("note on a meeting")
        verbose_name_plural = _("notes on meetings")

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("text",)
        other = ("programme", "meeting", "volunteer", "token")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return self.text


class MeetingFeedbackQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        return self.filter(worker__user=user)


class MeetingFeedback(models.Model):
    """How a meeting was for the skilled worker, for the coordination; the volunteer never reads it."""

    class How(models.TextChoices):
        GOOD = "good", _("It did me good")
        FINE = "fine", _("It was all right")
        HARD = "hard", _("It was difficult")

    programme = models.ForeignKey("volunteers.Programme", models.PROTECT, related_name="+", verbose_name=_("programme"))
    meeting = models.OneToOneField(
        Meeting, models.DO_NOTHING, db_constraint=False, related_name="feedback", verbose_name=_("meeting")
    )
    worker = models.ForeignKey(
        "volunteers.SkilledWorker", models.PROTECT, related_name="+", verbose_name=_("skilled worker")
    )
    how = models.CharField(_("how it was"), max_length=4, choices=How)
    # Names the row towards the encryption.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    words = SealedLineField(_("in a few words"), max_length=200, blank=True)

    objects = MeetingFeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback on a meeting")
        verbose_name_plural = _("feedback on meetings")

    class Privacy:
        subject = Subject.SKILLED_WORKER
        personal = ("how", "words")
        other = ("programme", "meeting", "worker", "token")
        retention = Retention.SKILLED_WORKER
        outlives = ("words",)

    def __str__(self) -> str:
        return self.get_how_display()
