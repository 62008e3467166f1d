"""A list of clients that somebody takes over from before: kept only until it is done, and for a day at most."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.centre import Centre
from counselling.models.ownership import VIEW_FILE, HeldQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject


class ClientImportQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own: a list lies open only before who chose it."""
        held = self.held_for(user, VIEW_FILE)
        return held.filter(by=user) if user.is_authenticated else held


class ClientImport(models.Model):
    """``rows`` are those of the file until they are taken over, then the refused ones with their reasons.

    After a day they go. What stays is a fingerprint, so that the same file is recognised, and two numbers.
    """

    class State(models.TextChoices):
        STAGED = "staged", pgettext_lazy("import", "waiting")
        DONE = "done", pgettext_lazy("import", "taken over")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", verbose_name=_("centre"))
    by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STAGED, editable=False)
    file_name = models.CharField(_("file"), max_length=120, blank=True)
    digest = models.CharField(_("fingerprint"), max_length=64, editable=False)
    rows = models.JSONField(_("rows"), default=list, editable=False)
    heading_row = models.PositiveSmallIntegerField(_("row of the headings"), default=0)
    mapping = models.JSONField(_("columns"), default=list)
    taken = models.PositiveIntegerField(_("taken over"), default=0, editable=False)
    refused = models.PositiveIntegerField(_("refused"), default=0, editable=False)

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

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_staged(self) -> bool:
        return self.state == self.State.STAGED and bool(self.rows)

    @property
    def headings(self) -> list[str]:
        return self.rows[self.heading_row] if self.heading_row < len(self.rows) else []
