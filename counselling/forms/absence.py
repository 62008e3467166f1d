"""Forms of absences: who, from when to when, who stands in. Never why."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models import Absence, StaffMember
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate


class TeamChoice(forms.ModelChoiceField):
    """Colleagues by name; ``shown_name`` comes with the rows."""

    def label_from_instance(self, obj: StaffMember) -> str:
        return obj.shown_name or str(obj.pk)


class SpanFields(forms.Form):
    """First and last day; an empty last day means this one day."""

    starts_on = forms.DateField(label=_("First day"), widget=NativeDate)
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=NativeDate, help_text=_("Empty: this one day.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and "ends_on" in cleaned:
            cleaned["ends_on"] = cleaned["ends_on"] or cleaned["starts_on"]
            if cleaned["ends_on"] < cleaned["starts_on"]:
                self.add_error("ends_on", ValidationError(_("The last day is before the first."), code="order"))
        return cleaned


class AbsenceChangeForm(SpanFields):
    kind = forms.ChoiceField(
        label=pgettext_lazy("absence", "Kind"),
        choices=Absence.Kind,
        initial=Absence.Kind.PLANNED,
        widget=ChipRadioSelect,
        help_text=_("The reason stays with the person; the portal does not ask for it."),
    )
    deputy = TeamChoice(
        label=_("Deputy"), queryset=StaffMember.objects.none(), required=False, help_text=_("Of the same organisation.")
    )
    field_order = ("staff", "starts_on", "ends_on", "deputy", "kind")

    def __init__(self, *args: Any, team: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = team


class AbsenceForm(AbsenceChangeForm):
    staff = TeamChoice(label=_("Who is away?"), queryset=StaffMember.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = self.fields["deputy"].queryset

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("deputy") and cleaned.get("deputy") == cleaned.get("staff"):
            self.add_error("deputy", ValidationError(_("Nobody stands in for herself."), code="self"))
        return cleaned


class AbsenceReportForm(forms.Form):
    """Away oneself, from today: sending it unchanged is enough."""

    ends_on = forms.DateField(
        label=_("Away up to and including"), widget=NativeDate, help_text=_("It can be changed or ended later.")
    )

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["ends_on"].initial = today

    def clean_ends_on(self) -> datetime.date:
        ends_on = self.cleaned_data["ends_on"]
        if ends_on < self.today:
            raise ValidationError(_("This day is over. Choose today or a later day."), code="past")
        return ends_on


class AbsenceEndForm(forms.Form):
    back_on = forms.DateField(label=_("Back on"), widget=NativeDate, help_text=_("The first day at work again."))
