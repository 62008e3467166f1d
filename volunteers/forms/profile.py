"""The second half of a sign-up, after the code: short pages, each of them kept at once on the person's own row."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.forms.signup import Step
from volunteers.models import MatchNeed, Offer
from volunteers.rules.availability import slot_choices
from volunteers.rules.consent_words import VOLUNTEER, WORKER


class TimeForm(forms.Form):
    availability = forms.MultipleChoiceField(
        label=_("When do you usually have time?"),
        choices=slot_choices,
        error_messages={"required": _("Choose at least one time. It need not be exact.")},
        widget=forms.CheckboxSelectMultiple,
    )


class OffersForm(forms.Form):
    offers = forms.ModelMultipleChoiceField(
        label=_("Choose everything that fits"),
        queryset=Offer.objects.none(),
        error_messages={"required": _("Choose at least one answer.")},
        widget=forms.CheckboxSelectMultiple,
    )
    interests = forms.CharField(
        label=_("What do you like in your free time?"),
        max_length=200,
        required=False,
        help_text=_("Words with commas between them: choir, football."),
    )
    motivation = forms.CharField(
        label=_("Is there anything else you would like to tell us?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offers"].queryset = Offer.objects.filter(is_active=True)


class ShiftsForm(TimeForm):
    shifts = forms.CharField(
        label=_("Do you work in shifts?"),
        max_length=200,
        required=False,
        help_text=_("In your own words, for example: early and late by turns."),
    )


class WishesForm(forms.Form):
    """No help chosen means: no companion at the moment."""

    help = forms.ModelMultipleChoiceField(
        label=_("What should a companion help you with?"),
        queryset=Offer.objects.none(),
        required=False,
        help_text=_("Choose everything that fits. If you do not want a companion now, choose nothing."),
        widget=forms.CheckboxSelectMultiple,
    )
    wish_gender = forms.ChoiceField(
        label=_("Who should it be?"),
        choices=[("", _("It does not matter")), *MatchNeed.Wish.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["help"].queryset = Offer.objects.filter(is_active=True)


PROFILES: dict[str, tuple[Step, ...]] = {
    VOLUNTEER: (
        Step("zeit", _("When do you usually have time?"), TimeForm, _("You can change this at any time.")),
        Step("themen", _("What would you like to do?"), OffersForm),
    ),
    WORKER: (
        Step("zeit", _("When do you usually have time?"), ShiftsForm, _("You can change this at any time.")),
        Step("wuensche", _("What do you wish for?"), WishesForm),
    ),
}


def step_of(side: str, slug: str) -> Step | None:
    return next((step for step in PROFILES[side] if step.slug == slug), None)


def next_step(side: str, saved: list[str]) -> Step | None:
    """The first page that has not been answered yet."""
    return next((step for step in PROFILES[side] if step.slug not in saved), None)
