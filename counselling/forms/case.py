"""Forms of cases."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.models import Case, EndReason, FollowUp
from ibs_portal.accounts.models import User
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate


class LeadFields(forms.Form):
    """Who is in charge and who stands in; the people to choose from are the controller's case workers."""

    owner = forms.ModelChoiceField(label=_("In charge"), queryset=User.objects.none())
    deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Reads the notes of the case as well."),
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = self.fields["deputy"].queryset = colleagues


class CaseForm(LeadFields):
    kind = forms.ChoiceField(label=_("Kind"), choices=Case.Kind, widget=ChipRadioSelect, initial=Case.Kind.SHORT)
    aim = forms.CharField(
        label=_("Aim"), max_length=200, required=False, help_text=_("In one sentence: what is to be reached?")
    )
    opened_on = forms.DateField(label=_("Opened on"), widget=NativeDate)

    field_order = ("kind", "aim", "opened_on", "owner", "deputy")


class CaseUpdateForm(forms.Form):
    """Kind and aim; who is in charge is a form of its own."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Case.Kind, widget=ChipRadioSelect)
    aim = forms.CharField(
        label=_("Aim"), max_length=200, required=False, help_text=_("In one sentence: what is to be reached?")
    )


class CaseAssignForm(LeadFields):
    pass


class CaseCloseForm(forms.Form):
    """Day and reason of the end, and for each open follow-up what becomes of it."""

    closed_on = forms.DateField(label=_("Closed on"), widget=NativeDate)
    end_reason = forms.ChoiceField(label=_("Reason"), choices=EndReason, widget=ChipRadioSelect)
    text = forms.CharField(
        label=_("Remark"), max_length=300, required=False, help_text=_("Stands in the course of the file.")
    )

    def __init__(self, *args: Any, followups: Iterable[FollowUp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.followups = list(followups)
        for followup in self.followups:
            self.fields[f"followup_{followup.pk}"] = forms.ChoiceField(
                label=f"{followup.due_on:%d.%m.%Y}: {followup.text}",
                choices=FollowUp.Result,
                widget=ChipRadioSelect,
                error_messages={"required": _("Say whether this is done or dropped.")},
            )

    def results(self) -> dict[int, str]:
        return {followup.pk: self.cleaned_data[f"followup_{followup.pk}"] for followup in self.followups}


class CaseReopenForm(forms.Form):
    text = forms.CharField(
        label=_("Why?"), max_length=300, required=False, help_text=_("Stands in the course of the file.")
    )


class CaseFilterForm(forms.Form):
    """The line above the list of cases."""

    mark_optional = False
    status = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *Case.Status.choices], required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)
    quiet = forms.BooleanField(label=_("No contact for 60 days"), required=False)
