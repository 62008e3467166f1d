"""Starting a series: people choose a first day and a rhythm, the rule follows from both."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.ui.forms import NativeDate, NativeTime
from projects.models import EventSeries, Project
from projects.models.content import EventContent
from projects.rules.series import FREQUENCIES, build_rule


class SeriesForm(forms.ModelForm):
    frequency = forms.ChoiceField(
        label=_("How often?"), choices=list(FREQUENCIES.items()), help_text=_("On the weekday of the first day.")
    )

    class Meta:
        model = EventSeries
        fields = ("project", "starts_on", "until", "start_time", "minutes", "holiday_region", *EventContent.CONTENT)
        widgets = {
            "starts_on": NativeDate(),
            "until": NativeDate(),
            "start_time": NativeTime(),
            "description_de": forms.Textarea({"rows": 4}),
            "description_en": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first: datetime.date | None = cleaned.get("starts_on")
        frequency = cleaned.pop("frequency", None)
        if first and frequency:
            cleaned["rule"] = build_rule(frequency, first)
        return cleaned
