"""The first half of a sign-up, before the code: one form a page; answers wait in the session until they are sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.forms.languages import LanguageRowsMixin
from volunteers.rules.consent import KINDS, NEEDED
from volunteers.rules.consent_words import QUESTIONS, VOLUNTEER, WORKER

is_postcode = RegexValidator(r"^\d{5}$", _("A postcode has five digits."))
is_phone = RegexValidator(
    r"^[+(]?[\d][\d\s()/–-]{4,38}$", _("Enter a phone number with digits only, for example 01234 567890.")
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
    """Postcode or part of town, whichever somebody knows; ``cleaned_data`` has both names, one of them empty."""

    place = forms.CharField(
        label=_("Postcode or part of town"),
        max_length=80,
        help_text=_("The five digits of the postcode, or the name of the part of town."),
        error_messages={"required": _("Enter the postcode or the part of town where you live.")},
        widget=forms.TextInput({"autocomplete": "postal-code"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        place = cleaned.get("place", "").strip()
        digits = "".join(place.split())
        if place and not any(char.isalpha() for char in place):
            try:
                is_postcode(digits)
            except ValidationError as wrong:
                self.add_error("place", wrong)
            return cleaned | {"postcode": digits, "district": ""}
        return cleaned | {"postcode": "", "district": place}


class LanguagesForm(LanguageRowsMixin, forms.Form):
    """Nothing but the rows."""


class ConsentForm(forms.Form):
    """One box for each thing that somebody may agree to; only the first is needed."""

    consents = forms.MultipleChoiceField(
        label=_("What do you agree to?"),
        choices=[(kind, QUESTIONS[kind]) for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The first box is needed, the others are not: "optional" beside the question would be wrong.
        self.fields["consents"].mark_optional = False  # type: ignore[attr-defined]

    def clean_consents(self) -> list[str]:
        chosen = self.cleaned_data["consents"]
        if not set(NEEDED) <= set(chosen):
            raise ValidationError(_("Tick the first box if you agree. Without it we cannot take your sign-up."))
        return chosen


@dataclass(frozen=True)
class Step:
    """One page: its last part of the address, its question and its form."""

    slug: str
    title: Promise
    form_class: type[forms.Form]
    hint: str | Promise = ""


CHECK, CONSENT = "pruefen", "einwilligung"
STEPS: tuple[Step, ...] = (
    Step("name", _("What is your name?"), NameForm),
    Step("kontakt", _("How do we reach you?"), ReachForm),
    Step("ort", _("Where do you live?"), PlaceForm, _("So that you meet somebody nearby.")),
    Step("sprachen", _("Which languages do you speak?"), LanguagesForm, _("A little is enough to say hello.")),
    Step(CONSENT, _("May we use your details?"), ConsentForm),
)
BY_SLUG: dict[str, Step] = {step.slug: step for step in STEPS}


@dataclass(frozen=True)
class Signup:
    """Who signs up: ``side`` is the side of a match, ``pages`` the beginning of the names of the addresses.

    ``profile_pages`` come after the code, so that the pages can be counted to the end from the beginning.
    """

    side: str
    pages: str
    session_key: str
    about: str
    home: str
    profile_pages: int = 2


SIGNUPS = {
    VOLUNTEER: Signup(VOLUNTEER, "volunteers:signup", "volunteer_signup", "volunteers:about", "volunteers:my_continue"),
    WORKER: Signup(
        WORKER,
        "volunteers:worker_signup",
        "worker_signup",
        "volunteers:worker_about",
        "volunteers:worker_continue",
    ),
}


class SignupAnswers:
    """The answers in a session: what was typed, page by page, so that nothing is asked twice."""

    def __init__(self, session: Any, key: str) -> None:
        self.session, self.key = session, key
        self.data: dict[str, dict[str, list[str]]] = session.get(key) or {}

    def form(self, step: Step) -> forms.Form:
        """The form of a page: bound to what was answered, empty before that."""
        if step.slug not in self.data:
            return step.form_class()
        return step.form_class(MultiValueDict(self.data[step.slug]))

    @property
    def programme(self) -> str:
        """The short name of the programme that the answers are for; empty before the first one."""
        return self.session.get(f"{self.key}_programme", "")

    def choose(self, programme: str) -> None:
        """Answers for another programme go with it, but whom one agreed with is somebody else: that is asked anew."""
        if self.programme not in ("", programme):
            self.data = {slug: typed for slug, typed in self.data.items() if slug != CONSENT}
            self.session[self.key] = self.data
        self.session[f"{self.key}_programme"] = programme

    def keep(self, step: Step, form: forms.Form, *, programme: str) -> None:
        typed = {name: form.data.getlist(name) for name in form.fields if name in form.data}
        self.data = {**self.data, step.slug: typed}
        self.session[self.key] = self.data
        self.choose(programme)

    def clear(self) -> None:
        self.session.pop(self.key, None)
        self.session.pop(f"{self.key}_programme", None)

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
    yield "ort", _("Place"), answers["postcode"] or answers["district"]
    yield "sprachen", _("Languages"), "\n".join(answers["language_words"])
    yield "einwilligung", _("You agree"), "\n".join(str(QUESTIONS[kind]) for kind in answers["consents"])
