"""How many must be in, and what is announced when they are not."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from counselling.models import Weekday
from counselling.models.centre import MOST_NEEDED
from counselling.rules.hours import BY_APPOINTMENT, CLOSED
from counselling.rules.staffing import AS_IT_IS, SHORTER, Need, ShortDay, choices_for
from ibs_portal.ui.forms import ChipRadioSelect

CHOICES = {
    BY_APPOINTMENT: gettext_lazy("by appointment"),
    SHORTER: gettext_lazy("only %(start)s to %(end)s"),
    CLOSED: pgettext_lazy("door", "closed"),
    AS_IT_IS: gettext_lazy("as it is"),
}


class StaffingAnnounceForm(forms.Form):
    """For each short day one choice; the proposal is chosen already, so that sending it unchanged is enough."""

    def __init__(self, *args: Any, days: Sequence[ShortDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        for short in days:
            choices = choices_for(short)
            self.fields[self.name_of(short.day)] = forms.ChoiceField(
                label=self._label(short),
                choices=[(choice, _words(choice, short)) for choice in choices],
                initial=choices[0],
                widget=ChipRadioSelect,
            )
        self.fields["public_note"] = forms.CharField(
            label=_("More for the public, in German"),
            max_length=300,
            required=False,
            help_text=_("The hours and the reason are said in every language by themselves."),
        )

    @staticmethod
    def name_of(day: datetime.date) -> str:
        return f"day_{day:%Y%m%d}"

    @staticmethod
    def _label(short: ShortDay) -> str:
        words = {"day": formats.date_format(short.day, "l, d.m."), "present": short.present, "needed": short.needed}
        return _("%(day)s: %(present)s of %(needed)s in") % words

    def chosen(self) -> list[tuple[ShortDay, str]]:
        """Each short day with its choice; before anything was sent, the proposal."""
        if not self.is_bound:
            return [(short, choices_for(short)[0]) for short in self.days]
        return [(short, self.cleaned_data[self.name_of(short.day)]) for short in self.days]


def _words(choice: str, short: ShortDay) -> str:
    if choice != SHORTER:
        return str(CHOICES[choice])
    start, end = short.first_span
    return str(CHOICES[choice]) % {"start": formats.time_format(start, "G:i"), "end": formats.time_format(end, "G:i")}


class StaffNeededForm(forms.Form):
    """The centre's number, and one of its own for each weekday that differs."""

    usual = forms.IntegerField(
        label=gettext_lazy("Colleagues needed"),
        min_value=0,
        max_value=MOST_NEEDED,
        help_text=gettext_lazy("How many who counsel must be in so that the door can open."),
    )

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["usual"].initial = need.usual
        for weekday in Weekday:
            own = need.by_weekday[weekday] if need.by_weekday else None
            self.fields[f"day_{weekday.value}"] = forms.IntegerField(
                label=weekday.label, min_value=0, max_value=MOST_NEEDED, required=False, initial=own
            )

    def by_weekday(self) -> list[int | None]:
        numbers = [self.cleaned_data[f"day_{weekday.value}"] for weekday in Weekday]
        return numbers if any(number is not None for number in numbers) else []
