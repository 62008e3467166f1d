"""The form that restricts a file."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RestrictionForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        help_text=_(
            "For example: relative of a colleague; the person is in danger. Read by those who still see the file."
        ),
    )
