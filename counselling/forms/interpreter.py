"""Forms for interpreter requests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.forms.appointment import MomentField
from counselling.forms.words import LanguageWordField
from counselling.models import InterpreterRequest, InterpreterService
from ibs_portal.ui.forms import ChipRadioSelect


class InterpreterForm(forms.Form):
    language = LanguageWordField(label=_("Language"), list_id="languages")
    service = forms.ModelChoiceField(label=_("Interpreter service"), queryset=InterpreterService.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), choices=InterpreterRequest.Kind, widget=ChipRadioSelect)
    starts_at = MomentField()
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=480)
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("Empty: the counselling centre.")
    )
    note = forms.CharField(
        label=_("Message to the service"),
        max_length=300,
        required=False,
        help_text=_("No names and nothing about the person."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = InterpreterService.objects.filter(is_active=True)


class InterpreterMarkForm(forms.Form):
    state = forms.ChoiceField(choices=[(state, state) for state in ("confirmed", "refused", "cancelled", "done")])
