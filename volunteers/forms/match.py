"""Answers to the question of a match, and its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipRadioSelect, NativeDate
from volunteers.models import Match, Volunteer
from volunteers.rules.matching import OVERRIDABLE


class ApproveForm(forms.Form):
    """Which of the proposed volunteers is asked."""

    volunteer = forms.ModelChoiceField(queryset=Volunteer.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["volunteer"].queryset = Volunteer.objects.visible_to(user)


class OverrideForm(forms.Form):
    """A pair that a rule forbids: which rules the coordinator has seen, and why she decides otherwise."""

    overridden = forms.MultipleChoiceField(choices=[(code, code) for code in sorted(OVERRIDABLE)])
    note = forms.CharField(
        label=_("Why should the two meet all the same?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A few words that somebody understands a year from now."),
    )

    def __init__(self, *args: Any, shown_codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown_codes = shown_codes


class AnswerForm(forms.Form):
    """Two buttons: yes or no."""

    answer = forms.ChoiceField(
        choices=Match.Answer.choices,
        error_messages={"required": _("Please choose yes or no."), "invalid_choice": _("Please choose yes or no.")},
    )

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["answer"] == Match.Answer.YES


class AnswerRecordForm(AnswerForm):
    """What somebody said by phone or at the desk."""

    side = forms.ChoiceField(label=_("Who answered?"), widget=ChipRadioSelect)
    answer = forms.ChoiceField(label=_("Answer"), widget=ChipRadioSelect, choices=Match.Answer.choices)
    how = forms.CharField(
        label=_("How and when?"), max_length=120, help_text=_("For example: phoned on Tuesday, interpreter present.")
    )

    def __init__(self, *args: Any, match: Match, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {"worker": match.worker, "volunteer": match.volunteer}
        waiting = [(side, str(person)) for side, person in people.items() if not match.answer_of(side)]
        self.fields["side"].choices = waiting
        self.fields["side"].initial = waiting[0][0] if waiting else None
        self.order_fields(["side", "answer", "how"])


class MatchEndForm(forms.Form):
    on = forms.DateField(label=_("Last day"), widget=NativeDate())
    reason = forms.ChoiceField(label=_("Reason"), widget=ChipRadioSelect, choices=Match.EndReason.choices)
    look_again = forms.BooleanField(label=_("The skilled worker wishes for another companion"), required=False)


class OwnEndForm(forms.Form):
    """One side ends it: why, for the coordination alone, and a word of thanks for the other one."""

    reason = forms.ChoiceField(
        label=_("Why does it end?"),
        widget=ChipRadioSelect,
        choices=Match.EndReason.choices,
        help_text=_("Only the coordination is told."),
        error_messages={"required": _("Choose a reason.")},
    )
    thanks = forms.CharField(
        label=_("A word of thanks"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("We send it to the other one by mail. Leave it empty if you like."),
    )
    look_again = forms.BooleanField(label=_("I wish for another companion"), required=False)

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if side == "volunteer":
            del self.fields["look_again"]
