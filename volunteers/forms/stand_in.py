"""Asking somebody of the group to stand in."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipRadioSelect, NativeDate
from volunteers.forms.match import AnswerForm
from volunteers.models import Match, Volunteer


class StandInForm(forms.Form):
    """Who, from when to when, and how the skilled worker agreed. Only those can be chosen whom no hard rule forbids."""

    volunteer = forms.ModelChoiceField(
        label=_("Who is to stand in?"),
        queryset=Volunteer.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose somebody.")},
    )
    starts_on = forms.DateField(label=_("First day"), widget=NativeDate())
    ends_on = forms.DateField(label=_("Last day"), widget=NativeDate())
    agreed_how = forms.CharField(
        label=_("How did the skilled worker agree?"),
        max_length=120,
        help_text=_("For example: phoned on Tuesday. Nobody sees her phone number before she has said yes."),
    )

    def __init__(self, *args: Any, people: list[Volunteer], today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["volunteer"].queryset = Volunteer.objects.filter(pk__in=[person.pk for person in people])
        self.fields["starts_on"].initial = today


class StandInRecordForm(AnswerForm):
    """What somebody said by phone or at the desk."""

    answer = forms.ChoiceField(label=_("Answer"), widget=ChipRadioSelect, choices=Match.Answer.choices)
    how = forms.CharField(
        label=_("How and when?"), max_length=120, help_text=_("For example: phoned on Tuesday, interpreter present.")
    )
