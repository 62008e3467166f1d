"""The form for a certificate of conduct that somebody has shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipRadioSelect, NativeDate


class ClearanceForm(forms.Form):
    issued_on = forms.DateField(
        label=_("Issued on"), widget=NativeDate(), help_text=_("The day on the certificate; at most three months ago.")
    )
    seen_on = forms.DateField(label=_("Seen on"), widget=NativeDate())
    is_clear = forms.TypedChoiceField(
        label=_("Does anything stand against it?"),
        choices=[("yes", _("No, nothing")), ("no", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=ChipRadioSelect,
        help_text=_("What stands in it is not noted anywhere."),
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_on"].initial = today
