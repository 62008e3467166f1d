"""How is it going? Asked of both sides of a match, again and again, and answered with one click."""

import datetime
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField
from volunteers.models.programme import ProgrammeRowQuerySet

LEAST_WELCOME, MOST_WELCOME = 1, 5


class CheckInQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """Whoever is asked sees the question and the own answer; the other side never does."""
        return self.filter(Q(volunteer__user=user) | Q(worker__user=user))

    def open(self) -> Self:
        """Nobody has answered yet, and the match still goes on."""
        return self.filter(answer="", match__state="active")

    def answered(self) -> Self:
        return self.exclude(answer="")

    def asking_for_help(self) -> Self:
        """Somebody wishes for a call, and nobody of the desk has noted that it was made."""
        return self.filter(answer=CheckIn.Answer.HELP, settled_at=None)


class CheckIn(models.Model):
    """One question to one side of a match: of either the volunteer or the skilled worker.

    Which of the two is a column of its own, so that the database shows the row to that person alone, and so that
    the file of a person holds her own answers and none of the other side.
    """

    class Side(models.TextChoices):
        VOLUNTEER = "volunteer", _("Volunteer")
        WORKER = "worker", _("Skilled worker")

    class Answer(models.TextChoices):
        GOOD = "good", _("It is going well")
        FAIR = "fair", _("It is all right")
        HELP = "help", _("Please get in touch with me")

    programme = models.ForeignKey(
        "volunteers.Programme", models.PROTECT, related_name="checkins", verbose_name=_("programme")
    )
    match = models.ForeignKey("volunteers.Match", models.CASCADE, related_name="checkins", verbose_name=_("match"))
    side = models.CharField(_("side"), max_length=9, choices=Side)
    volunteer = models.ForeignKey(
        "volunteers.Volunteer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checkins",
        verbose_name=_("volunteer"),
    )
    worker = models.ForeignKey(
        "volunteers.SkilledWorker",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checkins",
        verbose_name=_("skilled worker"),
    )
    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("0 after three days, 1 after two weeks, 2 after a month, then every two months.")
    )
    due_on = models.DateField(_("due on"))
    asked_at = models.DateTimeField(_("asked by mail at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=4, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_how = models.CharField(_("how it was answered"), max_length=120, blank=True)
    # Names the row towards the encryption.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    words = SealedLineField(_("a sentence for the coordination"), max_length=300, blank=True)
    welcome = models.PositiveSmallIntegerField(
        _("feels welcome"), null=True, blank=True, help_text=_("From 1, not at all, to 5, very much.")
    )
    settled_at = models.DateTimeField(_("taken care of at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("taken care of by")
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["-due_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["match", "side", "number"],
                name="volunteers_checkin_once",
                violation_error_message=_("This question has been asked already."),
            ),
            models.CheckConstraint(
                condition=Q(side="volunteer", volunteer__isnull=False, worker__isnull=True)
                | Q(side="worker", worker__isnull=False, volunteer__isnull=True),
                name="volunteers_checkin_one_side",
                violation_error_message=_("A check-in asks one side."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, words=b"", welcome__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="volunteers_checkin_answered",
                violation_error_message=_("An answer has a time."),
            ),
            models.CheckConstraint(
                condition=Q(welcome__isnull=True)
                | Q(side="worker", welcome__gte=LEAST_WELCOME, welcome__lte=MOST_WELCOME),
                name="volunteers_checkin_welcome",
                violation_error_message=_("How welcome somebody feels goes from 1 to 5."),
            ),
        ]
        indexes = [
            models.Index(fields=["match", "-due_on"], name="volunteers_checkin_match"),
            models.Index(fields=["programme", "-answered_at"], name="volunteers_checkin_answers"),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("match", "volunteer", "worker", "answer", "answered_at", "answered_how", "words", "welcome")
        other = ("programme", "side", "number", "due_on", "asked_at", "settled_at", "settled_by", "token")
        retention = Retention.VOLUNTEER
        outlives = ("words", "answered_how")

    def __str__(self) -> str:
        return f"{self.get_side_display()}, {self.due_on:%d.%m.%Y}"

    @property
    def person(self) -> Any:
        """Whoever is asked: the volunteer or the skilled worker."""
        return self.volunteer if self.side == self.Side.VOLUNTEER else self.worker

    def waiting_days(self, today: datetime.date) -> int:
        return max(0, (today - self.due_on).days)
