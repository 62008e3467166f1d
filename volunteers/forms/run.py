"""Forms of the board: asking about a pair, ruling one out, weighing differently."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import MatchNeed, Volunteer
from volunteers.rules.matching import PERFECT
from volunteers.rules.matching_words import TITLES


class WhyNotForm(forms.Form):
    """For whom, and why not this volunteer? Filled in by the address; asks only, changes nothing."""

    bedarf = forms.TypedChoiceField(label=_("For whom?"), coerce=int)
    person = forms.TypedChoiceField(label=_("Why not …"), coerce=int)

    def __init__(self, *args: Any, needs: Iterable[MatchNeed], people: Iterable[Volunteer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bedarf"].choices = [(need.pk, str(need.worker)) for need in needs]
        self.fields["person"].choices = [(person.pk, str(person)) for person in people]


class PairForm(forms.Form):
    """Which volunteer, for the need in the address."""

    volunteer = forms.ModelChoiceField(
        label=_("Volunteer"), queryset=Volunteer.objects.none(), widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["volunteer"].queryset = Volunteer.objects.visible_to(user)


class PairForbidForm(PairForm):
    note = forms.CharField(
        label=_("Why not these two?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For others at the desk. Neither of the two reads it."),
    )

    def show_people(self) -> None:
        """For an address that names nobody: who it is has to be chosen."""
        field = self.fields["volunteer"]
        field.widget = forms.Select(choices=field.choices)


class WeightsForm(forms.Form):
    """One number for each term of the score; together they are 1000."""

    def __init__(self, *args: Any, weights: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, points in weights.items():
            self.fields[code] = forms.IntegerField(
                label=TITLES[code],
                min_value=0,
                max_value=PERFECT,
                initial=points,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (total := sum(cleaned.values())) != PERFECT:
            words = _("All weights together have to be 1000; these are %(total)s.")
            raise forms.ValidationError(words, "sum", {"total": total})
        return cleaned
