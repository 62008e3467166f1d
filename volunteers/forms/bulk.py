"""What is asked of all who were ticked: which step, until when, which group, which session."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipRadioSelect, NativeDate
from volunteers.models import CompanionGroup, TrainingSession, Volunteer
from volunteers.rules.bulk import STEPS
from volunteers.rules.volunteer import check_pause

FIELD_OF = {"step": "to", "pause": "paused_until", "group": "group", "invite": "session"}


class BulkForm(forms.Form):
    """One field, as the kind needs it."""

    mark_optional = False

    to = forms.ChoiceField(
        label=_("Next status"),
        choices=lambda: [pair for pair in Volunteer.Status.choices if pair[0] in STEPS],
        widget=ChipRadioSelect,
        help_text=_("Interviews and leaving are noted one by one: each has its own hour or reason."),
    )
    paused_until = forms.DateField(
        label=_("Back on"), required=False, widget=NativeDate(), help_text=_("Leave empty if it is not known yet.")
    )
    group = forms.ModelChoiceField(label=_("Group"), queryset=CompanionGroup.objects.none(), empty_label=_("Choose"))
    session = forms.ModelChoiceField(
        label=_("Training session"), queryset=TrainingSession.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, kind: str, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = CompanionGroup.objects.visible_to(user).filter(is_active=True)
        self.fields["group"].queryset = groups
        sessions = TrainingSession.objects.visible_to(user).filter(starts_at__gt=timezone.now())
        self.fields["session"].queryset = sessions.select_related("training").order_by("starts_at")
        for name in set(FIELD_OF.values()) - {FIELD_OF[kind]}:
            del self.fields[name]

    def clean(self) -> None:
        check_pause(self.cleaned_data.get("paused_until"), timezone.localdate())
