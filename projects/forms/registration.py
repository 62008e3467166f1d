"""Registering: a guest on a phone, or staff for somebody who calls."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Registration
from projects.rules.registration import MOST_SEATS

SEATS = [(number, str(number)) for number in range(1, MOST_SEATS + 1)]


class RegistrationForm(forms.Form):
    """As little as an event needs. ``form_key`` makes a second click on the button harmless."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Please write your name.")},
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a confirmation. With it you can also cancel."),
        error_messages={
            "required": _("Please write your e-mail address."),
            "invalid": _("Please check the address. It looks like this: name@example.org"),
        },
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    seats = forms.TypedChoiceField(
        label=_("How many people are coming?"),
        help_text=_("Count yourself and the children too."),
        coerce=int,
        choices=SEATS,
        initial=1,
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class StaffRegistrationForm(forms.ModelForm):
    """Somebody phones or stands at the counter: an e-mail address or a phone number is enough."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Registration
        fields = ("name", "seats", "phone", "email", "language")
        help_texts = {"email": _("With an address the person gets a confirmation with a link to cancel.")}
