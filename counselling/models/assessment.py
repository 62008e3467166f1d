"""What a person needs in each area of life, as it was seen on one day."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.area import Area, Level
from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField


class OwnFileQuerySet(HeldQuerySet):
    """Parts of a file that no disclosure shows."""

    def visible_to(self, user: Any) -> Self:
        return self.with_file_open_to(user)


class Assessment(models.Model):
    """Written once; the next one stands beside it, so that one sees what has changed."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="assessments", verbose_name=_("client"))
    made_on = models.DateField(_("day"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    objects = OwnFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-made_on", "-pk"]
        indexes = [models.Index(fields=["client", "-made_on"], name="counselling_assessment_course")]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_assessment_id_controller")
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("made_on",)
        other = ("controller", "client", "made_by", "created_at")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.made_on:%d.%m.%Y}"


class Need(models.Model):
    """One area of an assessment. Areas that nobody spoke about have no row."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="+", verbose_name=_("client"))
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="needs", verbose_name=_("assessment"))
    area = models.CharField(_("area"), max_length=20, choices=Area)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    text = SealedLineField(_("in short"), max_length=300, blank=True)

    objects = OwnFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "area"], name="counselling_need_one_per_area"),
            models.CheckConstraint(
                condition=models.Q(level__lte=Level.URGENT),
                name="counselling_need_level",
                violation_error_message=_("Choose a level from the list."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("area", "level", "text")
        other = ("controller", "client", "assessment", "token")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
