"""Deadlines of a person: an appeal, a residence document, a decision that is expected."""

import datetime
import uuid
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.case import Case
from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from counselling.rules import deadline as rules
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField

MOST_WARNINGS = 6


class DeadlineKind(models.TextChoices):
    OBJECTION = rules.OBJECTION, _("objection (Widerspruch), one month")
    LAWSUIT = rules.LAWSUIT, _("lawsuit (Klage), one month")
    TAX = rules.TAX, _("objection in tax law, child benefit (Einspruch), one month")
    ASYLUM_TWO_WEEKS = rules.ASYLUM_TWO_WEEKS, _("asylum: lawsuit, two weeks")
    ASYLUM_WEEK = rules.ASYLUM_WEEK, _("asylum: lawsuit and urgent request, one week")
    NO_INSTRUCTION = rules.NO_INSTRUCTION, _("notice without instruction on remedies, one year")
    RESIDENCE = rules.RESIDENCE, _("residence document ends")
    DECISION = rules.DECISION, _("decision expected")
    OTHER = rules.OTHER, _("other date")


class Delivery(models.TextChoices):
    POST = rules.POST, _("by post")
    SERVED = rules.SERVED, _("served (yellow envelope)")
    HANDED = rules.HANDED, _("handed over")
    ELECTRONIC = rules.ELECTRONIC, _("electronically")
    FACILITY = rules.FACILITY, _("given to the reception facility")


class DeadlineQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Case workers of the own house; disclosures do not show them."""
        return self.with_file_open_to(user)

    def open(self) -> Self:
        return self.filter(done_at=None)

    def ending_by(self, day: datetime.date) -> Self:
        return self.open().filter(due_on__lte=day)

    def assigned_to(self, user: Any) -> Self:
        return self.filter(assigned_to=user)


class Deadline(models.Model):
    """One date that must not be missed. ``sent_on`` and ``delivery`` are what it was computed from."""

    class Result(models.TextChoices):
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="deadlines", verbose_name=_("client"))
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="deadlines", verbose_name=_("case")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DeadlineKind)
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    text = SealedLineField(_("what about"), max_length=200, blank=True)
    sent_on = models.DateField(_("day of the notice"), null=True, blank=True)
    delivery = models.CharField(_("way of delivery"), max_length=12, choices=Delivery, blank=True)
    due_on = models.DateField(_("ends on"))
    is_computed = models.BooleanField(_("computed"), default=False)
    warn_before = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("warn so many days before"), default=list, blank=True
    )
    assigned_to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("for"))
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"), editable=False)
    moved_from = models.DateField(_("moved from"), null=True, blank=True, editable=False)
    move_reason = SealedLineField(_("why it was moved"), max_length=200, blank=True, editable=False)
    done_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("finished by"), editable=False
    )
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True, editable=False)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_on", "pk"]
        permissions = [("keep_deadlines", _("Can keep the deadlines of clients"))]
        indexes = [
            models.Index(fields=["controller", "due_on"], condition=Q(done_at=None), name="counselling_deadline_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_deadline_id_controller"),
            models.CheckConstraint(
                condition=(Q(done_at=None) & Q(done_by=None) & Q(result=""))
                | (Q(done_at__isnull=False) & Q(done_by__isnull=False) & ~Q(result="")),
                name="counselling_deadline_done_with_who_and_result",
                violation_error_message=_("A finished deadline says when, by whom and how."),
            ),
            models.CheckConstraint(
                condition=Q(is_computed=False) | (Q(sent_on__isnull=False) & ~Q(delivery="")),
                name="counselling_deadline_computed_from",
                violation_error_message=_("For computing, day and way of delivery are needed."),
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(due_on__gte=F("sent_on")),
                name="counselling_deadline_ends_after_notice",
                violation_error_message=_("The deadline ends before the day of the notice."),
            ),
            models.CheckConstraint(
                condition=Q(warn_before__len__lte=MOST_WARNINGS),
                name="counselling_deadline_warnings",
                violation_error_message=_("Six warnings at most."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("kind", "text", "sent_on", "delivery", "due_on", "moved_from", "move_reason", "result")
        other = (
            "controller",
            "client",
            "case",
            "is_computed",
            "warn_before",
            "assigned_to",
            "created_at",
            "created_by",
            "done_at",
            "done_by",
            "token",
        )
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self.due_on:%d.%m.%Y}: {self._meta.verbose_name}"

    @property
    def norm(self) -> str:
        return rules.KINDS[self.kind].norm

    @property
    def title(self) -> str:
        return self.text or str(DeadlineKind(self.kind).label)
