"""A break of a match: why, and until when."""

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
    until = forms.DateField(label=_("First day after the break"), widget=NativeDate())


class OwnPauseForm(MatchPauseForm):
    """For either side: the day is typed, because pickers do not speak the language of the page."""

    until = DateInThreeFields(
        label=_("When does it go on again?"),
        help_text=_("Half a year from now at most. You can go on earlier at any time."),
        error_messages={"required": _("Enter the day on which it goes on again.")},
    )

    field_order = ("kind", "until")
