"""A week as a table: for each weekday up to three spans with an offer."""

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counselling.forms.opening import DaysForm
from counselling.models import Mode, OpeningPeriod, Reason, Weekday
from counselling.rules.hours import Line
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate, NativeTime

SPANS = 2
MODES = [("", _("–")), *Mode.choices]
PARTS = ("mode", "opens", "closes")
LINE_FIELD = re.compile(r"d\d_\d+_(mode|opens|closes)")


class WeekForm(forms.Form):
    """Seven days; an empty offer is no line. ``lines()`` gives what was entered.

    ``modes`` are the offers to choose from; with none of them a span is a time and nothing else.
    """

    mark_optional = False
    modes: Sequence[tuple[Any, Any]] = MODES

    def __init__(
        self, *args: Any, lines: Iterable[Line] = (), modes: Sequence[tuple[Any, Any]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.modes = self.modes if modes is None else modes
        self.parts = PARTS if self.modes else PARTS[1:]
        days = {weekday: [line for line in lines if line.weekday == weekday] for weekday in Weekday.values}
        self.spans = max([SPANS, *(len(found) for found in days.values())])
        for weekday, found in days.items():
            for position in range(self.spans):
                self._add_span(weekday, position, found[position] if position < len(found) else None)

    def _add_span(self, weekday: int, position: int, line: Line | None) -> None:
        words = {"day": Weekday(weekday).label, "number": position + 1}
        fields = {
            "mode": forms.ChoiceField(
                label=gettext("Offer, %(day)s, %(number)s") % words, choices=self.modes, required=False
            ),
            "opens": forms.TimeField(
                label=gettext("From, %(day)s, %(number)s") % words, widget=NativeTime(), required=False
            ),
            "closes": forms.TimeField(
                label=gettext("Until, %(day)s, %(number)s") % words, widget=NativeTime(), required=False
            ),
        }
        for part in self.parts:
            field = fields[part]
            field.initial = getattr(line, part) if line else None
            self.fields[f"d{weekday}_{position}_{part}"] = field

    @property
    def span_numbers(self) -> range:
        return range(1, self.spans + 1)

    @property
    def head_fields(self) -> list[BoundField]:
        """The fields that are not lines of the week."""
        return [field for field in self if not LINE_FIELD.fullmatch(field.name)]

    def table(self) -> list[tuple[str, list[list[BoundField]]]]:
        """Rows for the template: the day's name and its spans, each of two or three fields."""
        return [
            (
                str(weekday.label),
                [[self[f"d{weekday}_{n}_{part}"] for part in self.parts] for n in range(self.spans)],
            )
            for weekday in Weekday
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for weekday in Weekday.values:
            for position in range(self.spans):
                self._clean_span(f"d{weekday}_{position}_", cleaned)
        return cleaned

    def _clean_span(self, prefix: str, cleaned: dict[str, Any]) -> None:
        if any(f"{prefix}{part}" in self.errors for part in PARTS):
            return
        mode, opens, closes = (cleaned.get(f"{prefix}{part}") for part in PARTS)
        if bool(opens) != bool(closes):
            self.add_error(f"{prefix}{'closes' if opens else 'opens'}", ValidationError(_("Enter both times.")))
        elif opens and closes <= opens:
            self.add_error(f"{prefix}closes", ValidationError(_("The end is not after the beginning.")))
        elif mode and not opens and mode != Mode.BY_APPOINTMENT:
            self.add_error(f"{prefix}opens", ValidationError(_("Only a day by appointment may stand without times.")))

    def lines(self) -> list[Line]:
        """The lines of the week. Times without an offer mean: open."""
        found = []
        for weekday in Weekday.values:
            for position in range(self.spans):
                mode, opens, closes = (self.cleaned_data.get(f"d{weekday}_{position}_{part}") for part in PARTS)
                if mode or opens:
                    found.append(Line(weekday, opens, closes, mode or Mode.OPEN.value))
        return found


class OpeningWeekForm(WeekForm):
    """The regular week from a day on."""

    valid_from = forms.DateField(label=_("Valid from"), widget=NativeDate())

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["valid_from"].initial = today

    def clean_valid_from(self) -> datetime.date:
        valid_from = self.cleaned_data["valid_from"]
        if valid_from < self.today:
            raise ValidationError(_("This day is over. Choose today or a later day."), code="past")
        return valid_from


class OpeningPeriodForm(WeekForm, DaysForm):
    """Some weeks with a week of their own."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=OpeningPeriod.Kind, initial=OpeningPeriod.Kind.REDUCED, widget=ChipRadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = Reason.STAFFING
        self.fields["ends_on"].required = True
        self.fields["ends_on"].help_text = ""
