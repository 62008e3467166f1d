"""Forms of deadlines: what kind, from which notice or on which day, whom to warn and when."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models import DeadlineKind, Delivery
from counselling.models.deadline import MOST_WARNINGS
from counselling.rules.deadline import KINDS
from ibs_portal.accounts.models import User
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate

EARLIEST_WARNING = 365


class DaysBefore(forms.CharField):
    """``14, 5, 1`` as a list of whole numbers."""

    def clean(self, value: Any) -> list[int]:
        parts = super().clean(value).replace(";", ",").replace(" ", ",").split(",")
        parts = [part for part in parts if part]
        if any(not (part.isascii() and part.isdecimal()) or len(part) > 3 for part in parts):
            raise ValidationError(_("Enter days as numbers, for example 14, 5, 1."), code="invalid")
        numbers = sorted({int(part) for part in parts}, reverse=True)
        if len(numbers) > MOST_WARNINGS or (numbers and numbers[0] > EARLIEST_WARNING):
            raise ValidationError(_("Six warnings at most, a year ahead at most."), code="many")
        return numbers


class DeadlineForm(forms.Form):
    """A computed kind needs day and way of delivery, the others their day. A typed day always counts more."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("deadline", "Kind"), choices=DeadlineKind, initial=DeadlineKind.OBJECTION
    )
    text = forms.CharField(label=_("What about?"), max_length=200, required=False)
    sent_on = forms.DateField(
        label=_("Day of the notice"),
        required=False,
        widget=NativeDate,
        help_text=_("Posted, handed over, or the date on the yellow envelope. For limits that are computed."),
    )
    delivery = forms.ChoiceField(
        label=_("Delivered"), choices=Delivery, initial=Delivery.POST, required=False, widget=ChipRadioSelect
    )
    due_on = forms.DateField(
        label=_("Ends on"),
        required=False,
        widget=NativeDate,
        help_text=_("Only if it is not to be computed: end of a document, day of a decision, day named in the letter."),
    )
    assigned_to = forms.ModelChoiceField(label=_("For"), queryset=User.objects.none())
    warn_before = DaysBefore(
        label=_("Warn so many days before"),
        required=False,
        max_length=60,
        help_text=_("For example 14, 5, 1. Empty: what is usual for this kind. Moved to the working day before."),
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = colleagues

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = KINDS.get(cleaned.get("kind", ""))
        if kind and not self.errors:
            cleaned["warn_before"] = cleaned["warn_before"] or list(kind.warn)
            if not cleaned["due_on"] and kind.is_computed and not cleaned["sent_on"]:
                self.add_error(
                    "sent_on", ValidationError(_("Enter the day of the notice, or the end."), code="required")
                )
            elif not cleaned["due_on"] and not kind.is_computed:
                self.add_error("due_on", ValidationError(_("Enter the day."), code="required"))
            elif cleaned["sent_on"] and not cleaned["delivery"]:
                self.add_error("delivery", ValidationError(_("Say how it was delivered."), code="required"))
        return cleaned


class DeadlineMoveForm(forms.Form):
    due_on = forms.DateField(label=_("New day"), widget=NativeDate)
    reason = forms.CharField(
        label=_("Why?"), max_length=200, help_text=_("For example: prolonged by the authority, with its letter.")
    )
