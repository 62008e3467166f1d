"""When a group meets, who comes, and who was there how long."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import NoPersonalData, Retention, Subject
from volunteers.models.group import CompanionGroup, GroupMembership
from volunteers.models.programme import OfVolunteerQuerySet, Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer
from volunteers.rules.group_date import MOST_MINUTES


class GroupDateQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """The dates of the group a volunteer is in, and for good those at which it is noted how long she was there."""
        places = GroupMembership.objects.filter(volunteer__user=user, left_on=None)
        visits = GroupVisit.objects.filter(volunteer__user=user, minutes__isnull=False)
        return self.filter(Q(group__in=places.values("group")) | Q(pk__in=visits.values("date")))


class GroupDate(models.Model):
    """One meeting of a group; what is cancelled stays to be seen."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    group = models.ForeignKey(CompanionGroup, models.PROTECT, related_name="dates", verbose_name=_("group"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    place = models.CharField(_("place"), max_length=160)
    topic = models.CharField(_("what"), max_length=160, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    objects = GroupDateQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("group date")
        verbose_name_plural = _("group dates")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="volunteers_group_date_order",
                violation_error_message=_("A date ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}, {timezone.localtime(self.starts_at):%d.%m.%Y}"


class GroupVisit(models.Model):
    """What a member said about a date, and how many minutes she was there: 0 is not at all, empty not noted yet."""

    class Answer(models.TextChoices):
        YES = "yes", _("comes")
        NO = "no", _("does not come")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    date = models.ForeignKey(GroupDate, models.CASCADE, related_name="visits", verbose_name=_("group date"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="group_visits", verbose_name=_("volunteer"))
    answer = models.CharField(_("answer"), max_length=3, choices=Answer, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)

    objects = OfVolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit of a group date")
        verbose_name_plural = _("visits of group dates")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["date", "volunteer"], name="volunteers_group_visit_once"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=MOST_MINUTES),
                name="volunteers_group_visit_minutes",
                violation_error_message=_("A group date lasts twelve hours at most."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("date", "answer", "minutes")
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER
        outlives = ("answer",)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
