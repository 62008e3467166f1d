"""What a skilled worker wishes for: the unit that is matched."""

import datetime
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField
from volunteers.models.match import Match
from volunteers.models.programme import Offer, Programme, ProgrammeRowQuerySet
from volunteers.models.worker import SkilledWorker
from volunteers.rules.free_time import DAYS_AHEAD
from volunteers.rules.waiting import waits_since


class MatchNeedQuerySet(ProgrammeRowQuerySet):
    """Coordinators of the programme see needs, nobody else: workers see their match, not the desk's note on it."""

    def open(self) -> Self:
        """Without a companion; the most urgent first, then the longest waiting, those who are still to arrive last."""
        planned = Coalesce("worker__arrives_on", "worker__cohort__arrives_on")
        arriving = SkilledWorker.Status.ARRIVING
        arrival = Case(When(worker__status=arriving, then=planned), default=F("worker__arrived_on"))
        rows = self.filter(state=MatchNeed.State.OPEN).annotate(arrival=arrival)
        return rows.order_by("priority", Greatest("opened_on", "arrival"), "pk")

    def waiting(self, today: datetime.date) -> Self:
        """Open, and here: nobody waits before she has arrived."""
        return self.open().exclude(self._arriving(after=today))

    def coming(self, today: datetime.date) -> Self:
        """Open, of people who are still to arrive; the next first."""
        return self.open().filter(self._arriving(after=today)).order_by(F("arrival").asc(nulls_last=True), "pk")

    def matchable(self, today: datetime.date) -> Self:
        """Those who wait, and those who arrive within the weeks that matching looks ahead."""
        return self.open().exclude(self._arriving(after=today + datetime.timedelta(days=DAYS_AHEAD)))

    @staticmethod
    def _arriving(*, after: datetime.date) -> Q:
        later = Q(arrival=None) | Q(arrival__gt=after)
        return Q(worker__status=SkilledWorker.Status.ARRIVING) & later


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
        """Since the wish, or since the arrival if that was later; none before it."""
        if self.worker.is_coming(today):
            return 0
        return max(0, (today - waits_since(self.opened_on, self.worker.arrival)).days)

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
