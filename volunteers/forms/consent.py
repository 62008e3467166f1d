"""What somebody has agreed to on the phone or on paper, as the desk notes it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipCheckboxSelect, ChipRadioSelect
from volunteers.models import ConsentHow
from volunteers.rules.consent import KINDS, NEEDED
from volunteers.rules.consent_words import TITLES


class ToldConsentMixin(forms.Form):
    """Adds ``consents`` (kinds) and ``how``; without those of ``needed_consents`` nobody is entered."""

    needed_consents: tuple[str, ...] = NEEDED

    consents = forms.MultipleChoiceField(
        label=_("The person agrees to"),
        choices=[(kind, TITLES[kind]) for kind in KINDS],
        required=False,
        widget=ChipCheckboxSelect,
        help_text=_("Read the text out or hand it over, and ask about each by itself."),
    )
    how = forms.ChoiceField(
        label=_("How?"),
        choices=[pair for pair in ConsentHow.choices if pair[0] != ConsentHow.ONLINE],
        initial=ConsentHow.PHONE,
        required=False,
        widget=ChipRadioSelect,
    )

    def clean_how(self) -> str:
        return self.cleaned_data["how"] or ConsentHow.PHONE

    def clean_consents(self) -> list[str]:
        chosen = self.cleaned_data["consents"]
        if not set(self.needed_consents) <= set(chosen):
            raise ValidationError(_("Without consent to the use of the details nobody may be entered."))
        return chosen
