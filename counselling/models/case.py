"""Cases: the longer paths that counselling goes with a person, and the turns they took."""

import uuid
from typing import Any, Self

from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.client import Client
from counselling.models.disclosure import FileQuerySet
from counselling.models.ownership import VIEW_FILE
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField


class EndReason(models.TextChoices):
    GOAL_REACHED = "goal_reached", _("goal reached")
    REFERRED = "referred", _("handed over to another service")
    MOVED = "moved", _("moved away")
    NO_CONTACT = "no_contact", _("contact broken off")
    WISH = "wish", _("at the person's wish")
    DIED = "died", _("died")
    OTHER = "other", _("another reason")


class CaseQuerySet(FileQuerySet):
    def open(self) -> Self:
        return self.filter(status=Case.Status.OPEN)

    def led_by(self, user: Any) -> Self:
        """Where this person is in charge, or stands in for who is."""
        return self.filter(Q(owner=user) | Q(deputy=user))

    def newest_open_of(self, client: Client, user: Any) -> int | None:
        """The key of the case that takes a new contact in; at the counter the database says it, and no more."""
        if user.has_perm(VIEW_FILE):
            cases = self.open().filter(client=client).order_by("-opened_on", "-pk")
            return cases.values_list("pk", flat=True).first()
        with connection.cursor() as cursor:
            cursor.execute("SELECT counselling_case_taking_contacts(%s)", [client.pk])
            return cursor.fetchone()[0]


class Case(models.Model):
    class Kind(models.TextChoices):
        SHORT = "short", _("short counselling")
        CASE_MANAGEMENT = "case_management", _("case management")
        REFERRAL_ONLY = "referral_only", _("referral only")

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("case", "open")
        CLOSED = "closed", pgettext_lazy("case", "closed")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.PROTECT, related_name="cases", verbose_name=_("client"))
    number = models.CharField(_("case number"), max_length=20, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SHORT)
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    aim = SealedLineField(_("aim"), max_length=200, blank=True, help_text=_("In one sentence: what is to be reached?"))
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("in charge"))
    deputy = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy"))
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.OPEN, editable=False)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    end_reason = models.CharField(_("reason for the end"), max_length=20, choices=EndReason, blank=True)
    # What of this row the figures hold; the database writes it (models/report.py).
    counted = models.JSONField(_("in the figures"), null=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_on", "-pk"]
        permissions = [
            ("open_case", _("Can open a case")),
            ("close_case", _("Can close and reopen a case")),
            ("assign_case", _("Can put somebody else in charge of a case")),
        ]
        indexes = [
            models.Index(fields=["owner"], condition=Q(status="open"), name="counselling_case_owner_open"),
            models.Index(fields=["controller", "-opened_on", "-id"], name="counselling_case_list"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "number"],
                name="counselling_case_number",
                violation_error_message=_("This case number is already in use."),
            ),
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_case_id_controller"),
            models.CheckConstraint(
                condition=(Q(status="open") & Q(closed_on=None) & Q(end_reason=""))
                | (Q(status="closed") & Q(closed_on__isnull=False) & ~Q(end_reason="")),
                name="counselling_case_closed_with_date_and_reason",
                violation_error_message=_("A closed case has a day and a reason, an open one has neither."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="counselling_case_closed_after_opened",
                violation_error_message=_("This day lies before the case was opened."),
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("owner")),
                name="counselling_case_deputy_is_another",
                violation_error_message=_("Nobody stands in for herself."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("aim", "end_reason", "counted")
        other = (
            "controller",
            "client",
            "number",
            "kind",
            "owner",
            "deputy",
            "status",
            "opened_on",
            "closed_on",
            "token",
        )
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN


class CaseEvent(models.Model):
    """A turn of a case. A case that was closed and reopened keeps both, so the file tells the whole course."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Case opened")
        CLOSED = "closed", _("Case closed")
        REOPENED = "reopened", _("Case reopened")
        ASSIGNED = "assigned", _("Case handed over")
        DEPUTY = "deputy", _("Other deputy")
        CHANGED = "changed", _("Case changed")
        REFERRED = "referred", _("Referred to another service")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="+", verbose_name=_("client"))
    case = models.ForeignKey(Case, models.CASCADE, related_name="events", verbose_name=_("case"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    end_reason = models.CharField(_("reason for the end"), max_length=20, choices=EndReason, blank=True)
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    text = SealedLineField(_("text"), max_length=300, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn of a case")
        verbose_name_plural = _("turns of cases")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["client", "-at"], name="counselling_caseevent_course")]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("end_reason", "text")
        other = ("controller", "client", "case", "kind", "at", "by", "token")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y}: {self.get_kind_display()}"
