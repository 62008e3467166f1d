"""Referrals: to whom a person was sent on, what was told about her, and what came back."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.case import Case
from counselling.models.client import Client
from counselling.models.followup import FollowUp
from counselling.models.ownership import HeldQuerySet
from counselling.models.partner import Partner
from counselling.models.release import ConfidentialityRelease, Matter, one_recipient
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField


class ReferralQuerySet(HeldQuerySet):
    def visible_to(self, user: object) -> Self:
        """Everybody who works with the files of the own organisation."""
        return self.with_file_open_to(user)

    def open(self) -> Self:
        """Where the partner may still act on what was told."""
        return self.filter(answer__in=Referral.OPEN)

    def flagged(self) -> Self:
        """Open, although the person has withdrawn the release: somebody has to tell the partner."""
        return self.open().filter(flagged_at__isnull=False)


class Referral(models.Model):
    """With personal data only under a release that holds on that day and covers all of it.

    No role and no page can pass that: a trigger of the database looks at the release and locks it
    (``migrations/0014_referrals.py``). When a release is withdrawn, it flags what is open.
    """

    class Kind(models.TextChoices):
        INFORMATION = "information", _("information only, nothing about the person")
        WITH_DATA = "with_data", _("with personal data, under a release")

    class Answer(models.TextChoices):
        PENDING = "pending", _("no answer yet")
        ACCEPTED = "accepted", _("accepted")
        WAITING_LIST = "waiting_list", _("on the waiting list")
        REFUSED = "refused", _("refused")
        NO_ANSWER = "no_answer", _("does not answer")
        STOPPED = "stopped", _("taken back by us")

    OPEN = (Answer.PENDING, Answer.WAITING_LIST, Answer.NO_ANSWER)

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="referrals", verbose_name=_("client"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner service")
    )
    recipient_name = models.CharField(_("other recipient"), max_length=160, blank=True)
    release = models.ForeignKey(
        ConfidentialityRelease,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name=_("release from confidentiality"),
    )
    matters = ArrayField(
        models.CharField(max_length=10, choices=Matter), verbose_name=_("what is told"), default=list, blank=True
    )
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    told = SealedLineField(_("what was given"), max_length=2000)
    referred_on = models.DateField(_("on"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, default=Answer.PENDING)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer_text = SealedLineField(_("what they said"), max_length=500, blank=True)
    followup = models.ForeignKey(
        FollowUp, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("follow-up")
    )
    flagged_at = models.DateTimeField(_("release withdrawn while open"), null=True, blank=True, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-referred_on", "-pk"]
        indexes = [
            models.Index(fields=["controller", "by"], condition=Q(flagged_at__isnull=False), name="counselling_flagged")
        ]
        constraints = [
            models.CheckConstraint(
                condition=one_recipient(),
                name="counselling_referral_one_recipient",
                violation_error_message=_("Choose a partner, or write who else it is; one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(kind="information", release=None, matters=[]) | Q(kind="with_data", release__isnull=False),
                name="counselling_referral_data_with_release",
                violation_error_message=_("Personal data are told under a release only."),
            ),
            models.CheckConstraint(
                condition=~Q(told=b""),
                name="counselling_referral_told",
                violation_error_message=_("Say what was given."),
            ),
            models.CheckConstraint(
                condition=Q(answer="pending", answered_on=None) | (~Q(answer="pending") & Q(answered_on__isnull=False)),
                name="counselling_referral_answered_on_a_day",
                violation_error_message=_("An answer has a day."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("referred_on")),
                name="counselling_referral_answered_after",
                violation_error_message=_("The answer lies before the referral."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("partner", "recipient_name", "matters", "told", "answer", "answer_text")
        other = (
            *("controller", "client", "case", "kind", "release", "referred_on", "by", "created_at"),
            *("answered_on", "followup", "flagged_at"),
            "token",
        )
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def recipient(self) -> str:
        return self.recipient_name or str(self.partner or "")

    @property
    def matter_labels(self) -> list[str]:
        return [str(Matter(matter).label) for matter in self.matters]

    @property
    def has_data(self) -> bool:
        return self.kind == self.Kind.WITH_DATA

    @property
    def is_open(self) -> bool:
        return self.answer in self.OPEN

    @property
    def is_flagged(self) -> bool:
        return self.is_open and self.flagged_at is not None
