"""Forms of releases from confidentiality."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.models import ConfidentialityRelease, Matter, Partner
from ibs_portal.ui.forms import ChipCheckboxSelect, ChipRadioSelect, NativeDate

Release = ConfidentialityRelease


class RecipientFields(forms.Form):
    """A partner of the directory, or a name written by hand."""

    partner = forms.ModelChoiceField(label=_("Partner service"), queryset=Partner.objects.none(), required=False)
    recipient_name = forms.CharField(
        label=_("Or somebody who is not in the directory"),
        max_length=160,
        required=False,
        help_text=_("For example a doctor, a landlord, a relative."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.in_use()
        for name in ("partner", "recipient_name"):
            self.fields[name].mark_optional = False  # one of the two is asked for

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_readable = not self.errors.keys() & {"partner", "recipient_name"}
        if is_readable and bool(cleaned.get("partner")) == bool(cleaned.get("recipient_name")):
            message = _("Choose a partner, or write who else it is; one of the two.")
            self.add_error("partner", ValidationError(message, code="one_recipient"))
        return cleaned


class ReleaseForm(RecipientFields):
    matters = forms.MultipleChoiceField(
        label=_("What may be told"),
        choices=Matter,
        widget=ChipCheckboxSelect(columns=True),
        required=False,
        help_text=_("Only what is needed. What is not ticked stays in the house."),
    )
    scope_text = forms.CharField(label=_("What else, or what not"), max_length=300, required=False)
    purpose = forms.CharField(
        label=_("What for"), max_length=300, help_text=_("For example: place in a German course.")
    )
    form = forms.ChoiceField(
        label=_("How it is given"), choices=Release.Form, widget=ChipRadioSelect, initial=Release.Form.WRITTEN
    )
    given_on = forms.DateField(
        label=_("Given on"),
        widget=NativeDate,
        required=False,
        help_text=_("Leave empty to print the paper first and have it signed."),
    )
    valid_until = forms.DateField(label=_("Valid until"), widget=NativeDate)
    reason_longer = forms.CharField(
        label=_("Why longer than twelve months"), max_length=300, required=False, help_text=_("Only then.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matters"].mark_optional = False  # these or words of one's own

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "matters" not in self.errors and not cleaned.get("matters") and not cleaned.get("scope_text"):
            self.add_error("matters", ValidationError(_("Say what may be told."), code="required"))
        if cleaned.get("form") == Release.Form.ORAL and not cleaned.get("given_on") and "given_on" not in self.errors:
            message = _("Say on which day the person said so.")
            self.add_error("given_on", ValidationError(message, code="required"))
        return cleaned


class ReleaseSignForm(forms.Form):
    given_on = forms.DateField(label=_("Signed on"), widget=NativeDate)


class ReleaseWithdrawForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How did the person say so?"),
        choices=[choice for choice in Release.How.choices if choice[0] != Release.How.DISCARDED],
        widget=ChipRadioSelect,
    )
