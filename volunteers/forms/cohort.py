"""Forms about cohorts: details, the list that is taken over, and what its columns are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.documents.lists.forms import ListCheckForm, ListUploadForm
from ibs_portal.ui.forms import ChipCheckboxSelect, NativeDate
from volunteers.forms.topics import TopicsField
from volunteers.forms.volunteer_import import PEOPLE_WORDS
from volunteers.forms.worker import cohorts_for, employers, own_programmes
from volunteers.models import Cohort, Programme

# A house that employs nobody itself may send people, and so may one that does.
SENDERS = (Organisation.Kind.AUTHORITY, Organisation.Kind.ASSOCIATION, Organisation.Kind.EMPLOYER)


class CohortForm(forms.ModelForm):
    class Meta:
        model = Cohort
        fields = ("name", "employer", "agency", "arrives_on", "expected")
        widgets = {"arrives_on": NativeDate()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers()
        self.fields["agency"].queryset = agencies()

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CohortCreateForm(CohortForm):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_programmes(self.fields["programme"], user)


class CohortImportForm(ListUploadForm):
    """For a cohort that is there, or for a new one."""

    cohort = forms.ModelChoiceField(
        label=_("Cohort"), queryset=Cohort.objects.none(), required=False, empty_label=_("A new cohort")
    )
    name = forms.CharField(
        label=_("Name of the new cohort"),
        max_length=120,
        required=False,
        help_text=_("For example: nurses May 2026, hospital."),
    )
    employer = forms.ModelChoiceField(label=_("Employer"), queryset=Organisation.objects.none(), required=False)
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Organisation.objects.none(), required=False, help_text=_("Who sent the list.")
    )
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)

    field_order = ("file", "cohort", "name", "employer", "agency", "programme", "again")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_programmes(self.fields["programme"], user)
        self.fields["cohort"].queryset = cohorts_for(user)
        self.fields["employer"].queryset = employers()
        self.fields["agency"].queryset = agencies()


class CohortImportCheckForm(ListCheckForm):
    column_words = {
        **PEOPLE_WORDS,
        "original_name": _("Name in its own script"),
        "origin": _("Origin"),
        "german": _("Level of German"),
        "arrives_on": _("Arrival"),
        "employer": _("Employer"),
        "profession": _("Profession"),
        "shifts": _("Shifts"),
    }

    arrives_on = forms.DateField(
        label=_("The cohort arrives on"),
        required=False,
        widget=NativeDate(),
        help_text=_("Whoever arrives on another day keeps the day of the list."),
    )
    help = TopicsField(
        label=_("All of them wish for help with"),
        required=False,
        widget=ChipCheckboxSelect(columns=True),
        help_text=_("What somebody wishes for herself is entered later, after the first talk."),
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["arrives_on"]


def agencies() -> Any:
    return Organisation.objects.filter(kind__in=SENDERS)
