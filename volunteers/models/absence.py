"""Days on which a volunteer or a skilled worker is away. Why is nobody's business."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.programme import OfVolunteerQuerySet, Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer
from volunteers.models.worker import SkilledWorker


class Away(models.Model):
    """First and last day."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    starts_on = models.DateField(_("first day away"))
    ends_on = models.DateField(_("last day away"))

    class Meta:
        abstract = True
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_order",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self) -> str:
        first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (self.starts_on, self.ends_on))
        return first if first == last else f"{first} – {last}"


class VolunteerAbsence(Away):
    """A volunteer's holiday or other days away."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="absences", verbose_name=_("volunteer"))

    objects = OfVolunteerQuerySet.as_manager()

    class Meta(Away.Meta):
        verbose_name = _("absence of a volunteer")
        verbose_name_plural = _("absences of volunteers")
        constraints = [
            *Away.Meta.constraints,
            models.UniqueConstraint(
                fields=["volunteer", "starts_on", "ends_on"],
                name="volunteers_volunteerabsence_once",
                violation_error_message=_("These days are noted already."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("starts_on", "ends_on")
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER


class WorkerAbsenceQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> "WorkerAbsenceQuerySet":
        return self.filter(worker__user=user)


class WorkerAbsence(Away):
    """A skilled worker's holiday or other days away."""

    worker = models.ForeignKey(SkilledWorker, models.CASCADE, related_name="absences", verbose_name=_("skilled worker"))

    objects = WorkerAbsenceQuerySet.as_manager()

    class Meta(Away.Meta):
        verbose_name = _("absence of a skilled worker")
        verbose_name_plural = _("absences of skilled workers")
        constraints = [
            *Away.Meta.constraints,
            models.UniqueConstraint(
                fields=["worker", "starts_on", "ends_on"],
                name="volunteers_workerabsence_once",
                violation_error_message=_("These days are noted already."),
            ),
        ]

    class Privacy:
        subject = Subject.SKILLED_WORKER
        personal = ("starts_on", "ends_on")
        other = ("programme", "worker")
        retention = Retention.SKILLED_WORKER
