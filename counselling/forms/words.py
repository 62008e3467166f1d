"""Fields in which one types a word that the browser completes: lists of sixty languages need no scrolling."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.models.vocabulary import nationality_choices
from counselling.rules.birth import UNKNOWN, birth_from_parts
from counselling.rules.naming import fold
from ibs_portal.languages import language_choices, language_label, own_name
from ibs_portal.ui.forms import ThreeNumbers

Birth = tuple[datetime.date | None, str]


def resolve(word: str, choices: list[tuple[str, str]]) -> str:
    """The code that a word means: the code, the whole label, or the only label that begins so; else ``""``."""
    wanted = fold(word)
    if code := next((code for code, label in choices if wanted in (fold(code), fold(label))), ""):
        return code
    beginning = [code for code, label in choices if wanted and fold(label).startswith(wanted)]
    return beginning[0] if len(beginning) == 1 else ""


class WordField(forms.CharField):
    """One word of a vocabulary, typed; the value is its code. ``list_id`` names the datalist of the page."""

    default_error_messages = {"unknown": _("“%(word)s” is not in the list.")}

    def __init__(self, *, list_id: str, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.widget.attrs.update({"list": list_id, "autocomplete": "off"})

    def choices(self) -> list[tuple[str, str]]:
        raise NotImplementedError

    def prepare_value(self, value: str | None) -> str:
        return dict(self.choices()).get(value, value or "") if value else ""

    def clean(self, value: str) -> str:
        word = super().clean(value)
        code = resolve(word, self.choices()) if word else ""
        if word and not code:
            raise ValidationError(self.error_messages["unknown"], params={"word": word}, code="unknown")
        return code


class LanguageWordField(WordField):
    def choices(self) -> list[tuple[str, str]]:
        return language_choices()


class NationalityField(WordField):
    def choices(self) -> list[tuple[str, str]]:
        return nationality_choices()


class LanguagesField(forms.CharField):
    """Languages with commas between them, the best first; the value is a list of codes."""

    default_error_messages = {"unknown": _("“%(word)s” is no language we know.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.widget.attrs.update({"autocomplete": "off", "list": "languages"})

    def prepare_value(self, value: Any) -> str:
        return ", ".join(map(language_label, value)) if isinstance(value, list) else value or ""

    def clean(self, value: str) -> list[str]:
        words = [word.strip() for word in super().clean(value).split(",") if word.strip()]
        return list(dict.fromkeys(map(self._code, words)))

    def _code(self, word: str) -> str:
        choices = language_choices()
        own = [(code, own_name(code)) for code, _label in choices]
        if code := resolve(word, choices) or next((code for code, name in own if name == word), ""):
            return code
        raise ValidationError(self.error_messages["unknown"], params={"word": word}, code="unknown")


class BirthField(forms.MultiValueField):
    """A birth date as far as it is known: the value is the date and its precision, the initial its three parts."""

    default_error_messages = {"invalid": _("Enter a date of birth like 31 3 1990; the year alone is enough.")}
    widget = ThreeNumbers

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False, max_length=4) for _part in range(3)]
        super().__init__(parts, require_all_fields=False, required=False, **kwargs)

    def compress(self, data_list: list[str]) -> Birth:
        try:
            return birth_from_parts(*(part.strip() for part in data_list)) if data_list else (None, UNKNOWN)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def clean(self, value: Any) -> Birth:
        return super().clean(value) or (None, UNKNOWN)
