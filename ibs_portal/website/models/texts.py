"""Texts that are kept once per language: columns ``title_de``, ``title_en`` read as ``item.title``."""

from typing import Any

from django.db.models import Model
from django.utils.translation import get_language

from ibs_portal.languages import STAFF_LANGUAGES


class LocalText(str):
    """A text that knows its language, so that a page can mark a fallback: ``lang="{{ item.title.lang }}"``."""

    lang: str

    def __new__(cls, text: str, lang: str) -> "LocalText":
        local = super().__new__(cls, text)
        local.lang = lang
        return local


class InReadersLanguage:
    """Reads the column of the reader's language; if that is empty the German one, which is never empty."""

    def __set_name__(self, owner: type[Model], name: str) -> None:
        self.name = name

    def __get__(self, row: Any, owner: type[Model] | None = None) -> Any:
        if row is None:
            return self
        code = (get_language() or "de")[:2]
        if code in STAFF_LANGUAGES and (text := getattr(row, f"{self.name}_{code}")):
            return LocalText(text, code)
        return LocalText(getattr(row, f"{self.name}_de"), "de")
