"""Shifts, days away, and what else helps to find somebody who fits."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import DateInThreeFields
from volunteers.models import SkilledWorker, Volunteer
from volunteers.rules.shifts import (
    EARLY,
    KINDS,
    LATE,
    NIGHT,
    SHIFTS,
    WEEKS,
    ShiftPattern,
    check_cycle,
    read_cycle,
    spell_cycle,
    this_week,
    weekly_cycle,
)
from volunteers.rules.situation import situation_choices

WAYS = (15, 20, 30, 45, 60)


class ShiftsForm(forms.Form):
    """Which kind of pattern, and the one answer that it needs; the others stay empty."""

    kind = forms.ChoiceField(
        label=_("How do you work?"),
        choices=[*KINDS, ("", _("I do not know yet, or it changes all the time"))],
        required=False,
        widget=forms.RadioSelect,
    )
    this_week = forms.ChoiceField(
        label=_("Which shift do you have this week?"),
        choices=[(shift, SHIFTS[shift]) for shift in (EARLY, LATE, NIGHT)],
        required=False,
        widget=forms.RadioSelect,
    )
    cycle = forms.CharField(
        label=_("Your order, a letter for each day"),
        max_length=200,
        required=False,
        help_text=_(
            "F early, S late, N night, T during the day, - free. After the last day it begins again. "
            "For example: FF SS NN ---"
        ),
    )
    starts_on = DateInThreeFields(label=_("On which day does the order begin?"), required=False)

    def __init__(self, *args: Any, worker: SkilledWorker, today: datetime.date, **kwargs: Any) -> None:
        kwargs["initial"] = _as_typed(worker, today)
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("this_week", "cycle", "starts_on", "kind"):
            self.fields[name].mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind", "")
        cleaned["pattern"] = None
        if kind == "own":
            cleaned["pattern"] = self._own()
        elif kind in WEEKS:
            cleaned["pattern"] = self._weekly(kind)
        return cleaned

    def _weekly(self, kind: str) -> ShiftPattern | None:
        shift = self.cleaned_data.get("this_week", "")
        if len(WEEKS[kind]) > 1 and shift not in WEEKS[kind]:
            self.add_error("this_week", _("Choose the shift of this week."))
            return None
        return weekly_cycle(kind, this_week=shift, today=self.today)

    def _own(self) -> ShiftPattern | None:
        begins = self.cleaned_data.get("starts_on")
        try:
            cycle = read_cycle(self.cleaned_data.get("cycle", ""))
            if not cycle:
                raise ValidationError(_("Enter your order, for example: FF SS NN ---"), "required")
            check_cycle(cycle)
        except ValidationError as refused:
            self.add_error("cycle", refused)
            return None
        if begins is None:
            if "starts_on" not in self.errors:
                self.add_error("starts_on", _("Enter the day on which the order begins, for example 4 5 2026."))
            return None
        if abs((begins - self.today).days) > 366:
            self.add_error("starts_on", _("Enter a day within a year from today."))
            return None
        return ShiftPattern(cycle, begins)


def _as_typed(worker: SkilledWorker, today: datetime.date) -> dict[str, Any]:
    pattern = worker.shift_pattern
    if pattern is None:
        return {"kind": ""}
    if worker.shift_kind == "own":
        return {"kind": "own", "cycle": spell_cycle(pattern.cycle), "starts_on": pattern.starts_on}
    return {"kind": worker.shift_kind, "this_week": this_week(pattern, today)}


class AbsenceForm(forms.Form):
    starts_on = DateInThreeFields(label=_("First day away"))
    ends_on = DateInThreeFields(label=_("Last day away"))


def way_choices() -> list[tuple[Any, Any]]:
    """Asked for each page: in the language of its reader."""
    return [("", _("no limit")), *((n, _("%s minutes") % n) for n in WAYS)]


class WayField(forms.TypedChoiceField):
    """How far somebody would go, in steps that people think in."""

    def __init__(self, **kwargs: Any) -> None:
        label = _("How long may the way be at most?")
        super().__init__(label=label, choices=way_choices, coerce=int, empty_value=None, required=False, **kwargs)


class SituationField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        words = _("Only if you like. Nobody but the coordination sees it; we look for somebody with a similar life.")
        options = {"choices": situation_choices, "required": False, "widget": forms.CheckboxSelectMultiple}
        super().__init__(label=_("What is true of you?"), help_text=words, **options, **kwargs)


class WishesForm(forms.Form):
    """What a skilled worker may say if she likes."""

    gender = forms.ChoiceField(
        label=_("You are"),
        choices=[("", _("I would rather not say")), *Volunteer.Gender.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Some volunteers wish to accompany a woman or a man. It may stay empty."),
    )
    situation = SituationField()
    max_minutes = WayField()

    def __init__(self, *args: Any, worker: SkilledWorker, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(worker, name) for name in ("gender", "situation", "max_minutes")}
        super().__init__(*args, **kwargs)
