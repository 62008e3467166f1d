"""Lists of people that a coordinator takes over: kept only until it is done, and for a day at most."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.documents.lists.models import StagedList
from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.cohort import Cohort
from volunteers.models.programme import Programme, ProgrammeRowQuerySet


class PeopleListQuerySet(ProgrammeRowQuerySet):
    def of_organisation(self, user: Any) -> Self:
        """One's own: a list lies open only before who chose it."""
        return super().of_organisation(user).filter(by=user)


class VolunteerImport(StagedList):
    """A list of volunteers."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))

    objects = PeopleListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of volunteers")
        verbose_name_plural = _("lists of volunteers")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["programme", "digest"], name="volunteers_import_digest")]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("file_name", "rows", "mapping")
        other = (*("programme", "by", "created_at", "state", "digest", "heading_row", "taken", "refused"),)
        retention = Retention.UPLOAD


class CohortImport(StagedList):
    """A list of arriving people: for a cohort that is there, or for a new one of this name.

    ``made`` are the keys of the skilled workers that came of it, so that it can be undone.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    cohort = models.ForeignKey(
        Cohort, models.SET_NULL, null=True, blank=True, related_name="lists", verbose_name=_("cohort")
    )
    name = models.CharField(_("name of the new cohort"), max_length=120, blank=True)
    employer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("employer")
    )
    agency = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    made = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False, verbose_name=_("entered"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True, editable=False)

    objects = PeopleListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of a cohort")
        verbose_name_plural = _("lists of cohorts")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["programme", "digest"], name="volunteers_cohort_digest")]

    class Privacy:
        subject = Subject.SKILLED_WORKER
        personal = ("file_name", "rows", "mapping")
        other = (
            *("programme", "cohort", "name", "employer", "agency", "made", "undone_at"),
            *("by", "created_at", "state", "digest", "heading_row", "taken", "refused"),
        )
        retention = Retention.UPLOAD

    @property
    def can_be_undone(self) -> bool:
        return self.state == self.State.DONE and self.undone_at is None and bool(self.made)
