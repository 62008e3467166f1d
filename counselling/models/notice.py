"""What a controller tells people about their data: purpose, legal basis, contact. One row each, words per language."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.privacy.declaration import NoPersonalData

NOTICE_TEXTS = ("purpose", "basis", "contact", "authority")


class PrivacyNotice(models.Model):
    """``texts``: ``{"de": {"purpose": …}, "ar": …}``. What is empty is said in the words of the portal."""

    controller = models.OneToOneField(Organisation, models.CASCADE, related_name="+", verbose_name=_("controller"))
    texts = models.JSONField(_("texts"), default=dict, blank=True)

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("notice on data protection")
        verbose_name_plural = _("notices on data protection")

    def __str__(self) -> str:
        return str(self.controller)

    def text(self, name: str, language: str) -> str:
        """The words in this language, or ``""``."""
        said: dict[str, Any] = self.texts.get(language) or {}
        return str(said.get(name, ""))
