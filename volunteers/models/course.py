"""Each step of a volunteer's way, kept: who, when, from where to where, why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.bulk import BulkAct
from volunteers.models.programme import OfVolunteerQuerySet, Programme
from volunteers.models.volunteer import Volunteer


class StatusChange(models.Model):
    """One step. Only ever added; a step that is taken back is one more."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="steps", verbose_name=_("volunteer"))
    before = models.CharField(_("status before"), max_length=12, choices=Volunteer.Status)
    after = models.CharField(_("status after"), max_length=12, choices=Volunteer.Status)
    # The account of the volunteer for her own steps, nobody for what the portal did by itself.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    until = models.DateField(_("pausing until"), null=True, blank=True)
    reason = models.CharField(_("reason for leaving"), max_length=20, choices=Volunteer.EndReason, blank=True)
    bulk = models.ForeignKey(
        BulkAct, models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name=_("bulk action")
    )

    objects = OfVolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a volunteer")
        verbose_name_plural = _("steps of volunteers")
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["volunteer", "-changed_at"], name="volunteers_step_course")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("after")),
                name="volunteers_step_is_one",
                violation_error_message=_("A step leads to another status."),
            )
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("before", "after", "changed_at", "until", "reason")
        other = ("programme", "volunteer", "by", "bulk")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"
