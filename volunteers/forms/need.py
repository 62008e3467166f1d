"""The wish for a companion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipCheckboxSelect, ChipRadioSelect
from volunteers.forms.topics import TopicsField
from volunteers.models import MatchNeed


class NeedForm(forms.Form):
    help = TopicsField(label=_("Help wanted"), widget=ChipCheckboxSelect(columns=True))
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        choices=MatchNeed.Priority.choices,
        initial=MatchNeed.Priority.NORMAL,
        widget=ChipRadioSelect,
    )
    wish_gender = forms.ChoiceField(
        label=_("Wishes for"),
        choices=[("", _("no wish")), *MatchNeed.Wish.choices],
        required=False,
        widget=ChipRadioSelect,
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("For the desk; nobody else reads it.")
    )
