"""Forms of follow-ups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.ui.forms import NativeDate


class FollowUpForm(forms.Form):
    due_on = forms.DateField(
        label=_("Due on"), widget=NativeDate, help_text=_("Moves to the next day on which the centre works.")
    )
    text = forms.CharField(label=_("What is to be done then?"), max_length=200)
    assigned_to = forms.ModelChoiceField(label=_("For"), queryset=User.objects.none())

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = colleagues


class FollowUpPostponeForm(forms.Form):
    due_on = forms.DateField(
        label=_("New day"), widget=NativeDate, help_text=_("Moves to the next day on which the centre works.")
    )
