"""What somebody has agreed to on the phone or on paper, as the desk notes it."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipCheckboxSelect, ChipRadioSelect, NativeDate
from volunteers.models import ConsentHow
from volunteers.rules.consent import GIVEN, KINDS, NEEDED, OUTDATED
from volunteers.rules.consent_words import TITLES

TOLD_HOW = [pair for pair in ConsentHow.choices if pair[0] != ConsentHow.ONLINE]


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
        choices=TOLD_HOW,
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


class ConsentRecordForm(forms.Form):
    """What was said about one consent; only the answers that are possible as it stands."""

    answer = forms.ChoiceField(label=_("What was said?"), widget=ChipRadioSelect)
    told_on = forms.DateField(label=_("On which day?"), widget=NativeDate())
    how = forms.ChoiceField(label=_("How?"), choices=TOLD_HOW, initial=ConsentHow.PHONE, widget=ChipRadioSelect)
    said_by = forms.CharField(
        label=_("Who said so?"),
        max_length=100,
        required=False,
        help_text=_(
            "Leave empty for the person herself; else the name, and what entitles to it: guardian, power of attorney."
        ),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False, help_text=_("The person can read it."))

    def __init__(self, *args: Any, standing: str, has_left: bool, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes = [("yes", _("agrees to the text"))] if standing != GIVEN and not has_left else []
        no = [("no", _("takes it back"))] if standing in (GIVEN, OUTDATED) else []
        self.fields["answer"].choices = [*yes, *no]  # type: ignore[attr-defined]
        self.fields["answer"].initial = "" if len(yes + no) > 1 else next((code for code, _w in yes + no), "")
        self.fields["told_on"].initial = today

    def details(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        return {"is_given": data.pop("answer") == "yes", **data}
