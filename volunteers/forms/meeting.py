"""A meeting in four inputs: day, minutes, what you did, save."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates, formats
from django.utils.translation import get_language_bidi, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipRadioSelect, DateInThreeFields
from ibs_portal.ui.german import LTR_PART, PART_END
from volunteers.models import Meeting, MeetingFeedback

EARLIER, OTHER = "earlier", "other"
USUAL_MINUTES = (30, 45, 60, 90, 120, 180)
DAYS_AS_CHIPS = 4


class MeetingForm(forms.Form):
    """The last days and usual lengths as chips; anything else below "other"."""

    day = forms.ChoiceField(label=_("When?"), widget=ChipRadioSelect)
    earlier_on = DateInThreeFields(label=_("Earlier: which day?"), required=False)
    length = forms.ChoiceField(
        label=_("How long?"),
        widget=ChipRadioSelect,
        error_messages={"required": _("Choose how long you met.")},
    )
    other_minutes = forms.IntegerField(
        label=_("Other length in minutes"),
        required=False,
        min_value=5,
        max_value=720,
        widget=forms.NumberInput({"inputmode": "numeric", "class": "p-short"}),
    )
    kind = forms.ChoiceField(
        label=_("What did you do?"),
        widget=ChipRadioSelect,
        choices=Meeting.Kind.choices,
        error_messages={"required": _("Choose what you did.")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("A few words for yourself and the coordination. Nothing about health or family, please."),
    )

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        days = [today - datetime.timedelta(days=n) for n in range(DAYS_AS_CHIPS)]
        self.fields["day"].choices = [
            *((day.isoformat(), _day_words(day, today)) for day in days),
            (EARLIER, _("earlier")),
        ]
        self.fields["day"].initial = today.isoformat()
        self.fields["length"].choices = [*((str(n), _length_words(n)) for n in USUAL_MINUTES), (OTHER, _("other"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day") == EARLIER and not cleaned.get("earlier_on") and "earlier_on" not in self.errors:
            self.add_error("earlier_on", ValidationError(_("Enter the day of the meeting."), "required"))
        if cleaned.get("earlier_on") and cleaned["earlier_on"] > self.today:
            self.add_error("earlier_on", ValidationError(_("The day of the meeting lies in the future."), "future"))
        if cleaned.get("length") == OTHER and not cleaned.get("other_minutes") and "other_minutes" not in self.errors:
            self.add_error("other_minutes", ValidationError(_("Enter the minutes."), "required"))
        return cleaned

    def meeting(self) -> dict[str, Any]:
        """What the action takes: ``on``, ``minutes``, ``kind``, ``note``."""
        typed = self.cleaned_data
        is_earlier, is_other = typed["day"] == EARLIER, typed["length"] == OTHER
        return {
            "on": typed["earlier_on"] if is_earlier else datetime.date.fromisoformat(typed["day"]),
            "minutes": typed["other_minutes"] if is_other else int(typed["length"]),
            "kind": typed["kind"],
            "note": typed["note"],
        }


class FeedbackForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How was it?"),
        choices=MeetingFeedback.How.choices,
        widget=ChipRadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    words = forms.CharField(label=_("In a few words"), max_length=200, required=False)


def _day_words(day: datetime.date, today: datetime.date) -> str:
    if day == today:
        return str(_("Today"))
    if (today - day).days == 1:
        return str(_("Yesterday"))
    # Kept in one piece: in a sentence from right to left the last point would stand before the day.
    number = formats.date_format(day, "j.n.")
    number = f"{LTR_PART}{number}{PART_END}" if get_language_bidi() else number
    return pgettext("list", ", ").join([str(dates.WEEKDAYS[day.weekday()]), number])


def _length_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return str(_("%d minutes") % minutes)
    if minutes == 60:
        return str(_("1 hour"))
    return ngettext("%s hour", "%s hours", hours) % hours if rest == 0 else str(_("%s hours") % f"{hours}½")
