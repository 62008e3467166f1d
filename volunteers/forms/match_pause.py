"""A break of a match: why, from when and until when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipRadioSelect, DateInThreeFields, NativeDate
from volunteers.models import MatchPause


class MatchPauseForm(forms.Form):
    """For the desk."""

    kind = forms.ChoiceField(
        label=_("Why?"),
        widget=ChipRadioSelect,
        choices=MatchPause.Kind.choices,
        help_text=_("Both of them read this reason."),
        error_messages={"required": _("Choose a reason.")},
    )
    starts_on = forms.DateField(
        label=_("First day of the break"),
        required=False,
        help_text=_("Leave it empty if the break begins today."),
        widget=NativeDate(),
    )
    until = forms.DateField(label=_("First day after the break"), widget=NativeDate())


class OwnPauseForm(MatchPauseForm):
    """For either side: the day is typed, because pickers do not speak the language of the page."""

    starts_on = DateInThreeFields(
        label=_("When does the break begin?"),
        required=False,
        help_text=_("Leave it empty if it begins today."),
    )
    until = DateInThreeFields(
        label=_("When does it go on again?"),
        help_text=_("Half a year after the beginning at most. You can go on earlier at any time."),
        error_messages={"required": _("Enter the day on which it goes on again.")},
    )

    field_order = ("kind", "starts_on", "until")
