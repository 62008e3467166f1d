"""Prepared answers to enquiries: a vocabulary that the office edits in the set-up, in each language of the site."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.models.topic import SOURCE_LANGUAGE
from ibs_portal.languages import TextIn
from ibs_portal.privacy.declaration import NoPersonalData


class AnswerTemplateQuerySet(models.QuerySet):
    def active(self) -> "AnswerTemplateQuerySet":
        return self.filter(is_active=True)


class AnswerTemplate(models.Model):
    """``texts`` is ``{"de": "Guten Tag {name}, …", "ar": …}``; German is the source and the last fallback."""

    title = models.CharField(_("title"), max_length=80, unique=True, help_text=_("Read by colleagues only."))
    texts = models.JSONField(_("texts"), default=dict)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True, help_text=_("Switch off instead of deleting."))

    Privacy = NoPersonalData
    objects = AnswerTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(texts__de__isnull=False),
                name="counselling_answertemplate_german",
                violation_error_message=_("A template needs its German text."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def text(self, language: str) -> TextIn:
        """The text in this language, else in German; it knows which of the two it is."""
        found: dict[str, Any] = self.texts
        used = language if found.get(language) else SOURCE_LANGUAGE
        return TextIn(found.get(used, ""), used)

    @property
    def languages(self) -> list[str]:
        return [code for code, text in self.texts.items() if text]
