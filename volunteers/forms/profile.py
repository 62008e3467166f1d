"""The second half of a sign-up, after the code: short pages, each of them kept at once on the person's own row."""

import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.forms.signup import Step
from volunteers.forms.topics import TopicsField
from volunteers.models import MatchNeed, SkilledWorker
from volunteers.rules.availability import slot_choices
from volunteers.rules.consent_words import VOLUNTEER, WORKER
from volunteers.rules.shifts import this_week, weekly_cycle


class TimeForm(forms.Form):
    availability = forms.MultipleChoiceField(
        label=_("When do you usually have time?"),
        choices=slot_choices,
        error_messages={"required": _("Choose at least one time. It need not be exact.")},
        widget=forms.CheckboxSelectMultiple,
    )


class OffersForm(forms.Form):
    offers = TopicsField(
        label=_("Choose everything that fits"),
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


# One answer says the pattern and where in it this week lies; the codes are those of ``rules/shifts.py``.
SHIFT_ANSWERS: dict[str, Promise] = {
    "days": _("Always during the day, Monday to Friday"),
    "turns-E": _("One week early, one week late. This week: early"),
    "turns-L": _("One week early, one week late. This week: late"),
    "three-E": _("A week early, a week late, a week at night. This week: early"),
    "three-L": _("A week early, a week late, a week at night. This week: late"),
    "three-N": _("A week early, a week late, a week at night. This week: at night"),
}
OWN_ORDER = ("own", _("In the order that I have entered under “Shifts”"))
UNKNOWN_SHIFTS = ("", _("Differently, or I do not know yet"))


class ShiftsForm(TimeForm):
    """The shifts say most of it: who gives them need not think about the week. An order of one's own has its page."""

    shift = forms.ChoiceField(
        label=_("How do you work?"),
        choices=[*SHIFT_ANSWERS.items(), OWN_ORDER, UNKNOWN_SHIFTS],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ("shift", "availability")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required, field.mark_optional = False, False  # type: ignore[attr-defined]
        if self.initial.get("shift") != OWN_ORDER[0]:
            self.fields["shift"].choices = [*SHIFT_ANSWERS.items(), UNKNOWN_SHIFTS]  # type: ignore[attr-defined]
        self.fields["availability"].help_text = _("If you leave this empty, we take all the time that work leaves.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["shift"] and not cleaned["availability"]:
            words = self.fields["availability"].error_messages["required"]
            self.add_error("availability", forms.ValidationError(words, "required"))
        return cleaned

    def pattern(self, today: datetime.date) -> dict[str, Any] | None:
        """Kind and pattern as the action takes them; ``None``: they stay as they are."""
        kind, _dash, week = self.cleaned_data["shift"].partition("-")
        if kind == OWN_ORDER[0]:
            return None
        return {"kind": kind, "pattern": weekly_cycle(kind, this_week=week, today=today) if kind else None}


def shift_answer(worker: SkilledWorker, today: datetime.date) -> str:
    """The answer that fits the pattern of this worker."""
    pattern = worker.shift_pattern
    if pattern is None or worker.shift_kind in ("days", OWN_ORDER[0]):
        return worker.shift_kind
    return f"{worker.shift_kind}-{this_week(pattern, today)}"


class WishesForm(forms.Form):
    """No help chosen means: no companion at the moment."""

    help = TopicsField(
        label=_("What should a companion help you with?"),
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


PROFILES: dict[str, tuple[Step, ...]] = {
    VOLUNTEER: (
        Step("zeit", _("When do you usually have time?"), TimeForm, _("You can change this at any time.")),
        Step("themen", _("What would you like to do?"), OffersForm),
    ),
    WORKER: (
        Step(
            "zeit",
            _("When do you work, and when do you have time?"),
            ShiftsForm,
            _("You can change this at any time. Your employer does not see it."),
        ),
        Step("wuensche", _("What do you wish for?"), WishesForm),
    ),
}


def step_of(side: str, slug: str) -> Step | None:
    return next((step for step in PROFILES[side] if step.slug == slug), None)


def next_step(side: str, saved: list[str]) -> Step | None:
    """The first page that has not been answered yet."""
    return next((step for step in PROFILES[side] if step.slug not in saved), None)
