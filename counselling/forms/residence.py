"""The form of the residence status: nothing is chosen beforehand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.models import ResidenceStatus


class ResidenceForm(forms.Form):
    status = forms.ChoiceField(label=_("Residence status"), choices=ResidenceStatus, widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=_("What is it needed for?"),
        max_length=200,
        help_text=_("In one sentence, for example: application for child benefit depends on the kind of permit."),
    )
