"""Forms about training sessions."""

from typing import Any

from django import forms
from django.db.models import Case, SmallIntegerField, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import NativeDateTime
from volunteers.models import QualificationGrant, Training, TrainingRegistration, TrainingSession, Volunteer
from volunteers.models.training import TAKES_PLACE
from volunteers.rules.training import INVITABLE

# Those whose next step is the training stand first.
RANK = Case(
    When(status="accepted", then=0), When(status="interview", then=1), default=2, output_field=SmallIntegerField()
)


class SessionForm(forms.ModelForm):
    class Meta:
        model = TrainingSession
        fields = ("training", "starts_at", "ends_at", "place", "capacity")
        widgets = {"starts_at": NativeDateTime(), "ends_at": NativeDateTime()}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["training"].queryset = Training.objects.visible_to(user).filter(is_active=True)


class InviteForm(forms.Form):
    """Whom to invite: all who are here, hold no place yet and do not have the qualification then."""

    volunteers = forms.ModelMultipleChoiceField(
        label=_("Volunteers"),
        queryset=Volunteer.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one volunteer.")},
    )

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placed = TrainingRegistration.objects.filter(session=session, status__in=TAKES_PLACE)
        day = timezone.localdate(session.starts_at)
        qualified = QualificationGrant.objects.filter(training=session.training_id).valid_on(day)
        rows = Volunteer.objects.filter(programme=session.programme_id, status__in=INVITABLE).confirmed()
        rows = rows.exclude(pk__in=placed.values("volunteer")).exclude(pk__in=qualified.values("volunteer"))
        self.fields["volunteers"].queryset = rows.annotate(rank=RANK).order_by("rank", "status_since", "pk")
        self.fields["volunteers"].label_from_instance = _volunteer_words


class AttendanceForm(forms.Form):
    """The whole list at once: a tick means that somebody was there."""

    attended = forms.ModelMultipleChoiceField(
        label=_("Was there"),
        queryset=TrainingRegistration.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attended"].queryset = session.registrations.select_related("volunteer")


def _volunteer_words(volunteer: Volunteer) -> str:
    return f"{volunteer.name} ({volunteer.get_status_display()})"
