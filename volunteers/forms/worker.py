"""Forms about skilled workers."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate
from volunteers.forms.consent import ToldConsentMixin
from volunteers.forms.languages import LanguageRowsMixin
from volunteers.forms.signup import is_phone, is_postcode
from volunteers.forms.times import SituationField, WayField
from volunteers.models import Cohort, Programme, SkilledWorker
from volunteers.rules.availability import slot_choices


class WorkerFilterForm(forms.Form):
    mark_optional = False

    q = forms.CharField(label=_("Name in any script"), max_length=100, required=False)
    cohort = forms.ModelChoiceField(
        label=_("Cohort"), queryset=Cohort.objects.none(), required=False, empty_label=_("All")
    )
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = Cohort.objects.visible_to(user)
        self.fields["status"].choices = [("", _("All who are here")), *SkilledWorker.Status.choices]

    def chosen(self, rows: Any) -> Any:
        """The rows the filter leaves; what cannot be understood filters nothing."""
        wanted = self.cleaned_data if self.is_valid() else {}
        rows = rows.filter(status=wanted["status"]) if wanted.get("status") else rows.here()
        if wanted.get("cohort"):
            rows = rows.filter(cohort=wanted["cohort"])
        for word in (wanted.get("q") or "").split():
            rows = rows.filter(
                Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(original_name__icontains=word)
            )
        return rows


class WorkerForm(LanguageRowsMixin, forms.ModelForm):
    """What the desk knows about a skilled worker."""

    availability = forms.MultipleChoiceField(
        label=_("Has time"), choices=slot_choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    max_minutes = WayField()
    situation = SituationField()

    class Meta:
        model = SkilledWorker
        fields = (
            "given_name",
            "family_name",
            "original_name",
            "email",
            "phone",
            "contact_language",
            "origin",
            "profession",
            "cohort",
            "employer",
            "arrives_on",
            "arrived_on",
            "status",
            "postcode",
            "district",
            "gender",
            "max_minutes",
            "situation",
            "availability",
            "shifts",
            "interests",
        )
        widgets = {
            "phone": forms.TextInput({"type": "tel"}),
            "postcode": forms.TextInput({"inputmode": "numeric"}),
            "arrives_on": NativeDate(),
            "arrived_on": NativeDate(),
            "original_name": forms.TextInput({"dir": "auto"}),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        spoken = [(row.code, row.level) for row in instance.languages.all()] if instance and instance.pk else None
        super().__init__(*args, spoken=spoken, **kwargs)
        self.fields["phone"].validators.append(is_phone)
        self.fields["postcode"].validators.append(is_postcode)
        self.fields["cohort"].queryset = cohorts_for(user, instance.cohort_id if instance else None)
        self.fields["employer"].queryset = employers()
        # The end has a page of its own, with its day and reason.
        self.fields["status"].choices = [c for c in SkilledWorker.Status.choices if c[0] != SkilledWorker.Status.LEFT]

    def details(self) -> dict[str, Any]:
        """What the actions take as ``details``."""
        own = ("programme", *self.Meta.fields)
        return {name: value for name, value in self.cleaned_data.items() if name in own and name != "programme"}


class WorkerCreateForm(ToldConsentMixin, WorkerForm):
    # Employers announce people whom nobody has talked to yet: these are asked at the first talk.
    needed_consents = ()

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        own_programmes(self.fields["programme"], user)


class WorkerOwnForm(LanguageRowsMixin, forms.ModelForm):
    """What a skilled worker corrects herself; cohort, employer and arrival are the desk's."""

    class Meta:
        model = SkilledWorker
        fields = (
            *("given_name", "family_name", "original_name", "phone", "contact_language"),
            *("postcode", "district", "profession", "interests"),
        )
        widgets = {
            "phone": forms.TextInput({"type": "tel"}),
            "postcode": forms.TextInput({"inputmode": "numeric"}),
            "original_name": forms.TextInput({"dir": "auto"}),
        }

    def __init__(self, *args: Any, instance: SkilledWorker, **kwargs: Any) -> None:
        spoken = [(row.code, row.level) for row in instance.languages.all()]
        super().__init__(*args, instance=instance, spoken=spoken, **kwargs)
        self.fields["phone"].validators.append(is_phone)
        self.fields["postcode"].validators.append(is_postcode)

    def details(self) -> dict[str, Any]:
        """What the actions take as ``details``."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class WorkerEndForm(forms.Form):
    on = forms.DateField(label=_("Last day"), widget=NativeDate())
    reason = forms.ChoiceField(label=_("Reason"), widget=ChipRadioSelect, choices=SkilledWorker.EndReason.choices)


def cohorts_for(user: Any, own: int | None = None) -> Any:
    """Cohorts that somebody may be put into: those that go on, and her ``own``."""
    rows = Cohort.objects.visible_to(user)
    return rows.filter(Q(closed_on=None) | Q(pk=own))


def employers() -> Any:
    return Organisation.objects.filter(kind=Organisation.Kind.EMPLOYER)


def own_programmes(field: forms.ModelChoiceField, user: Any) -> None:
    """Lets the field offer the programmes of the user's organisation; a single one needs no question."""
    field.queryset = Programme.objects.filter(organisation=user.organisation_id)
    field.initial = field.queryset.first()
    if len(field.queryset) == 1:
        field.widget = field.hidden_widget()
