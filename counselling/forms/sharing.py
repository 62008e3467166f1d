"""Forms of what is shown to others: a file to another controller, notes to oneself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.models import Basis, Scope
from counselling.rules.sharing import SHORTEST_REASON
from ibs_portal.accounts.models import Organisation
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate


class DisclosureForm(forms.Form):
    recipient = forms.ModelChoiceField(label=_("Shown to"), queryset=Organisation.objects.none())
    scope = forms.ChoiceField(label=_("What is shown"), choices=Scope, widget=ChipRadioSelect, initial=Scope.FACTS)
    basis = forms.ChoiceField(label=_("Legal basis"), choices=Basis)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("In one sentence. The other organisation reads it too.")
    )
    starts_on = forms.DateField(label=_("First day"), widget=NativeDate)
    ends_on = forms.DateField(label=_("Last day"), widget=NativeDate, help_text=_("At most two years."))

    def __init__(self, *args: Any, recipients: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].queryset = recipients


class NotesOpenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you have to read the notes?"),
        help_text=_("At least ten characters. Whoever leads the person's cases reads it."),
        min_length=SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea({"rows": 2, "maxlength": 300}),
    )
