"""A list of clients that somebody takes over from before: kept only until it is done, and for a day at most."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.models.centre import Centre
from counselling.models.ownership import VIEW_FILE, HeldQuerySet
from ibs_portal.accounts.models import Organisation
from ibs_portal.documents.lists.models import StagedList
from ibs_portal.privacy.declaration import Retention, Subject


class ClientImportQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own: a list lies open only before who chose it."""
        held = self.held_for(user, VIEW_FILE)
        return held.filter(by=user) if user.is_authenticated else held


class ClientImport(StagedList):
    """A list of the clients of one centre."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", verbose_name=_("centre"))

    objects = ClientImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("list taken over")
        verbose_name_plural = _("lists taken over")
        ordering = ["-created_at", "-pk"]
        permissions = [("import_clients", _("Can take over a list of clients"))]
        indexes = [models.Index(fields=["controller", "digest"], name="counselling_import_digest")]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("file_name", "rows", "mapping")
        other = (*("controller", "centre", "by", "created_at", "state", "digest", "heading_row", "taken", "refused"),)
        retention = Retention.UPLOAD
