"""A form whose only answer is its button."""

from django import forms


class ConfirmForm(forms.Form):
    pass
