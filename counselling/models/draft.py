"""What somebody is still typing: kept on the server, so that no lost session and no interruption takes it away."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.ownership import HeldQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedJSONField
from ibs_portal.privacy.sealed_text import opened

TYPE = "counselling.create_contact"


class DraftQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own and nobody else's, of the organisation that one works for now."""
        held = self.held_for(user, TYPE)
        return held.filter(user=user) if user.is_authenticated else held

    def waiting(self, user: Any, purpose: str) -> Self:
        """Forms of this purpose that the person began and did not send, the newest first."""
        return self.visible_to(user).filter(purpose=purpose).exclude(content=b"").order_by("-saved_at", "-pk")


class Draft(models.Model):
    """One form that is being filled in. Sent ones stay as an empty row for some days: a late echo is not kept."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("typed by"))
    purpose = models.CharField(_("form"), max_length=60)
    form = models.UUIDField(_("number of the form"))
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    content = SealedJSONField(_("content"), default=dict, blank=True)
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
        other = ("controller", "user", "purpose", "form", "saved_at", "token")
        retention = Retention.DRAFT

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_sent(self) -> bool:
        """Without the key there is something all the same."""
        found = opened(self, "content")
        return not found.text and not found.problem

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed, by field; nothing if it cannot be read."""
        return opened(self, "content").text or {}

    @property
    def hint(self) -> str:
        """The first typed words, to tell one draft from another; or why they cannot be read."""
        found = opened(self, "content")
        words = [found.text[name][0] for name in ("person", "note", "family", "given") if _has(found.text, name)]
        return words[0][:60] if words else str(found.problem)


def _has(content: dict[str, list[str]] | str, name: str) -> bool:
    return isinstance(content, dict) and bool(content.get(name)) and bool(content[name][0].strip())
