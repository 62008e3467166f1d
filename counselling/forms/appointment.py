"""Forms of staff for appointments: few inputs, the next free times on chips."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.forms.appointment_request import is_phone
from counselling.forms.keeping import KeepsTyped
from counselling.forms.words import LanguageWordField
from counselling.models import Appointment, StaffMember, Topic
from counselling.models.appointment import reference_of
from counselling.queries.booking import value_of
from counselling.rules.opening import YEARS, local, parse_moment
from ibs_portal.languages import site_language_choices
from ibs_portal.ui.forms import ChipRadioSelect, NativeDateTime

OTHER = ""
BY_PERSON = "person"


class WhenMixin(KeepsTyped):
    """A chip with a free time, or day and time typed."""

    def offer_times(self, free: Sequence[datetime.datetime]) -> None:
        labels = [(value_of(start), formats.date_format(local(start), "D d.m. G:i")) for start in free]
        self.fields["slot"].choices = [*labels, (OTHER, _("Another time"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}  # type: ignore[misc]
        if cleaned.get("slot"):
            cleaned["starts_at"] = parse_moment(cleaned["slot"])
        elif not cleaned.get("starts_at") and not self.has_error("starts_at"):  # type: ignore[attr-defined]
            self.add_error("starts_at", ValidationError(_("Choose a free time, or enter day and time.")))  # type: ignore[attr-defined]
        return cleaned


def slot_field() -> forms.ChoiceField:
    gone = _("This time is no longer free. Please choose another one.")
    messages = {"invalid_choice": gone}
    return forms.ChoiceField(
        label=_("Next free times"), widget=ChipRadioSelect, required=False, error_messages=messages
    )


class MomentField(forms.DateTimeField):
    """A day and time of this century, so that one may reckon with it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Day and time"), widget=NativeDateTime, **kwargs)

    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        if moment is not None and moment.year not in YEARS:
            raise ValidationError(_("Choose a day within the next twelve months."), code="too_far")
        return moment


class StaffChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: StaffMember) -> str:
        return obj.user.name


class AppointmentForm(WhenMixin, forms.Form):
    """``person`` finds a file; if none is chosen, it is the name of somebody without one."""

    mark_optional = False
    number = forms.CharField(widget=forms.HiddenInput, required=False)
    client = forms.IntegerField(widget=forms.HiddenInput, required=False)
    person = forms.CharField(label=_("Person"), max_length=150, required=False)
    staff = StaffChoice(label=pgettext_lazy("appointment", "With"), queryset=StaffMember.objects.none())
    slot = slot_field()
    starts_at = MomentField(required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240)
    channel = forms.ChoiceField(label=_("Channel"), choices=Appointment.Channel, widget=ChipRadioSelect)
    language = LanguageWordField(label=_("Language of the talk"), list_id="languages")
    contact_language = forms.ChoiceField(label=_("Slip and letters in"), choices=site_language_choices)
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.none(), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False, validators=[is_phone])
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("With an address the person gets a confirmation and a reminder. Only if mail is safe there."),
    )
    needs_interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(
        self, *args: Any, staff: Any, free: Sequence[datetime.datetime], has_client: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.has_client = has_client
        self.fields["staff"].queryset = staff
        self.fields["topic"].queryset = Topic.objects.active()
        self.offer_times(free)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.has_client and not cleaned.get("person", "").strip() and not self.has_error("person"):
            self.add_error("person", ValidationError(_("Choose a person, or enter a name.")))
        return cleaned

    def appointment(self) -> dict[str, Any]:
        """What the action takes, beside the file."""
        cleaned = dict(self.cleaned_data)
        reference = reference_of(cleaned.pop("number"))
        person, slot, client = cleaned.pop("person"), cleaned.pop("slot"), cleaned.pop("client")
        del slot, client
        facts = cleaned | ({"reference": reference} if reference else {})
        return facts if self.has_client else facts | {"name": person.strip()}


class AppointmentMoveForm(WhenMixin, forms.Form):
    mark_optional = False
    staff = StaffChoice(label=pgettext_lazy("appointment", "With"), queryset=StaffMember.objects.none())
    slot = slot_field()
    starts_at = MomentField(required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240)

    def __init__(self, *args: Any, staff: Any, free: Sequence[datetime.datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff
        self.offer_times(free)


class AppointmentCancelForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[(BY_PERSON, _("The person has cancelled.")), *Appointment.CancelReason.choices],
        widget=forms.RadioSelect,
        help_text=_("The person reads it in her own language, if there is an e-mail address."),
    )

    def clean_reason(self) -> str:
        """The reason of the house; none if the person cancelled."""
        reason = self.cleaned_data["reason"]
        return "" if reason == BY_PERSON else reason


class AppointmentMarkForm(forms.Form):
    state = forms.ChoiceField(choices=[(s, s) for s in ("booked", "came", "missed")])
