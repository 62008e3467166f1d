"""Forms of the set-up (/admin/): lists of choices instead of raw arrays, texts per language instead of raw JSON."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from counselling.models import OpeningRule, StaffMember, Topic, Weekday
from counselling.models.topic import SOURCE_LANGUAGE, TEXT_NAMES
from ibs_portal.languages import language_choices

TEXT_LABELS = {
    "label": _("word at the counter"),
    "public_label": _("heading for the public"),
    "second_line": _("second line"),
    "help": _("what we do"),
    "bring": _("what to bring, a line each"),
}
LONG_TEXTS = ("help", "bring")


class StaffMemberSetupForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(label=_("languages spoken"), choices=language_choices)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("days in the house"),
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = StaffMember
        fields = "__all__"  # noqa: DJ007  the set-up shows every field; a new one must not be forgotten


class WeekLineSetupForm(forms.ModelForm):
    """A line of a week inside its centre or period, checked against the other lines as well.

    Inline forms leave their parents out of the validation, and with them the constraint on overlaps.
    """

    class Meta:
        model = OpeningRule
        fields = ("weekday", "opens", "closes", "mode", "valid_from", "valid_until")

    def clean(self) -> dict[str, Any]:
        if self.instance.period_id:
            self.instance.centre_id = self.instance.period.centre_id
        return super().clean() or {}

    def _get_validation_exclusions(self) -> set[str]:
        excluded = super()._get_validation_exclusions()
        return excluded - {"centre", "period"} if self.instance.centre_id else excluded


class TopicSetupForm(forms.ModelForm):
    """One field per text and language of the site; only German must have a label."""

    class Meta:
        model = Topic
        fields = ("code", "order", "is_public", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in text_fields().items():
            language, _part, text = name.partition("__")
            field.initial = self.instance.texts.get(language, {}).get(text, "")
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        texts: dict[str, dict[str, str]] = {}
        for name in text_fields():
            language, _part, text = name.partition("__")
            if value := cleaned.get(name):
                texts.setdefault(language, {})[text] = value
        self.instance.texts = texts
        return cleaned


def text_fields() -> dict[str, forms.CharField]:
    """``de__label`` and so on, for every language of the site."""
    return {
        f"{language}__{text}": forms.CharField(
            label=f"{TEXT_LABELS[text]} ({own_name})",
            required=language == SOURCE_LANGUAGE and text == "label",
            widget=forms.Textarea({"rows": 3}) if text in LONG_TEXTS else forms.TextInput({"size": 60}),
        )
        for language, own_name in settings.LANGUAGES
        for text in TEXT_NAMES
    }
