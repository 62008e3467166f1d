"""What a skilled worker wishes for: the unit that is matched."""

import datetime
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField
from volunteers.models.match import Match
from volunteers.models.programme import Offer, Programme, ProgrammeRowQuerySet
from volunteers.models.worker import SkilledWorker


class MatchNeedQuerySet(ProgrammeRowQuerySet):
    """Coordinators of the programme see needs, nobody else: workers see their match, not the desk's note on it."""

    def open(self) -> Self:
        """Waiting for a companion; the most urgent first, then the longest waiting."""
        return self.filter(state=MatchNeed.State.OPEN).order_by("priority", "opened_on", "pk")


class MatchNeed(models.Model):
    """One wish for a companion; at most one per person is under way."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        PROPOSED = "proposed", _("both are being asked")
        MATCHED = "matched", _("has a companion")
        CLOSED = "closed", _("closed")

    class Priority(models.IntegerChoices):
        URGENT = 1, _("urgent")
        NORMAL = 2, _("normal")
        LATER = 3, _("can wait")

    class Wish(models.TextChoices):
        WOMAN = "woman", _("a woman")
        MAN = "man", _("a man")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="needs", verbose_name=_("programme"))
    worker = models.ForeignKey(SkilledWorker, models.PROTECT, related_name="needs", verbose_name=_("skilled worker"))
    help = models.ManyToManyField(Offer, through="NeedHelp", related_name="needs", verbose_name=_("help wanted"))
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    wish_gender = models.CharField(_("wishes for"), max_length=8, choices=Wish, blank=True)
    # Names the row towards the encryption.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    note = SealedLineField(_("note"), max_length=300, blank=True, help_text=_("For the desk; nobody else reads it."))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    opened_on = models.DateField(_("since"), default=timezone.localdate)

    objects = MatchNeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["priority", "opened_on", "pk"]
        indexes = [models.Index(fields=["programme", "state", "priority", "opened_on"], name="volunteers_need_desk")]
        constraints = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=~Q(state="closed"),
                name="volunteers_need_one_at_a_time",
                violation_error_message=_("This person already has a need under way."),
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=3),
                name="volunteers_need_priority",
                violation_error_message=_("Priority is 1, 2 or 3."),
            ),
        ]

    class Privacy:
        subject = Subject.SKILLED_WORKER
        personal = ("help", "wish_gender", "note")
        other = ("programme", "worker", "priority", "state", "opened_on", "token")
        retention = Retention.SKILLED_WORKER
        outlives = ("note",)

    def __str__(self) -> str:
        return str(self.worker)

    def get_absolute_url(self) -> str:
        return reverse("volunteers:need_detail", args=[self.pk])

    def waiting_days(self, today: datetime.date) -> int:
        return max(0, (today - self.opened_on).days)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class NeedHelpQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """What it is about, for both sides of a match, from the question on."""
        return self.filter(need__in=Match.objects.own_of(user).values("need"))


class NeedHelp(models.Model):
    """Something that a skilled worker wishes for help with."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    need = models.ForeignKey(MatchNeed, models.CASCADE, related_name="+", verbose_name=_("need"))
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="wished_in", verbose_name=_("topic of companionship"))

    objects = NeedHelpQuerySet.as_manager()

    class Meta:
        verbose_name = _("help wanted")
        verbose_name_plural = _("help wanted")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["need", "offer"], name="volunteers_need_help_once")]

    class Privacy:
        subject = Subject.SKILLED_WORKER
        personal = ("offer",)
        other = ("programme", "need")
        retention = Retention.SKILLED_WORKER

    def __str__(self) -> str:
        return str(self.offer)
