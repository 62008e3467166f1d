"""The questions of the sign-up, one form a page; the answers wait in the session until the end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.forms.languages import LanguageRowsMixin
from volunteers.models import Offer
from volunteers.rules.availability import by_day, slot_choices

# Raise it whenever the text of the consent page changes in meaning: each consent remembers its version.
CONSENT_VERSION = "2026-01"

is_postcode = RegexValidator(r"^\d{5}$", _("A postcode has five digits, for example 49074."))
is_phone = RegexValidator(
    r"^[+(]?[\d][\d\s()/–-]{4,38}$", _("Enter a phone number with digits only, for example 0541 123456.")
)


class NameForm(forms.Form):
    given_name = forms.CharField(
        label=_("First name"),
        max_length=100,
        help_text=_("If you have only one name, write it here."),
        error_messages={"required": _("Enter your first name.")},
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=_("Family name"), max_length=100, required=False, widget=forms.TextInput({"autocomplete": "family-name"})
    )


class ReachForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send you a code to this address. So we know that it is right."),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.org."),
        },
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        validators=[is_phone],
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class PlaceForm(forms.Form):
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=5,
        validators=[is_postcode],
        error_messages={"required": _("Enter the postcode of the place where you live.")},
        widget=forms.TextInput({"autocomplete": "postal-code", "inputmode": "numeric", "class": "p-short"}),
    )
    district = forms.CharField(
        label=_("Part of town"), max_length=80, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )


class LanguagesForm(LanguageRowsMixin, forms.Form):
    """Nothing but the rows."""


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
    motivation = forms.CharField(
        label=_("Is there anything else you would like to tell us?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offers"].queryset = Offer.objects.filter(is_active=True)


class ConsentForm(forms.Form):
    consent = forms.BooleanField(
        label=_("I agree that my details are used as it is written here."),
        error_messages={"required": _("Tick the box if you agree. Without it we cannot take your sign-up.")},
    )


@dataclass(frozen=True)
class Step:
    """One page: its last part of the address, its question and its form."""

    slug: str
    title: Promise
    form_class: type[forms.Form]
    hint: str | Promise = ""


STEPS: tuple[Step, ...] = (
    Step("name", _("What is your name?"), NameForm),
    Step("kontakt", _("How do we reach you?"), ReachForm),
    Step("ort", _("Where do you live?"), PlaceForm, _("So that you meet somebody nearby.")),
    Step("sprachen", _("Which languages do you speak?"), LanguagesForm, _("A little is enough to say hello.")),
    Step("zeit", _("When do you usually have time?"), TimeForm, _("You can change this at any time.")),
    Step("themen", _("What would you like to do?"), OffersForm),
    Step("einwilligung", _("May we use your details?"), ConsentForm),
)
CHECK = "pruefen"
BY_SLUG: dict[str, Step] = {step.slug: step for step in STEPS}


class SignupAnswers:
    """The answers in a session: what was typed, page by page, so that nothing is asked twice."""

    KEY = "volunteer_signup"

    def __init__(self, session: Any) -> None:
        self.session = session
        self.data: dict[str, dict[str, list[str]]] = session.get(self.KEY) or {}

    def form(self, step: Step) -> forms.Form:
        """The form of a page: bound to what was answered, empty before that."""
        if step.slug not in self.data:
            return step.form_class()
        return step.form_class(MultiValueDict(self.data[step.slug]))

    def keep(self, step: Step, form: forms.Form) -> None:
        typed = {name: form.data.getlist(name) for name in form.fields if name in form.data}
        self.data = {**self.data, step.slug: typed}
        self.session[self.KEY] = self.data

    def clear(self) -> None:
        self.session.pop(self.KEY, None)

    def missing(self) -> Step | None:
        """The first page without a valid answer."""
        return next((step for step in STEPS if step.slug not in self.data or not self.form(step).is_valid()), None)

    def cleaned(self) -> dict[str, Any]:
        """All answers in one dictionary; call it only when nothing is missing."""
        answers: dict[str, Any] = {}
        for step in STEPS:
            form = self.form(step)
            form.is_valid()
            answers |= form.cleaned_data
        return answers


def summary(answers: Mapping[str, Any]) -> Iterator[tuple[str, str | Promise, str]]:
    """Slug of the page, label and words of each answer, for reading them once more."""
    yield "name", _("Name"), f"{answers['given_name']} {answers['family_name']}".strip()
    yield "kontakt", _("E-mail address"), answers["email"]
    yield "kontakt", _("Phone"), answers["phone"]
    yield "ort", _("Place"), " ".join(filter(None, (answers["postcode"], answers["district"])))
    yield "sprachen", _("Languages"), "\n".join(answers["language_words"])
    yield "zeit", _("Time"), "\n".join(f"{day} {', '.join(parts)}" for day, parts in by_day(answers["availability"]))
    yield "themen", _("What you like to do"), "\n".join(str(offer) for offer in answers["offers"])
    yield "themen", _("Your message"), answers["motivation"]
