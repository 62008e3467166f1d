"""Forms about the end of somebody's data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ibs_portal.ui.forms import NativeDate

WORD = pgettext_lazy("typed to confirm", "DELETE")


class ErasureRequestForm(forms.Form):
    """The word is typed, so that no slip of a finger does it."""

    keeps_certificates = forms.BooleanField(
        label=_("My certificates can still be checked"),
        required=False,
        initial=True,
        help_text=_("Then we keep their code, time, hours and the first letters of your name, and nothing else."),
    )
    word = forms.CharField(label=_("Confirmation"), max_length=20, widget=forms.TextInput({"autocomplete": "off"}))

    def __init__(self, *args: Any, has_certificates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].help_text = _("Type the word %(word)s.") % {"word": WORD}
        if not has_certificates:
            del self.fields["keeps_certificates"]

    def clean_word(self) -> str:
        typed = self.cleaned_data["word"].strip().casefold()
        if typed != str(WORD).casefold():
            raise ValidationError(_("To confirm, type the word %(word)s.") % {"word": WORD}, code="word")
        return typed


class ErasureHoldForm(forms.Form):
    until = forms.DateField(label=_("Keep until"), widget=NativeDate())
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The person reads it. For example: legal claim still open.")
    )
