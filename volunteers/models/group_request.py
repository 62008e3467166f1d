"""A volunteer asks to join a group. Requests wait in their order; places are given when one is accepted."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.group import CompanionGroup
from volunteers.models.programme import OfVolunteerQuerySet, Programme
from volunteers.models.volunteer import Volunteer


class GroupRequest(models.Model):
    """One open request at a time, so that nobody waits in several lists."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    group = models.ForeignKey(CompanionGroup, models.PROTECT, related_name="requests", verbose_name=_("group"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="group_requests", verbose_name=_("volunteer"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    settled_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = OfVolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join a group")
        verbose_name_plural = _("requests to join groups")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(state="asked"),
                name="volunteers_group_request_one_open",
                violation_error_message=_("There is already a request that waits for an answer."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", settled_at=None) | ~Q(state="asked") & Q(settled_at__isnull=False),
                name="volunteers_group_request_settled",
                violation_error_message=_("A request is open, or it has the moment of its answer."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("group", "state", "asked_at", "settled_at")
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
