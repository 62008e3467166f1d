"""Reporting a barrier."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class BarrierForm(forms.Form):
    """Three questions, one of them needed; the fourth is a trap for programs that fill in everything."""

    message = forms.CharField(
        label=_("What does not work?"),
        help_text=_("For example: I cannot read the text, I cannot reach the button, the page is hard to understand."),
        widget=forms.Textarea({"rows": 6}),
        max_length=4000,
    )
    page = forms.CharField(label=_("On which page?"), max_length=300, required=False)
    reply_to = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only if you would like an answer."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave this field empty."))
        return ""

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        cleaned.pop("website", None)
        return cleaned
