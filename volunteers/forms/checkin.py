"""How is it going: three answers, a sentence, and how welcome a worker feels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipRadioSelect
from volunteers.models import CheckIn
from volunteers.models.checkin import LEAST_WELCOME, MOST_WELCOME

WELCOME = {LEAST_WELCOME: _("1: not at all"), MOST_WELCOME: _("5: very much")}
WELCOME_CHOICES = [(n, WELCOME.get(n, str(n))) for n in range(LEAST_WELCOME, MOST_WELCOME + 1)]


class CheckInForm(forms.Form):
    """The first step sends ``answer`` alone; the rest is added afterwards, or not."""

    answer = forms.ChoiceField(
        label=_("How is it going?"),
        choices=CheckIn.Answer.choices,
        widget=ChipRadioSelect,
        error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose an answer.")},
    )
    welcome = forms.TypedChoiceField(
        label=_("Do you feel welcome in the city?"),
        choices=WELCOME_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=ChipRadioSelect,
    )
    words = forms.CharField(
        label=_("A sentence for the coordination"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only the coordination reads it, not the other side. Nothing about health, please."),
    )

    def __init__(self, *args: Any, checkin: CheckIn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checkin = checkin
        if checkin.side == CheckIn.Side.VOLUNTEER:
            del self.fields["welcome"]
        for name in self.fields:
            self.fields[name].initial = getattr(checkin, name, None)

    def clean(self) -> dict[str, Any]:
        """A button pressed again takes nothing away that was added before."""
        cleaned = super().clean() or self.cleaned_data
        missing = [name for name in ("welcome", "words") if name in cleaned and name not in self.data]
        return cleaned | {name: getattr(self.checkin, name) for name in missing}


class CheckInRecordForm(CheckInForm):
    """What somebody said by phone or at the desk."""

    how = forms.CharField(
        label=_("How and when?"), max_length=120, help_text=_("For example: phoned on Tuesday, interpreter present.")
    )
