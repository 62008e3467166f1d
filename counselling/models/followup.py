"""Follow-ups: what has to be looked at again, by whom, on which day."""

import datetime
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.case import Case
from counselling.models.client import Client
from counselling.models.contact import Contact
from counselling.models.deadline import Deadline
from counselling.models.disclosure import FileQuerySet, Scope
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField


class FollowUpQuerySet(FileQuerySet):
    scopes = (Scope.FILE,)

    def open(self) -> Self:
        return self.filter(done_at=None)

    def due(self, today: datetime.date) -> Self:
        return self.open().filter(due_on__lte=today)

    def assigned_to(self, user: Any) -> Self:
        return self.filter(assigned_to=user)


class FollowUp(models.Model):
    class Result(models.TextChoices):
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="followups", verbose_name=_("client"))
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="followups", verbose_name=_("case")
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="followups", verbose_name=_("set in contact")
    )
    deadline = models.ForeignKey(
        Deadline, models.SET_NULL, null=True, blank=True, related_name="followups", verbose_name=_("warns of")
    )
    due_on = models.DateField(_("due on"))
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    text = SealedLineField(_("what is to be done"), max_length=200)
    assigned_to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("for"))
    created_at = models.DateTimeField(_("set"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("set by"), editable=False)
    done_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("finished by"), editable=False
    )
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["assigned_to", "due_on"], condition=Q(done_at=None), name="counselling_followup_mine"),
            models.Index(fields=["controller", "due_on"], condition=Q(done_at=None), name="counselling_followup_team"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_followup_id_controller"),
            models.CheckConstraint(
                condition=(Q(done_at=None) & Q(done_by=None) & Q(result=""))
                | (Q(done_at__isnull=False) & Q(done_by__isnull=False) & ~Q(result="")),
                name="counselling_followup_done_with_who_and_result",
                violation_error_message=_("A finished follow-up says when, by whom and how."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("text", "result")
        other = (
            "controller",
            "client",
            "case",
            "contact",
            "deadline",
            "due_on",
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
