"""The form of the counter: dense, with a key for everything that is chosen often."""

import datetime
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.forms.keeping import KeepsTyped
from counselling.forms.words import LanguageWordField
from counselling.models import Channel, Contact, Outcome, Topic
from counselling.rules.contact import LONGEST
from counselling.rules.followup import IsWorkingDay, next_working_day
from ibs_portal.languages import language_label
from ibs_portal.ui.forms import ChipCheckboxSelect, ChipRadioSelect, NativeDate, NativeDateTime

MINUTES = ("5", "10", "15", "20", "30", "45")
CHANNEL_KEYS = {
    Channel.IN_PERSON: "v",
    Channel.PHONE: "t",
    Channel.EMAIL: "e",
    Channel.LETTER: "x",
    Channel.OUTREACH: "u",
    Channel.VIDEO: "i",
}
OUTCOME_KEYS = {Outcome.DONE: "f", Outcome.OPEN: "o", Outcome.REFERRED: "r"}
TOPIC_KEYS = "1234567890ab"
NO_FOLLOWUP, ON_DATE = "", "date"
FOLLOWUP_KEYS = {"1": "g", "7": "w", "14": "z", ON_DATE: "d"}
SPANS = {"1": _("Tomorrow"), "7": _("In a week"), "14": _("In two weeks")}


class ContactFactsForm(KeepsTyped, forms.Form):
    """What is counted of a contact; nothing of it says who it was."""

    mark_optional = False
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel, widget=ChipRadioSelect(keys=CHANNEL_KEYS))
    minutes = forms.ChoiceField(
        label=_("Minutes"), choices=[(m, m) for m in MINUTES], widget=ChipRadioSelect, required=False
    )
    minutes_other = forms.IntegerField(
        label=pgettext_lazy("minutes", "Other"),
        min_value=0,
        max_value=LONGEST,
        required=False,
        widget=forms.NumberInput({"data-key": "m", "aria-keyshortcuts": "m"}),
    )
    topics = forms.MultipleChoiceField(label=_("Topics"), widget=ChipCheckboxSelect(keys=TOPIC_KEYS, columns=True))
    language = forms.ChoiceField(label=_("Language of the talk"), widget=ChipRadioSelect, required=False)
    language_other = LanguageWordField(
        label=pgettext_lazy("language", "Other"),
        list_id="languages",
        required=False,
        widget=forms.TextInput({"data-key": "l", "aria-keyshortcuts": "l"}),
    )
    outcome = forms.ChoiceField(label=_("Result"), choices=Outcome, widget=ChipRadioSelect(keys=OUTCOME_KEYS))
    persons_counted = forms.IntegerField(
        label=_("Persons advised"),
        help_text=_("With family members who were advised too."),
        min_value=1,
        max_value=99,
        widget=forms.NumberInput({"data-key": "k", "aria-keyshortcuts": "k"}),
    )
    at = forms.DateTimeField(label=_("When"), widget=NativeDateTime)

    def __init__(self, *args: Any, topics: Sequence[Topic], languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(topic.pk): topic for topic in topics}
        self.fields["topics"].choices = [(key, topic.label) for key, topic in self.by_key.items()]
        self.fields["language"].choices = [(code, language_label(code)) for code in languages]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._one_of("minutes", "minutes_other", _("Choose or enter how many minutes it took."))
        self._one_of("language", "language_other", _("Choose or enter the language of the talk."))
        return cleaned

    def _one_of(self, chosen: str, typed: str, message: Any) -> None:
        """What is typed goes before what is chosen; one of both has to be there."""
        cleaned = self.cleaned_data
        value = cleaned.get(typed)
        value = cleaned.get(chosen) if value in (None, "") else value
        if value in (None, "") and not (self.has_error(chosen) or self.has_error(typed)):
            self.add_error(chosen, message)
        cleaned[f"{chosen}_value"] = value

    def contact(self) -> dict[str, Any]:
        """What the actions take."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in ("channel", "outcome", "persons_counted", "at")} | {
            "minutes": int(cleaned["minutes_value"]),
            "language": cleaned["language_value"],
            "topics": [self.by_key[key] for key in cleaned["topics"]],
        }


class ContactForm(ContactFactsForm):
    """One contact; the person is chosen beside it."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    client = forms.IntegerField(widget=forms.HiddenInput, required=False)
    person = forms.CharField(label=_("Person"), max_length=100, required=False)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Read only by you, whoever is in charge, and the deputy."),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3, "maxlength": 4000, "data-key": "n", "aria-keyshortcuts": "n"}),
    )
    followup = forms.ChoiceField(label=_("Follow-up"), widget=ChipRadioSelect(keys=FOLLOWUP_KEYS), required=False)
    followup_date = forms.DateField(label=_("Day of the follow-up"), widget=NativeDate, required=False)
    followup_text = forms.CharField(label=_("What is to be done then?"), max_length=200, required=False)

    field_order = ("person",)

    def __init__(self, *args: Any, is_working_day: IsWorkingDay, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["followup"].choices = followup_choices(today, is_working_day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["followup_on"] = self._followup_on(cleaned)
        return cleaned

    def _followup_on(self, cleaned: dict[str, Any]) -> datetime.date | None:
        choice, day = cleaned.get("followup", ""), cleaned.get("followup_date")
        if choice in SPANS:
            return self.today + datetime.timedelta(days=int(choice))
        if choice == ON_DATE and day is None and not self.has_error("followup_date"):
            self.add_error("followup_date", ValidationError(_("Enter the day of the follow-up.")))
        return day

    def contact(self) -> dict[str, Any]:
        same = ("token", "note", "followup_on", "followup_text")
        return super().contact() | {name: self.cleaned_data[name] for name in same}


class NoteForm(forms.Form):
    mark_optional = False
    text = forms.CharField(
        label=_("Note"),
        help_text=_("Read only by you, whoever is in charge, and the deputy."),
        max_length=4000,
        widget=forms.Textarea({"rows": 6, "maxlength": 4000}),
    )


def initial_of_contact(contact: Contact, topics: Sequence[int]) -> dict[str, Any]:
    """What the form of a correction shows first."""
    minutes = str(contact.minutes)
    return {
        "channel": contact.channel,
        "minutes": minutes if minutes in MINUTES else "",
        "minutes_other": None if minutes in MINUTES else contact.minutes,
        "topics": [str(key) for key in topics],
        "language": contact.language,
        "outcome": contact.outcome,
        "persons_counted": contact.persons_counted,
        "at": timezone.localtime(contact.at).replace(second=0, microsecond=0),
    }


def initial_contact(now: datetime.datetime, language: str) -> dict[str, Any]:
    """What the counter shows first: most contacts are in person, short, and settled."""
    return {
        "token": uuid.uuid4(),
        "channel": Channel.IN_PERSON,
        "minutes": "15",
        "language": language,
        "outcome": Outcome.DONE,
        "persons_counted": 1,
        "at": timezone.localtime(now).replace(second=0, microsecond=0),
        "followup": NO_FOLLOWUP,
    }


def followup_choices(today: datetime.date, is_working_day: IsWorkingDay) -> list[tuple[str, Any]]:
    """None, three spans with the day that they really lead to, and a day of one's own."""
    spans = [(days, _day_label(label, int(days), today, is_working_day)) for days, label in SPANS.items()]
    return [(NO_FOLLOWUP, pgettext_lazy("follow-up", "None")), *spans, (ON_DATE, _("On another day"))]


def _day_label(label: Any, days: int, today: datetime.date, is_working_day: Callable[[datetime.date], bool]) -> str:
    day = next_working_day(today + datetime.timedelta(days=days), is_working_day)
    return f"{label} ({formats.date_format(day, 'D')}, {formats.date_format(day, 'd.m.')})"
