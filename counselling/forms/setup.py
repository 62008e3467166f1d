"""Forms of the set-up (/admin/): lists of choices instead of raw arrays, texts per language instead of raw JSON."""

import datetime
import itertools
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.models import OpeningRule, Partner, PrivacyNotice, StaffMember, Topic, Weekday
from counselling.models.notice import NOTICE_TEXTS
from counselling.models.topic import SOURCE_LANGUAGE, TEXT_NAMES
from counselling.rules.hours import Line
from counselling.rules.overlap import first_overlap, share_a_day
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


class PartnerSetupForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(label=_("languages"), choices=language_choices, required=False)
    website = forms.URLField(label=_("website"), max_length=200, required=False, assume_scheme="https")

    class Meta:
        model = Partner
        fields = "__all__"  # noqa: DJ007  the set-up shows every field; a new one must not be forgotten
        widgets = {"topics": forms.CheckboxSelectMultiple}


class WeekSetupFormSet(forms.BaseInlineFormSet):
    """All lines of a week; those that overlap are named instead of met as an error of the database."""

    def clean(self) -> None:
        super().clean()
        rows = [form.instance for form in self.forms if form not in self.deleted_forms and not form.errors]
        shown = {form.instance.pk for form in self.forms}
        lines = [
            _line(row) for row in (*rows, *self.queryset.exclude(pk__in=shown - {None})) if row.weekday is not None
        ]
        for one, two in itertools.combinations(lines, 2):
            if share_a_day(one, two) and first_overlap([one, two]):
                raise ValidationError(_("These times overlap with others of the same weekday."), code="overlap")


def _line(row: OpeningRule) -> Line:
    valid_from = row.valid_from or datetime.date.min
    return Line(row.weekday, row.opens, row.closes, row.mode, valid_from, row.valid_until)


NOTICE_LABELS = {
    "purpose": _("what the data are for"),
    "basis": _("legal basis"),
    "contact": _("contact, with the data protection officer"),
    "authority": _("supervisory authority"),
}


class PrivacyNoticeSetupForm(forms.ModelForm):
    """One field per text and language of the site; an empty one says what the portal says."""

    class Meta:
        model = PrivacyNotice
        fields = ("controller",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, own_name in settings.LANGUAGES:
            for text in NOTICE_TEXTS:
                self.fields[f"{language}__{text}"] = forms.CharField(
                    label=f"{NOTICE_LABELS[text]} ({own_name})",
                    required=False,
                    max_length=2000,
                    widget=forms.Textarea({"rows": 3}),
                    initial=self.instance.text(text, language),
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.instance.texts = {
            language: said
            for language, _own_name in settings.LANGUAGES
            if (said := {text: cleaned[key] for text in NOTICE_TEXTS if cleaned.get(key := f"{language}__{text}")})
        }
        return cleaned


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
