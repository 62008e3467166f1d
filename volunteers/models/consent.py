"""What somebody has agreed to, and when it was taken back (Art. 7 DSGVO): one row a kind and version of the text.

Volunteers and skilled workers have a table each: their data stay for different times and go with different files.
"""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.programme import OfVolunteerQuerySet, Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer
from volunteers.models.worker import SkilledWorker


class ConsentKind(models.TextChoices):
    DATA = "data", _("Use of the details of the sign-up")
    MATCHING = "matching", _("Being introduced to somebody")
    NEWS = "news", _("News by mail")


class ConsentHow(models.TextChoices):
    """How it was given; whoever noted it stands in the trail."""

    ONLINE = "online", _("on the web")
    PHONE = "phone", _("by phone or in person")
    PAPER = "paper", _("in writing")


TOLD = (
    *("kind", "version", "how", "given_at", "said_by", "note"),
    *("withdrawn_at", "withdrawn_how", "withdrawn_said_by", "withdrawn_note"),
)


class GivenConsent(models.Model):
    """What both tables have in common."""

    Kind, How = ConsentKind, ConsentHow

    kind = models.CharField(_("kind"), max_length=20, choices=ConsentKind)
    version = models.CharField(_("version of the text"), max_length=20)
    how = models.CharField(_("given"), max_length=8, choices=ConsentHow, default=ConsentHow.ONLINE)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    said_by = models.CharField(
        _("who said so"), max_length=100, blank=True, help_text=_("Leave empty for the person herself.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_how = models.CharField(_("taken back"), max_length=8, choices=ConsentHow, blank=True)
    withdrawn_said_by = models.CharField(_("who took it back"), max_length=100, blank=True)
    withdrawn_note = models.CharField(_("note on taking it back"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"


def _constraints(owner: str, table: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=[owner, "kind", "version"], condition=Q(withdrawn_at=None), name=f"volunteers_{table}_one_open"
        ),
        models.CheckConstraint(
            condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
            name=f"volunteers_{table}_order",
            violation_error_message=_("A consent is withdrawn after it was given."),
        ),
        models.CheckConstraint(
            condition=Q(withdrawn_at__isnull=False) | Q(withdrawn_how="", withdrawn_said_by="", withdrawn_note=""),
            name=f"volunteers_{table}_words_of_the_end",
            violation_error_message=_("How a consent was taken back stands with the day on which it was."),
        ),
    ]


class Consent(GivenConsent):
    """Of a volunteer."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="consents", verbose_name=_("volunteer"))

    objects = OfVolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = _constraints("volunteer", "consent")

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = TOLD
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER


class WorkerConsentQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        return self.filter(worker__user=user)


class WorkerConsent(GivenConsent):
    """Of a skilled worker."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    worker = models.ForeignKey(SkilledWorker, models.CASCADE, related_name="consents", verbose_name=_("skilled worker"))

    objects = WorkerConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent of a skilled worker")
        verbose_name_plural = _("consents of skilled workers")
        ordering = ["-given_at"]
        constraints = _constraints("worker", "workerconsent")

    class Privacy:
        subject = Subject.SKILLED_WORKER
        personal = TOLD
        other = ("programme", "worker")
        retention = Retention.SKILLED_WORKER
