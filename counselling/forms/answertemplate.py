"""The set-up form of a prepared answer: one field per language of the site; only German is needed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from counselling.models import AnswerTemplate
from counselling.models.topic import SOURCE_LANGUAGE

HELP = _("{name}, {number}, {centre} and {phone} are filled in. Nothing that only fits one person.")


class AnswerTemplateSetupForm(forms.ModelForm):
    class Meta:
        model = AnswerTemplate
        fields = ("title", "order", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, own_name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=own_name,
                help_text=HELP,
                required=code == SOURCE_LANGUAGE,
                initial=self.instance.texts.get(code, ""),
                widget=forms.Textarea({"rows": 6, "dir": "auto"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        texts = {code: cleaned.get(f"text_{code}", "").strip() for code, _name in settings.LANGUAGES}
        self.instance.texts = {code: text for code, text in texts.items() if text}
        return cleaned
