"""Support plans: what a person wants to reach, who does what until when; signed versions stay as they are."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.area import Area
from counselling.models.assessment import OwnFileQuerySet
from counselling.models.case import Case
from counselling.models.client import Client
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField


class SupportPlanQuerySet(OwnFileQuerySet):
    def current(self) -> Self:
        """In writing or in force; not those that a later one took the place of."""
        return self.exclude(status=SupportPlan.Status.ENDED)


class SupportPlan(models.Model):
    """One version. Of a case one is in force, and one may be in writing that will follow it."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "being written")
        SIGNED = "signed", pgettext_lazy("plan", "in force")
        ENDED = "ended", pgettext_lazy("plan", "ended")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.PROTECT, related_name="plans", verbose_name=_("client"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="plans", verbose_name=_("case"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("created by"), editable=False)

    objects = SupportPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("support plan")
        verbose_name_plural = _("support plans")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_supportplan_id_controller"),
            models.UniqueConstraint(fields=["case", "version"], name="counselling_supportplan_version"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status="draft"),
                name="counselling_supportplan_one_draft",
                violation_error_message=_("A plan of this case is being written already."),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status="signed"),
                name="counselling_supportplan_one_in_force",
                violation_error_message=_("A plan of this case is in force already."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", signed_on=None, ended_on=None)
                | Q(status="signed", signed_on__isnull=False, ended_on=None)
                | Q(status="ended", signed_on__isnull=False, ended_on__isnull=False),
                name="counselling_supportplan_days_fit_state",
                violation_error_message=_("A plan in force has a day of signing, one that ended its end."),
            ),
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(signed_on=None) | Q(review_on__gte=F("signed_on")),
                name="counselling_supportplan_review_after_signing",
                violation_error_message=_("A plan is looked at again after it was signed."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("signed_on", "review_on", "ended_on")
        other = ("controller", "client", "case", "version", "status", "created_at", "created_by")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.version}"

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_in_force(self) -> bool:
        return self.status == self.Status.SIGNED


class Goal(models.Model):
    """In the person's own words, and who does what for it."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("goal", "open")
        REACHED = "reached", pgettext_lazy("goal", "reached")
        PARTLY = "partly", pgettext_lazy("goal", "partly reached")
        DROPPED = "dropped", pgettext_lazy("goal", "dropped")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.PROTECT, related_name="+", verbose_name=_("client"))
    plan = models.ForeignKey(SupportPlan, models.CASCADE, related_name="goals", verbose_name=_("support plan"))
    area = models.CharField(_("area"), max_length=20, choices=Area)
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    wish = SealedLineField(_("goal"), max_length=300)
    indicator = SealedLineField(_("reached when"), max_length=200, blank=True)
    client_does = SealedLineField(_("what the person does"), max_length=500, blank=True)
    we_do = SealedLineField(_("what the counselling centre does"), max_length=500, blank=True)
    others_do = SealedLineField(_("who else helps"), max_length=500, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    state_on = models.DateField(_("state of"), null=True, blank=True)
    state_note = SealedLineField(_("remark"), max_length=200, blank=True)

    objects = OwnFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wish=b""),
                name="counselling_goal_has_words",
                violation_error_message=_("Write down the goal."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="counselling_goal_ends_after_start",
                violation_error_message=_("The goal ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", state_on=None) | (~Q(state="open") & Q(state_on__isnull=False)),
                name="counselling_goal_state_with_day",
                violation_error_message=_("Say on which day the goal was reached or dropped."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = (
            "area",
            "wish",
            "indicator",
            "client_does",
            "we_do",
            "others_do",
            "starts_on",
            "due_on",
            "state",
            "state_on",
            "state_note",
        )
        other = ("controller", "client", "plan", "token")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
