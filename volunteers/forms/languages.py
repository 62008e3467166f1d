"""Rows of language and level, as many as somebody needs, without JavaScript."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ibs_portal.languages import language_choices, language_label
from volunteers.models import VolunteerLanguage

MOST = 8


class LanguageRowsMixin(forms.Form):
    """Adds pairs of fields ``language_<n>`` and ``level_<n>``; ``cleaned_data["languages"]`` are pairs.

    The number of rows follows from what was typed or is given, and a button named ``more`` asks for one more.
    """

    rows_at_start = 2

    def __init__(self, *args: Any, spoken: list[tuple[str, int]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken = spoken if spoken is not None else [("de", "")]
        self.row_count = self._count_rows()
        choices = [("", ""), *language_choices()]
        levels = [("", ""), *VolunteerLanguage.Level.choices]
        for row in range(self.row_count):
            code, level = self.spoken[row] if row < len(self.spoken) else ("", "")
            self.fields[f"language_{row}"] = _choice(_("Language"), choices, code)
            self.fields[f"level_{row}"] = _choice(_("How well?"), levels, level)

    def _count_rows(self) -> int:
        typed = [n for n in range(MOST) if self.data.get(f"language_{n}") or f"level_{n}" in self.data]
        wanted = len(typed) + (1 if "more" in self.data else 0)
        return min(max(wanted, self.rows_at_start, len(self.spoken)), MOST)

    @property
    def can_have_more(self) -> bool:
        return self.row_count < MOST

    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"language_{row}"], self[f"level_{row}"]) for row in range(self.row_count)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        spoken: dict[str, int] = {}
        for row in range(self.row_count):
            code, level = cleaned.get(f"language_{row}"), cleaned.get(f"level_{row}")
            if code and not level:
                self.add_error(f"level_{row}", _("Choose how well you speak %(language)s.") % _named(code))
            if level and not code:
                self.add_error(f"language_{row}", _("Choose a language."))
            if code and code in spoken:
                self.add_error(f"language_{row}", _("You have already named %(language)s.") % _named(code))
            if code and level:
                spoken.setdefault(code, int(level))
        if not spoken and not self.errors:
            self.add_error("language_0", ValidationError(_("Choose at least one language."), "required"))
        cleaned["languages"] = list(spoken.items())
        cleaned["language_words"] = [
            f"{language_label(code)}: {VolunteerLanguage.Level(level).label}" for code, level in spoken.items()
        ]
        return cleaned


def _choice(label: Any, choices: list, initial: Any) -> forms.ChoiceField:
    field = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)
    # One row is needed, but no row in particular: "optional" beside each would be wrong.
    field.mark_optional = False
    return field


def _named(code: str) -> dict[str, str]:
    return {"language": language_label(code)}
