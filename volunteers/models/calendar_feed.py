"""The personal calendar that the phone of a volunteer or skilled worker fetches by itself."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.programme import Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer
from volunteers.models.worker import SkilledWorker


class CalendarFeedQuerySet(ProgrammeRowQuerySet):
    def of_organisation(self, user: Any) -> Self:
        """Who has such an address is nobody's business, the desk's neither."""
        return self.none()

    def own_of(self, user: Any) -> Self:
        return self.filter(Q(volunteer__user=user) | Q(worker__user=user))


class CalendarFeed(models.Model):
    """One address a person, known by its hash alone: whoever makes a new one ends the old one with it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    volunteer = models.OneToOneField(
        Volunteer, models.CASCADE, null=True, blank=True, related_name="feed", verbose_name=_("volunteer")
    )
    worker = models.OneToOneField(
        SkilledWorker, models.CASCADE, null=True, blank=True, related_name="feed", verbose_name=_("skilled worker")
    )
    secret_hash = models.CharField(_("hash of the address"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("address of a personal calendar")
        verbose_name_plural = _("addresses of personal calendars")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(volunteer=None, worker__isnull=False) | Q(volunteer__isnull=False, worker=None),
                name="volunteers_calendarfeed_one_side",
                violation_error_message=_("A calendar is a volunteer's or a skilled worker's."),
            )
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("made_at",)
        other = ("programme", "volunteer", "worker", "secret_hash")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
