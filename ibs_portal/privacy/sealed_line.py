"""Encrypted words that stand among others on a page, and encrypted values that are no words.

``SealedLineField`` is a ``SealedTextField`` for lines in lists: where the key is missing or the text is damaged,
reading gives the reason in place of the words (``Unreadable``), so that the page around it still works. It is
never saved: what cannot be read stays as it is, and a copy of it is refused.

``SealedJSONField`` keeps a value as JSON. Each reading gives a fresh copy; whoever changes one sets it again.

A query that asks for plain rows reads bytes: ``with_words(Model, rows, "text")`` puts the words in their place. The
field that a text is bound to has to be among the values.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from ibs_portal.privacy.encryption import DamagedError, KeyMissingError
from ibs_portal.privacy.sealed_text import SealedText, SealedTextField, held_bytes


class Unreadable(str):
    """Says why there is nothing to read, where the words would stand."""

    __slots__ = ()


def why_not(problem: Exception) -> Unreadable:
    if isinstance(problem, KeyMissingError):
        return Unreadable(_("(encrypted, the key is not here)"))
    return Unreadable(_("(damaged, cannot be read)"))


class SealedLine(SealedText):
    field: "SealedLineField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        try:
            return super().__get__(instance, cls)
        except (KeyMissingError, DamagedError) as problem:
            return why_not(problem)

    def __set__(self, instance: Any, value: Any) -> None:
        """Where nothing could be read, the reason may come back out of a form: then nothing was changed."""
        if self._held(instance) is not None and value in _reasons() and isinstance(self.__get__(instance), Unreadable):
            return
        super().__set__(instance, value)


class SealedLineField(SealedTextField):
    descriptor_class = SealedLine

    def _sealed(self, value: Any, bound_to: Any) -> bytes:
        if isinstance(value, Unreadable):
            raise ValidationError(_("What cannot be read cannot be copied either."), code="unreadable")
        return super()._sealed(value, bound_to)


class SealedJSONField(SealedTextField):
    """An empty value is kept as nothing at all, so that ``exact=b""`` finds it."""

    def is_plain(self, value: Any) -> bool:
        return value is not None and not isinstance(value, bytes | memoryview)

    def to_words(self, value: Any) -> str:
        return json.dumps(value, cls=DjangoJSONEncoder) if value else ""

    def from_words(self, words: str) -> Any:
        return json.loads(words) if words else self.get_default()


def _reasons() -> tuple[str, str]:
    return why_not(KeyMissingError()), why_not(DamagedError())


def with_words(model: type[models.Model], rows: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    """The same rows of ``values()`` or of JSON, with the words of these fields opened in them; never an error."""
    rows = list(rows)
    for field in (_field(model, name) for name in names):
        for row in rows:
            row[field.name] = _line(field, row[field.name], row[field.bound_to])
    return rows


def line_of(model: type[models.Model], name: str, held: Any, bound_to: Any) -> str:
    """The words of one such value, or the reason why not."""
    return _line(_field(model, name), held, bound_to)


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _line(field: SealedTextField, held: Any, bound_to: Any) -> str:
    if not held:
        return ""
    try:
        return field.words_of(held_bytes(held), bound_to)
    except (KeyMissingError, DamagedError) as problem:
        return why_not(problem)
