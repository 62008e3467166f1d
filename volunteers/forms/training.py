"""Forms about training sessions."""

from typing import Any

from django import forms
from django.db.models import Case, Q, SmallIntegerField, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipCheckboxSelect, NativeDateTime
from volunteers.forms.worker import own_programmes
from volunteers.models import Programme, QualificationGrant, Training, TrainingRegistration, TrainingSession, Volunteer
from volunteers.models.training import TAKES_PLACE
from volunteers.rules.training import INVITABLE, renewal_until

# Those whose next step is the training stand first.
RANK = Case(
    When(status="accepted", then=0), When(status="interview", then=1), default=2, output_field=SmallIntegerField()
)


class TrainingForm(forms.ModelForm):
    """A course."""

    class Meta:
        model = Training
        fields = ("title", "description", "is_mandatory", "valid_months", "is_active")
        widgets = {"description": forms.Textarea({"rows": 4})}

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class TrainingCreateForm(TrainingForm):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_programmes(self.fields["programme"], user)


class SessionUpdateForm(forms.ModelForm):
    class Meta:
        model = TrainingSession
        fields = ("starts_at", "ends_at", "place", "capacity", "is_open")
        widgets = {"starts_at": NativeDateTime(), "ends_at": NativeDateTime()}

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class SessionForm(SessionUpdateForm):
    class Meta(SessionUpdateForm.Meta):
        fields = ("training", *SessionUpdateForm.Meta.fields)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["training"].queryset = Training.objects.visible_to(user).filter(is_active=True)


class SessionCancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("In one plain sentence: everybody reads it in the mail.")
    )


class AnswerForm(forms.Form):
    """Two buttons, no field to fill in."""

    answer = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["answer"] == "yes"


class InviteForm(forms.Form):
    """Whom to invite: all who are here, hold no place yet, and do not have the qualification for longer.

    Whose qualification runs out within six months of that day may come again.
    """

    volunteers = forms.ModelMultipleChoiceField(
        label=_("Volunteers"),
        queryset=Volunteer.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one volunteer.")},
    )

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placed = TrainingRegistration.objects.filter(session=session, status__in=(*TAKES_PLACE, "waiting"))
        until = renewal_until(timezone.localdate(session.starts_at))
        lasting = Q(expires_on=None) | Q(expires_on__gt=until)
        qualified = QualificationGrant.objects.filter(lasting, training=session.training_id)
        rows = Volunteer.objects.filter(programme=session.programme_id, status__in=INVITABLE).confirmed()
        rows = rows.exclude(pk__in=placed.values("volunteer")).exclude(pk__in=qualified.values("volunteer"))
        self.fields["volunteers"].queryset = rows.annotate(rank=RANK).order_by("rank", "status_since", "pk")
        self.fields["volunteers"].label_from_instance = _volunteer_words


class AttendanceForm(forms.Form):
    """The whole list at once: a tick means that somebody was there."""

    mark_optional = False
    attended = forms.ModelMultipleChoiceField(
        label=_("Was there"),
        queryset=TrainingRegistration.objects.none(),
        required=False,
        widget=ChipCheckboxSelect(columns=True),
    )

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attended"].queryset = session.registrations.on_list().select_related("volunteer")
        self.fields["attended"].label_from_instance = _name


def _name(registration: TrainingRegistration) -> str:
    return registration.volunteer.name


def _volunteer_words(volunteer: Volunteer) -> str:
    return f"{volunteer.name} ({volunteer.get_status_display()})"
