"""When a group meets, and who was there."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import NativeDate, NativeTime
from volunteers.rules.group_date import MOST_MINUTES, check_minutes


class GroupDateForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=NativeDate())
    begin = forms.TimeField(label=_("From"), widget=NativeTime())
    until = forms.TimeField(label=_("Until"), widget=NativeTime())
    place = forms.CharField(label=_("Place"), max_length=160)
    topic = forms.CharField(label=_("What is it about?"), max_length=160, required=False)

    def details(self) -> dict[str, Any]:
        """What the action takes; local times."""
        data, zone = self.cleaned_data, timezone.get_current_timezone()
        return {
            "starts_at": datetime.datetime.combine(data["on"], data["begin"], zone),
            "ends_at": datetime.datetime.combine(data["on"], data["until"], zone),
            "place": data["place"],
            "topic": data["topic"],
        }


class VisitForm(forms.Form):
    """A number of minutes for each member; empty is not noted yet, 0 is not there."""

    mark_optional = False

    def __init__(self, *args: Any, members: list[tuple[int, str, int | None]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name, minutes in members:
            field = forms.IntegerField(label=name, required=False, initial=minutes, validators=[_can_be])
            field.widget.attrs.update({"inputmode": "numeric", "min": 0, "max": MOST_MINUTES})
            self.fields[f"minutes_{key}"] = field

    def minutes(self) -> dict[int, int | None]:
        return {int(name.removeprefix("minutes_")): value for name, value in self.cleaned_data.items()}


def _can_be(value: int) -> None:
    try:
        check_minutes(value)
    except ValidationError as refused:
        raise ValidationError(refused.messages) from refused
