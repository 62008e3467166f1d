"""That the data of somebody will go, or have gone; and the figures that stay."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import NoPersonalData, Retention, Subject
from volunteers.models.programme import Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer
from volunteers.models.worker import SkilledWorker
from volunteers.rules.people import Person


class ErasureQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        return self.filter(Q(volunteer__user=user) | Q(worker__user=user))

    def open(self) -> Self:
        """Announced or asked for, and still to come."""
        return self.filter(taken_back_on=None, erased_on=None)


class Erasure(models.Model):
    """Asked for or due → announced (held) → erased or taken back.

    Afterwards it names nobody: it is the record that, when and why something was erased.
    """

    class Cause(models.TextChoices):
        REQUEST = "request", _("The person asked for it")
        RETENTION = "retention", _("The time of keeping is over")

    class Subject(models.TextChoices):
        VOLUNTEER = "volunteer", _("Volunteer")
        WORKER = "worker", _("Skilled worker")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    subject = models.CharField(_("who"), max_length=9, choices=Subject)
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, null=True, blank=True, related_name="erasures", verbose_name=_("volunteer")
    )
    worker = models.ForeignKey(
        SkilledWorker, models.PROTECT, null=True, blank=True, related_name="erasures", verbose_name=_("skilled worker")
    )
    cause = models.CharField(_("why"), max_length=9, choices=Cause)
    announced_on = models.DateField(_("announced on"))
    due_on = models.DateField(_("to be erased on"))
    keeps_certificates = models.BooleanField(_("certificates can still be checked"), default=False)
    held_until = models.DateField(_("held until"), null=True, blank=True)
    hold_reason = models.CharField(_("reason for the hold"), max_length=200, blank=True)
    taken_back_on = models.DateField(_("taken back on"), null=True, blank=True)
    erased_on = models.DateField(_("erased on"), null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["due_on", "pk"]
        permissions = [("watch_erasures", _("See and hold what will be erased"))]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(taken_back_on=None, erased_on=None),
                name="volunteers_erasure_one_volunteer",
                violation_error_message=_("The erasure has been asked for already."),
            ),
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(taken_back_on=None, erased_on=None),
                name="volunteers_erasure_one_worker",
                violation_error_message=_("The erasure has been asked for already."),
            ),
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(volunteer=None, worker=None, hold_reason=""),
                name="volunteers_erasure_names_nobody",
                violation_error_message=_("The record of an erasure names nobody."),
            ),
            models.CheckConstraint(
                condition=Q(held_until=None, hold_reason="") | Q(held_until__isnull=False),
                name="volunteers_erasure_held",
                violation_error_message=_("A hold has an end and a reason."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("hold_reason",)
        other = (
            *("programme", "subject", "volunteer", "worker", "cause", "announced_on", "due_on", "keeps_certificates"),
            *("held_until", "taken_back_on", "erased_on"),
        )
        retention = Retention.VOLUNTEER
        outlives = ("volunteer", "worker", "hold_reason")

    def __str__(self) -> str:
        return f"{self.get_subject_display()}, {self.due_on:%d.%m.%Y}"

    @property
    def person(self) -> Any:
        """Whom it is about; ``None`` afterwards."""
        return self.volunteer or self.worker


class PersonFigure(models.Model):
    """What figures need of somebody who was erased: no key, no name, days cut down to their month."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    content = models.JSONField(_("content"), default=dict)

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("figure of a person")
        verbose_name_plural = _("figures of people")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def person(self) -> Person:
        return Person.from_json(self.content)
