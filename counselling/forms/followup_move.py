"""The form that moves many follow-ups: which, to which day, to whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.rules.followup_move import KEEP, NEXT, ON
from ibs_portal.accounts.models import User
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate


class FollowUpMoveForm(forms.Form):
    chosen = forms.TypedMultipleChoiceField(
        label=_("Follow-ups"), coerce=int, error_messages={"required": _("Choose at least one follow-up.")}
    )
    choice = forms.ChoiceField(
        label=_("Day"),
        choices=[(KEEP, _("as it is")), (NEXT, _("next working day")), (ON, _("another day"))],
        initial=NEXT,
        widget=ChipRadioSelect,
    )
    on = forms.DateField(
        label=_("Which day?"),
        required=False,
        widget=NativeDate,
        help_text=_("Moves to the next day on which the centre works."),
    )
    assigned_to = forms.ModelChoiceField(
        label=_("For"), queryset=User.objects.none(), required=False, empty_label=_("as it is")
    )

    def __init__(self, *args: Any, rows: Sequence[dict[str, Any]], colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(row["pk"], row["text"]) for row in rows]
        self.fields["assigned_to"].queryset = colleagues

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("choice") == ON and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", ValidationError(_("Enter the day."), code="required"))
        return cleaned
