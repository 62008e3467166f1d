"""Lists of people that a coordinator takes over: kept only until it is done, and for a day at most."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.documents.lists.models import StagedList
from ibs_portal.privacy.declaration import Retention, Subject
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
