"""What was done to several volunteers in one go, so that it can be looked at, and taken back."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.privacy.declaration import NoPersonalData


class BulkActQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Acts of the own house."""
        return self.filter(organisation=user.organisation_id) if user.organisation_id else self.none()


class BulkAct(models.Model):
    """Whom it was done to stands in the steps themselves (``StatusChange.bulk``)."""

    class Kind(models.TextChoices):
        STEP = "step", _("Next step")
        PAUSE = "pause", _("Pause")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    done_at = models.DateTimeField(_("done at"), default=timezone.now)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = BulkActQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("bulk action")
        verbose_name_plural = _("bulk actions")
        ordering = ["-done_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done_at:%d.%m.%Y}"
