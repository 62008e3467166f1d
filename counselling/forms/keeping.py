"""Showing again what was typed, before anybody asked for it to be right."""

from typing import Any

from django.forms.utils import ErrorDict


class KeepsTyped:
    """``keep_typed=True``: a bound form without a word about what is still missing."""

    def __init__(self, *args: Any, keep_typed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep_typed = keep_typed

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        if self.keep_typed:
            self._errors = ErrorDict(renderer=self.renderer)  # type: ignore[attr-defined]
