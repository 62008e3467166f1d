"""Short texts that are kept in a column per language: ``title_de``, ``title_en``."""

from django.utils.html import format_html
from django.utils.translation import get_language

# German is always there; other languages fall back to it.
BASE_LANGUAGE = "de"
TEXT_LANGUAGES = (BASE_LANGUAGE, "en")


class Text(str):
    """A text that knows its language; ``lang`` is empty when it is the reader's own."""

    lang: str

    def __new__(cls, text: str, lang: str = "") -> "Text":
        self = super().__new__(cls, text)
        self.lang = lang
        return self

    @property
    def marked(self) -> str:
        """For pages: a text in another language says so, to voices and to browsers."""
        if not self or not self.lang:
            return self
        return format_html('<bdi lang="{}" dir="ltr">{}</bdi>', self.lang, str(self))


class Translated:
    """``title = Translated()`` reads ``title_<language of the reader>``, or German where that is missing."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row, owner: type | None = None):
        if row is None:
            return self
        reader = (get_language() or BASE_LANGUAGE).partition("-")[0]
        if reader in TEXT_LANGUAGES and (text := getattr(row, f"{self.name}_{reader}")):
            return Text(text)
        return Text(getattr(row, f"{self.name}_{BASE_LANGUAGE}"), "" if reader == BASE_LANGUAGE else BASE_LANGUAGE)
