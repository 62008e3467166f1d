"""What people come for: one vocabulary for the counter, the public page and the contact form."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ibs_portal.languages import TextIn
from ibs_portal.privacy.declaration import NoPersonalData

SOURCE_LANGUAGE = "de"
# What a topic says in each language; ``label`` is the word at the counter, the others are for the public.
TEXT_NAMES = ("label", "public_label", "second_line", "help", "bring")


class TopicQuerySet(models.QuerySet["Topic"]):
    def public(self) -> "TopicQuerySet":
        return self.filter(is_public=True, is_active=True)

    def active(self) -> "TopicQuerySet":
        return self.filter(is_active=True)


class Topic(models.Model):
    """A topic with its words per language in ``texts``: ``{"de": {"label": …, "public_label": …}, "en": …}``.

    Words are data of one small row, read in one query; German is the source and the last fallback.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    texts = models.JSONField(_("texts"), default=dict)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_public = models.BooleanField(
        _("shown to the public"),
        default=False,
        help_text=_("On the home page, the page on counselling and in the contact form."),
    )
    is_active = models.BooleanField(_("in use"), default=True, help_text=_("Switch off instead of deleting."))

    Privacy = NoPersonalData
    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(texts__de__label__isnull=False),
                name="counselling_topic_german_label",
                violation_error_message=_("A topic needs its German label."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def text(self, name: str, language: str | None = None) -> TextIn:
        """One text in a language (default: the active one), in German where it is missing."""
        text = self._texts_in(language).get(name) or self.texts.get(SOURCE_LANGUAGE, {}).get(name, "")
        return TextIn(text, self.text_language(name, language))

    def text_language(self, name: str, language: str | None = None) -> str:
        """The language that ``text`` answers in, for the attribute ``lang``."""
        language = language or get_language() or SOURCE_LANGUAGE
        return language if self._texts_in(language).get(name) else SOURCE_LANGUAGE

    def _texts_in(self, language: str | None) -> dict[str, Any]:
        return self.texts.get(language or get_language() or SOURCE_LANGUAGE, {})

    @property
    def label(self) -> str:
        """The short word of the counter."""
        return self.text("label")

    @property
    def public_label(self) -> str:
        return self.text("public_label") or self.label

    @property
    def second_line(self) -> str:
        return self.text("second_line")

    @property
    def help_text(self) -> str:
        """What we do for you, a sentence or two."""
        return self.text("help")

    @property
    def bring(self) -> list[str]:
        """What to bring along, a line each."""
        text = self.text("bring")
        return [TextIn(line, text.lang) for line in text.splitlines() if line.strip()]
