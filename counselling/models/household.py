"""Who lives together: people with a file of their own, and those who are advised along without one."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject


class HouseholdQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Case workers of the own house; disclosures of a file do not show with whom somebody lives."""
        return self.with_file_open_to(user)


class Household(models.Model):
    """Holds its members together and says nothing itself."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("created by"), editable=False)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_household_id_controller"),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ()
        other = ("controller", "created_at", "created_by")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class HouseholdMemberQuerySet(HouseholdQuerySet):
    def current(self) -> Self:
        return self.filter(ended_on=None)

    def co_advised(self) -> Self:
        """Those who are advised along and have no file: counted apart from clients."""
        return self.filter(client=None, is_co_advised=True)


class HouseholdMember(models.Model):
    """With a file of her own, or without a name: then only how she belongs and the year of birth."""

    class Relation(models.TextChoices):
        REFERENCE = "reference", pgettext_lazy("household", "reference person")
        PARTNER = "partner", pgettext_lazy("household", "partner")
        CHILD = "child", pgettext_lazy("household", "child")
        PARENT = "parent", pgettext_lazy("household", "parent")
        SIBLING = "sibling", pgettext_lazy("household", "sibling")
        RELATIVE = "relative", pgettext_lazy("household", "other relative")
        OTHER = "other", pgettext_lazy("household", "other person")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    household = models.ForeignKey(Household, models.CASCADE, related_name="members", verbose_name=_("household"))
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("client")
    )
    relation = models.CharField(_("in the household"), max_length=10, choices=Relation)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    is_co_advised = models.BooleanField(_("advised along"), default=False)
    joined_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = HouseholdMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a household")
        verbose_name_plural = _("members of households")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(ended_on=None),
                name="counselling_householdmember_one_household",
                violation_error_message=_("This person already lives in a household."),
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(ended_on=None, relation="reference"),
                name="counselling_householdmember_one_reference",
                violation_error_message=_("This household already has a reference person."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("joined_on")),
                name="counselling_householdmember_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(client=None) | Q(birth_year=None, is_co_advised=False),
                name="counselling_householdmember_file_or_facts",
                violation_error_message=_("Whoever has a file is counted by it."),
            ),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1900, 2100)),
                name="counselling_householdmember_birth_year",
                violation_error_message=_("This cannot be a year of birth."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("relation", "birth_year", "is_co_advised")
        other = ("controller", "household", "client", "joined_on", "ended_on")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
