"""Forms for single days and for phone and e-mail."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models import Centre, Mode, Reason
from counselling.models.centre import ChannelState
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate, NativeTime

LONGEST = datetime.timedelta(days=366)
END_OF_DAY = datetime.time(23, 59)


class OpeningCloseTodayForm(forms.Form):
    """Closed today: a reason, and whether from now on or the whole day. Submitting it unchanged is enough."""

    WHOLE_DAY, FROM_NOW = "day", "now"

    reason = forms.ChoiceField(label=_("Reason"), choices=Reason, initial=Reason.STAFFING, widget=ChipRadioSelect)
    extent = forms.ChoiceField(
        label=pgettext_lazy("door", "Closed"),
        choices=[(WHOLE_DAY, _("the whole day")), (FROM_NOW, _("from now on"))],
        initial=WHOLE_DAY,
        widget=ChipRadioSelect,
    )
    public_note = forms.CharField(
        label=_("Text for the public"), max_length=300, required=False, help_text=_("For example who helps instead.")
    )

    def closure(self, moment: datetime.datetime) -> dict[str, Any]:
        """What ``close_on`` needs; ``moment`` is the local time of the click."""
        fields = {
            "starts_on": moment.date(),
            "ends_on": moment.date(),
            "reason": self.cleaned_data["reason"],
            "public_note": self.cleaned_data["public_note"],
        }
        if self.cleaned_data["extent"] == self.FROM_NOW and moment.time() < END_OF_DAY:
            fields |= {"opens": moment.time().replace(second=0, microsecond=0), "closes": END_OF_DAY}
        return fields


class DaysForm(forms.Form):
    """First and last day (one day if the last is empty), a reason and a text."""

    starts_on = forms.DateField(label=_("First day"), widget=NativeDate())
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=NativeDate(), help_text=_("Empty: this one day.")
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=Reason, initial=Reason.TRAINING, widget=ChipRadioSelect)
    public_note = forms.CharField(label=_("Text for the public"), max_length=300, required=False)

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_starts_on(self) -> datetime.date:
        starts_on = self.cleaned_data["starts_on"]
        if starts_on < self.today:
            raise ValidationError(_("This day is over. Choose today or a later day."), code="past")
        return starts_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on = cleaned.get("starts_on")
        if starts_on and "ends_on" in cleaned:
            cleaned["ends_on"] = cleaned["ends_on"] or starts_on
            if cleaned["ends_on"] < starts_on:
                self.add_error("ends_on", ValidationError(_("The last day is before the first."), code="order"))
            elif cleaned["ends_on"] - starts_on > LONGEST:
                self.add_error("ends_on", ValidationError(_("This is longer than a year."), code="long"))
        return cleaned


class TimesMixin(forms.Form):
    """Two times of a day, both or none."""

    opens = forms.TimeField(label=_("From"), required=False, widget=NativeTime())
    closes = forms.TimeField(label=_("Until"), required=False, widget=NativeTime())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if bool(opens) != bool(closes) and not {"opens", "closes"} & self.errors.keys():
            self.add_error("closes" if opens else "opens", ValidationError(_("Enter both times."), code="one"))
        elif opens and closes and closes <= opens:
            self.add_error("closes", ValidationError(_("The end is not after the beginning."), code="order"))
        return cleaned


class OpeningCloseForm(TimesMixin, DaysForm):
    """Closed on some days, or for some hours of them."""

    field_order = ("starts_on", "ends_on", "opens", "closes", "reason", "public_note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes"].help_text = _("Without times: the whole day.")


class OpeningTimesForm(TimesMixin, DaysForm):
    """Other times on some days: they replace the week, a period or a public holiday."""

    mode = forms.ChoiceField(label=_("Offer"), choices=Mode, initial=Mode.OPEN, widget=ChipRadioSelect)
    field_order = ("starts_on", "ends_on", "mode", "opens", "closes", "reason", "public_note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_timeless = not cleaned.get("opens") and not {"opens", "closes"} & self.errors.keys()
        if is_timeless and cleaned.get("mode") not in (None, Mode.BY_APPOINTMENT):
            self.add_error("opens", ValidationError(_("Enter the times of that day."), code="required"))
        return cleaned


class CentreChannelsForm(forms.ModelForm):
    """Whether phone and e-mail are answered at present."""

    class Meta:
        model = Centre
        fields = ("phone_state", "phone_note", "email_state", "email_note")
        widgets = {"phone_state": ChipRadioSelect, "email_state": ChipRadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("phone_state", "email_state"):
            self.fields[name].choices = ChannelState.choices
