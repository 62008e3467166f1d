"""Groups of companions with a common focus, and who was in them when."""

from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.programme import OfVolunteerQuerySet, Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer


class CompanionGroupQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """The group a volunteer is in; who else is in there is not told."""
        return self.filter(memberships__volunteer__user=user, memberships__left_on=None)

    def with_member_count(self) -> Self:
        return self.annotate(member_count=Count("memberships", filter=Q(memberships__left_on=None)))


class CompanionGroup(models.Model):
    """Companions who support each other, up to ``seats`` of them."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="groups", verbose_name=_("programme"))
    name = models.CharField(_("name"), max_length=80)
    focus = models.CharField(
        _("focus"), max_length=160, blank=True, help_text=_("For example: nursing, families, first weeks in town.")
    )
    speaker = models.ForeignKey(
        Volunteer,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="speaks_for",
        verbose_name=_("speaker"),
        help_text=_("Sees first names and due meetings of the group."),
    )
    seats = models.PositiveSmallIntegerField(_("places"), default=8, validators=[MinValueValidator(1)])
    max_matches = models.PositiveSmallIntegerField(
        _("matches at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many companionships the group supports at the same time. Leave empty for no limit."),
    )
    meets = models.CharField(
        _("meets"), max_length=160, blank=True, help_text=_("For example: first Tuesday of the month, 18:00.")
    )
    is_active = models.BooleanField(_("takes part"), default=True)

    objects = CompanionGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name"]
        permissions = [("change_group", _("Make groups and put volunteers into them"))]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="volunteers_group_name",
                violation_error_message=_("There is already a group of this name."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="volunteers_group_seats",
                violation_error_message=_("A group has at least one place."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("speaker",)
        other = ("programme", "name", "focus", "seats", "max_matches", "meets", "is_active")
        retention = Retention.VOLUNTEER
        outlives = ("speaker",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("volunteers:group_detail", args=[self.pk])


class GroupMembership(models.Model):
    """A volunteer in a group from one day to another; at most one at a time."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    group = models.ForeignKey(CompanionGroup, models.PROTECT, related_name="memberships", verbose_name=_("group"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="memberships", verbose_name=_("volunteer"))
    joined_on = models.DateField(_("joined on"), default=timezone.localdate)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = OfVolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a group")
        verbose_name_plural = _("places in groups")
        ordering = ["joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(left_on=None),
                name="volunteers_membership_one_group",
                violation_error_message=_("A volunteer is in one group at a time."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="volunteers_membership_order",
                violation_error_message=_("Nobody leaves a group before joining it."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("group", "joined_on", "left_on")
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self.volunteer} – {self.group}"
