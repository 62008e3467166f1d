"""Forms about certificates: for which days, why one is withdrawn, and checking one."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import DateInThreeFields
from volunteers.rules.certificate import typed_code


class CertificateForm(forms.Form):
    since = DateInThreeFields(label=_("From"))
    until = DateInThreeFields(label=_("Until"))

    def __init__(self, *args: Any, first_on: datetime.date | None, today: datetime.date, **kwargs: Any) -> None:
        """Begins with everything since the first noted hour."""
        kwargs["initial"] = {"since": first_on or today, "until": today}
        super().__init__(*args, **kwargs)


class CertificateRevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("For the house only. Whoever checks the certificate reads that it was withdrawn, and when."),
    )


class CertificateCheckForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Ten letters and digits beside the square pattern, for example K7QM4-XPT9R."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """What cannot be a code is looked up as well: the answer is the same for all that is not known."""
        return typed_code(self.cleaned_data["code"]) or "0" * 10
