"""Cohorts: people who were recruited together and arrive together."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.privacy.declaration import NoPersonalData
from volunteers.models.programme import Programme, ProgrammeRowQuerySet


class CohortQuerySet(ProgrammeRowQuerySet):
    def with_counts(self) -> Self:
        """Adds ``people``, and of them ``placed`` (a companion now), ``asked`` and ``waiting`` (an open need)."""
        states = {"placed": "matched", "asked": "proposed", "waiting": "open"}
        counts = {
            name: models.Count("workers", filter=Q(workers__needs__state=state), distinct=True)
            for name, state in states.items()
        }
        return self.annotate(people=models.Count("workers", distinct=True), **counts)

    def locked(self, cohort: "Cohort") -> Any:
        """The row as it is now, held until the end of the transaction."""
        return self.select_related("programme").select_for_update(of=("self",)).get(pk=cohort.pk)

    def going_on(self) -> Self:
        return self.filter(closed_on=None)

    def open_first(self) -> Self:
        """Those that go on, the next to arrive or last arrived first; then the closed ones."""
        return self.order_by(F("closed_on").desc(nulls_first=True), "-arrives_on", "name")


class Cohort(models.Model):
    """``employer`` and ``agency`` see how many have a companion (``queries/cohort_figures.py``), and nobody's name."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cohorts", verbose_name=_("programme"))
    name = models.CharField(_("name"), max_length=120, help_text=_("For example: nurses May 2026, hospital."))
    employer = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cohorts", verbose_name=_("employer"), null=True, blank=True
    )
    agency = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="sent_cohorts",
        verbose_name=_("agency"),
        null=True,
        blank=True,
        help_text=_("Who sent the people. Employer and agency see numbers only, if they have an account."),
    )
    arrives_on = models.DateField(_("arrives on"))
    expected = models.PositiveSmallIntegerField(_("people expected"), default=0)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    objects = CohortQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-arrives_on", "name"]
        permissions = [("view_cohort_figures", _("See how many people of the own cohorts have a companion"))]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="volunteers_cohort_name",
                violation_error_message=_("There is already a cohort of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("volunteers:cohort_detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None
