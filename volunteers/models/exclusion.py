"""Two people who must not become a match."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.programme import Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer
from volunteers.models.worker import SkilledWorker


class PairExclusionQuerySet(ProgrammeRowQuerySet):
    """Coordinators of the programme see them, nobody else: neither side learns of it."""


class PairExclusion(models.Model):
    """A coordinator said that these two must not meet; proposals leave the pair out and no note overrides it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    worker = models.ForeignKey(
        SkilledWorker, models.CASCADE, related_name="exclusions", verbose_name=_("skilled worker")
    )
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="exclusions", verbose_name=_("volunteer"))
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Only what others at the desk have to know.")
    )
    created_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = PairExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "volunteer"],
                name="volunteers_pairexclusion_once",
                violation_error_message=_("It is noted already that these two must not meet."),
            )
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("worker", "volunteer", "note")
        other = ("programme", "created_by", "created_at")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self.worker} – {self.volunteer}"
