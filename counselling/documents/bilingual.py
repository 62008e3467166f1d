"""Texts of a sheet of paper in German and, beside it, in the language of the person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

GERMAN = "de"


@dataclass(frozen=True)
class Line:
    german: str
    second: str = ""


@dataclass(frozen=True)
class Bilingual:
    """``both(_("Valid until %(day)s"), day=…)`` is a line in German and in ``second`` (``""``: German alone)."""

    second: str

    def __call__(self, text: Any, **words: Any) -> Line:
        german = _said(GERMAN, text, words)
        return Line(german, _said(self.second, text, words)) if self.second else Line(german)

    def each(self, texts: Iterable[Any], **words: Any) -> list[Line]:
        return [self(text, **words) for text in texts]


def _said(language: str, text: Any, words: dict[str, Any]) -> str:
    """Labels among the words are said in the same language as the text."""
    with override(language):
        return str(text) % {name: str(word) for name, word in words.items()} if words else str(text)
