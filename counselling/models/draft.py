"""What somebody is still typing: kept on the server, so that no lost session and no interruption takes it away."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.ownership import HeldQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject

TYPE = "counselling.create_contact"


class DraftQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own and nobody else's, of the organisation that one works for now."""
        held = self.held_for(user, TYPE)
        return held.filter(user=user) if user.is_authenticated else held

    def waiting(self, user: Any, purpose: str) -> Self:
        """Forms of this purpose that the person began and did not send, the newest first."""
        return self.visible_to(user).filter(purpose=purpose).exclude(content={}).order_by("-saved_at", "-pk")


class Draft(models.Model):
    """One form that is being filled in. Sent ones stay as an empty row for some days: a late echo is not kept."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("typed by"))
    purpose = models.CharField(_("form"), max_length=60)
    form = models.UUIDField(_("number of the form"))
    content = models.JSONField(_("content"), default=dict, blank=True)
    saved_at = models.DateTimeField(_("kept"), default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "purpose", "form"], name="counselling_draft_one_a_form"),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("content",)
        other = ("controller", "user", "purpose", "form", "saved_at")
        retention = Retention.DRAFT

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_sent(self) -> bool:
        return not self.content

    @property
    def hint(self) -> str:
        """The first typed words, to tell one draft from another."""
        words = next((self.content[name][0] for name in ("person", "note", "family", "given") if self._has(name)), "")
        return words[:60]

    def _has(self, name: str) -> bool:
        return bool(self.content.get(name) and self.content[name][0].strip())
