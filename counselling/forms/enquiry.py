"""Asking without an account, and writing down for somebody who calls."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from counselling.forms.appointment_request import SOMETHING_ELSE, is_phone, language_options
from counselling.forms.words import LanguageWordField
from counselling.models import Centre, Enquiry, Topic
from counselling.rules.enquiry import LONGEST_MESSAGE
from ibs_portal.languages import SITE_LANGUAGES
from ibs_portal.ui.forms import ChipRadioSelect

Reach = Enquiry.Reach
REACH = [
    (Reach.PHONE, _("Please call me")),
    (Reach.EMAIL, _("Please write me an e-mail")),
    (Reach.VISIT, _("I come by myself; you need not answer")),
]
CHANNEL_KEYS = {"phone": "t", "email": "e", "in_person": "v", "letter": "x"}


class ReachMixin:
    """The number for a call, the address for a mail: what the chosen way needs."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        reach = cleaned.get("reach")
        if reach == Reach.PHONE and not cleaned.get("phone") and not self.has_error("phone"):
            self.add_error("phone", ValidationError(_("Enter the phone number that we should call."), code="missing"))
        if reach == Reach.EMAIL and not cleaned.get("email") and not self.has_error("email"):
            self.add_error("email", ValidationError(_("Enter the e-mail address for our answer."), code="missing"))
        return cleaned


class EnquiryForm(ReachMixin, forms.Form):
    """One page for the public. ``nummer`` makes a second click harmless; ``website`` is a trap for programs."""

    centre = forms.ModelChoiceField(
        Centre.objects.none(),
        label=_("Which counselling centre?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a counselling centre."), "invalid_choice": _("Choose a centre.")},
    )
    topic = forms.ChoiceField(label=_("What is it about?"), required=False)
    message = forms.CharField(
        label=_("Your message"),
        help_text=_("A few words in any language are enough. What nobody else should know we talk about in person."),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Please write what it is about, in a few words.")},
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Please write your name.")},
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false", "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Which language would you like to speak?"), choices=language_options)
    reach = forms.ChoiceField(
        label=_("How shall we answer?"),
        choices=REACH,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we shall answer.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("For a call."),
        max_length=40,
        required=False,
        validators=[is_phone],
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )
    call_when = forms.CharField(
        label=_("When can you talk well?"),
        help_text=_("For example: in the mornings, or after 16:00."),
        max_length=100,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    may_leave_message = forms.BooleanField(
        label=_("You may leave a message on this number or with whoever answers"), required=False
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("For a written answer. You also get a confirmation with the number of your message."),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Please check the address. It looks like this: name@example.org")},
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )
    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    nummer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, *args: Any, centres: Any, topics: Sequence[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = {topic.code: topic for topic in topics}
        choices = [(code, topic.public_label) for code, topic in self.topics.items()]
        self.fields["topic"].choices = [("", "–"), *choices, (SOMETHING_ELSE, _("Something else, or I am not sure"))]
        self.fields["language"].initial = (get_language() or "de")[:2]
        self.fields["centre"].queryset = centres
        if len(centres) == 1:
            del self.fields["centre"]

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave this field empty."))
        return ""

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        same = ("message", "name", "language", "reach", "phone", "call_when", "may_leave_message", "email")
        topic = self.topics.get(self.cleaned_data["topic"])
        return {name: self.cleaned_data[name] for name in same} | {"topic": topic}


class EnquiryRecordForm(ReachMixin, forms.Form):
    """What came by phone, mail or letter: a name and a number are enough for a call back."""

    mark_optional = False
    channel = forms.ChoiceField(
        label=pgettext_lazy("enquiry", "Came by"),
        choices=[choice for choice in Enquiry.Channel.choices if choice[0] != Enquiry.Channel.WEB],
        widget=ChipRadioSelect(keys=CHANNEL_KEYS),
        initial=Enquiry.Channel.PHONE,
    )
    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput({"autofocus": True}))
    reach = forms.ChoiceField(
        label=_("Answer"), choices=Reach, widget=ChipRadioSelect(keys={"phone": "r"}), initial=Reach.PHONE
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False, validators=[is_phone])
    call_when = forms.CharField(label=_("Best time for a call"), max_length=100, required=False)
    may_leave_message = forms.BooleanField(label=_("A message may be left"), required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    language = LanguageWordField(label=_("Language of the talk"), list_id="languages", initial="de")
    topic = forms.ModelChoiceField(Topic.objects.active(), label=_("Topic"), required=False, empty_label="–")
    message = forms.CharField(
        label=_("What is it about?"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea({"rows": 3, "maxlength": LONGEST_MESSAGE}),
    )

    def facts(self) -> dict[str, Any]:
        language = self.cleaned_data["language"]
        letters = language if language in dict(SITE_LANGUAGES) else "de"
        return {**self.cleaned_data, "contact_language": letters}


class EnquiryAnswerForm(forms.Form):
    """``how`` says whether the text leaves as a mail or stays as a note."""

    mark_optional = False
    how = forms.ChoiceField(label=_("How"), choices=Enquiry.How, widget=ChipRadioSelect)
    text = forms.CharField(
        label=_("Answer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 10, "maxlength": 4000, "dir": "auto", "data-key": "n"}),
    )
    close = forms.BooleanField(label=_("Close the enquiry with this answer"), required=False, initial=True)

    def __init__(self, *args: Any, has_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_address:
            self.fields["how"].choices = [c for c in Enquiry.How.choices if c[0] != Enquiry.How.EMAIL]
            self.fields["text"].label = _("Note on the answer")


class EnquiryCloseForm(forms.Form):
    mark_optional = False
    reason = forms.ChoiceField(label=_("Why is it closed?"), choices=Enquiry.CloseReason, widget=ChipRadioSelect)


class EnquiryFilterForm(forms.Form):
    mark_optional = False
    show = forms.ChoiceField(
        choices=[
            ("", _("Open")),
            ("new", pgettext_lazy("enquiries", "New")),
            ("mine", _("Mine")),
            ("calls", _("Waiting for a call")),
            ("closed", pgettext_lazy("enquiries", "Closed")),
        ],
        required=False,
    )
