"""Booking an appointment, one question a page. What is known travels in the address or in hidden fields, not in a
session: no cookie is needed before somebody writes a name."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from counselling.models import Centre, Topic
from counselling.rules.opening import parse_moment
from ibs_portal.languages import SPOKEN_LANGUAGES, language_label, own_name

SOMETHING_ELSE = "anderes"
CHANNELS = [("in_person", _("In person, at the counselling centre")), ("phone", _("By phone: we call you"))]
is_phone = RegexValidator(
    r"^[+(]?[\d][\d\s()/–-]{4,38}$", _("Enter a phone number with digits only, for example 0375 123456.")
)


class TopicForm(forms.Form):
    thema = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about."), "invalid_choice": _("Choose what it is about.")},
    )

    def __init__(self, *args: Any, topics: Sequence[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(topic.code, topic.public_label) for topic in topics]
        self.fields["thema"].choices = [*choices, (SOMETHING_ELSE, _("Something else, or I am not sure"))]


class PlaceForm(forms.Form):
    ort = forms.ChoiceField(
        label=_("Which counselling centre?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a counselling centre."), "invalid_choice": _("Choose a centre.")},
    )
    art = forms.ChoiceField(
        label=_("How would you like to talk to us?"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how you would like to talk to us."),
            "invalid_choice": _("Choose how you would like to talk to us."),
        },
    )

    def __init__(self, *args: Any, centres: Sequence[Centre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ort"].choices = [(centre.slug, f"{centre.short_name}, {centre.address}") for centre in centres]


class TimeForm(forms.Form):
    """The chosen beginning, which has to be free still."""

    zeit = forms.CharField(max_length=40, error_messages={"required": _("Choose a day and a time.")})

    def __init__(self, *args: Any, starts: set[datetime.datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts = starts

    def clean_zeit(self) -> datetime.datetime:
        try:
            start = parse_moment(self.cleaned_data["zeit"])
        except (ValueError, OverflowError):
            raise ValidationError(_("Choose a day and a time.")) from None
        if start not in self.starts:
            raise ValidationError(_("This time is no longer free. Please choose another one."), code="taken")
        return start


def language_options() -> list[tuple[str, str]]:
    """Each language under its own name, the page's own first, then the frequent ones."""
    here = (get_language() or "de")[:2]
    codes = [here, *(code for code in SPOKEN_LANGUAGES if code != here)]
    return [(code, _both_names(code)) for code in codes]


def _both_names(code: str) -> str:
    own, label = own_name(code), language_label(code)
    return own if own.casefold() == label.casefold() else f"{own} – {label}"


class PersonForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Please write your name.")},
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        validators=[is_phone],
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("Then you get a confirmation and a reminder."),
        error_messages={"invalid": _("Please check the address. It looks like this: name@example.org")},
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )
    language = forms.ChoiceField(label=_("Which language would you like to speak?"), choices=language_options)
    interpreter = forms.ChoiceField(
        label=_("Do you need somebody to interpret?"),
        help_text=_("It costs you nothing. We look for somebody."),
        choices=[("no", pgettext_lazy("answer", "No")), ("yes", pgettext_lazy("answer", "Yes"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    note = forms.CharField(
        label=_("Is there anything we should know before?"),
        help_text=_("For example: I come with a pram. Please no details of your situation; we talk about that here."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, is_by_phone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_by_phone = is_by_phone
        self.fields["language"].initial = (get_language() or "de")[:2]
        self.fields["phone"].mark_optional = False
        if not is_by_phone:
            self.fields["phone"].help_text = _("A phone number or an e-mail address: one of the two is enough.")
            self.fields["email"].mark_optional = False

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave this field empty."))
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_way = cleaned.get("phone") or (cleaned.get("email") and not self.is_by_phone)
        if not has_way and not (self.has_error("phone") or self.has_error("email")):
            message = (
                _("Enter your phone number: we call you.")
                if self.is_by_phone
                else _("Enter a phone number or an e-mail address, so that we reach you.")
            )
            self.add_error("phone", ValidationError(message, code="unreachable"))
        return cleaned


@dataclass(frozen=True)
class Step:
    """One page: its name in the address, its question, and the names of its answers."""

    slug: str
    title: Promise
    fields: tuple[str, ...]


STEPS = (
    Step("thema", _("What is it about?"), ("thema",)),
    Step("ort", _("Where would you like to talk to us?"), ("ort", "art")),
    Step("zeit", _("When would you like to come?"), ("zeit",)),
    Step("person", _("Who are you, and how do we reach you?"), tuple(PersonForm.base_fields)),
)
BY_SLUG = {step.slug: step for step in STEPS}
# These may stand in the address; the others come in the body of a form only.
OPEN_FIELDS = ("thema", "ort", "art", "zeit")


def answers_from(address: Mapping[str, str], body: Mapping[str, str]) -> dict[str, str]:
    """What is known so far; the body of a form goes before the address, which never carries anything personal."""
    known = {name: address[name] for name in OPEN_FIELDS if name in address}
    return known | {name: body[name] for step in STEPS for name in step.fields if name in body}


def hidden_of(answers: Mapping[str, str], step: Step | None) -> Iterator[tuple[str, str]]:
    """The answers of all other pages, to be carried along."""
    own = step.fields if step else ()
    return ((name, value) for name, value in answers.items() if name not in own and value)
