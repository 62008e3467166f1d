"""Forms of assessments, goals and plans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.models import Area, Goal, Level
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate

NOT_ASKED = ("", _("not spoken about"))


class AssessmentForm(forms.Form):
    """Per area a level and a few words; nothing is chosen beforehand."""

    mark_optional = False
    made_on = forms.DateField(label=_("Day"), widget=NativeDate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in Area:
            self.fields[f"{area}_level"] = forms.TypedChoiceField(
                label=area.label,
                choices=[*Level.choices, NOT_ASKED],
                coerce=int,
                empty_value=None,
                required=False,
                widget=ChipRadioSelect,
            )
            self.fields[f"{area}_text"] = forms.CharField(label=_("In short"), max_length=300, required=False)

    def pairs(self) -> list[Any]:
        return [(self[f"{area}_level"], self[f"{area}_text"]) for area in Area]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for area in Area:
            if (
                cleaned.get(f"{area}_text")
                and cleaned.get(f"{area}_level") is None
                and not self.has_error(f"{area}_level")
            ):
                self.add_error(f"{area}_level", _("Choose a level for what you wrote."))
        return cleaned

    def needs(self) -> dict[str, tuple[int, str]]:
        chosen = {area.value: self.cleaned_data.get(f"{area}_level") for area in Area}
        return {area: (level, self.cleaned_data[f"{area}_text"]) for area, level in chosen.items() if level is not None}


def lines(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=500, required=False, widget=forms.Textarea({"rows": 2, "maxlength": 500}), **more
    )


class GoalForm(forms.Form):
    area = forms.ChoiceField(label=_("Area"), choices=Area)
    wish = forms.CharField(
        label=_("Goal, in the person's own words"),
        max_length=300,
        help_text=_("For example: I want to work as a nurse."),
    )
    indicator = forms.CharField(label=_("How do we see that it is reached?"), max_length=200, required=False)
    client_does = lines(_("What the person does"), help_text=_("A line for each step."))
    we_do = lines(_("What the counselling centre does"))
    others_do = lines(_("Who else helps"))
    starts_on = forms.DateField(label=_("From"), widget=NativeDate, required=False)
    due_on = forms.DateField(label=_("Until"), widget=NativeDate, required=False)


class GoalRateForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=Goal.State, widget=ChipRadioSelect)
    state_on = forms.DateField(label=_("Since when"), widget=NativeDate)
    state_note = forms.CharField(label=_("Remark"), max_length=200, required=False)


class PlanSignForm(forms.Form):
    signed_on = forms.DateField(label=_("Signed on"), widget=NativeDate)
    review_on = forms.DateField(
        label=_("Looked at again on"), widget=NativeDate, help_text=_("Becomes a follow-up for whoever leads the case.")
    )
