"""Forms about get-togethers: at the desk, and with the badge on a phone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipCheckboxSelect, NativeDateTime
from volunteers.forms.worker import own_programmes
from volunteers.models import Cohort, GetTogether, Programme, SkilledWorker, Volunteer
from volunteers.models.gettogether import CODE_LENGTH
from volunteers.queries.gettogether import Face
from volunteers.rules.gettogether import PICKS

CHOICES = (_("First choice"), _("Second choice"), _("Third choice"))


class GetTogetherForm(forms.ModelForm):
    class Meta:
        model = GetTogether
        fields = ("title", "cohort", "starts_at", "place", "closes_at", "tables", "is_ranked")
        widgets = {"starts_at": NativeDateTime(), "closes_at": NativeDateTime()}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = Cohort.objects.visible_to(user)

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class GetTogetherCreateForm(GetTogetherForm):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        own_programmes(self.fields["programme"], user)


class GetTogetherChooseForm(forms.Form):
    """Who takes part: trained and active volunteers, skilled workers who are here."""

    volunteers = forms.ModelMultipleChoiceField(
        label=_("Volunteers"),
        queryset=Volunteer.objects.none(),
        widget=ChipCheckboxSelect(columns=True),
        required=False,
    )
    workers = forms.ModelMultipleChoiceField(
        label=_("Skilled workers"),
        queryset=SkilledWorker.objects.none(),
        widget=ChipCheckboxSelect(columns=True),
        required=False,
    )

    def __init__(self, *args: Any, gettogether: GetTogether, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {"badges__gettogether": gettogether}
        people = Volunteer.objects.filter(programme=gettogether.programme_id)
        self.fields["volunteers"].queryset = people.filter(Q(status__in=("trained", "active")) | Q(**there)).distinct()
        workers = SkilledWorker.objects.filter(programme=gettogether.programme_id)
        self.fields["workers"].queryset = workers.filter(~Q(status="left") | Q(**there)).distinct()


class BadgeCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code on your badge"),
        max_length=20,
        help_text=_("Eight letters and digits, for example ABCD-2346."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())
        if len(code) != CODE_LENGTH:
            raise ValidationError(_("The code has eight letters and digits."))
        return code


class TickForm(forms.Form):
    """Three names: as three choices in order, or ticked as they come."""

    def __init__(self, *args: Any, faces: Sequence[Face], is_ranked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_ranked = is_ranked
        options = [(str(face.participant), _face_words(face)) for face in faces]
        if is_ranked:
            for place, label in enumerate(CHOICES, start=1):
                self.fields[f"choice_{place}"] = forms.ChoiceField(
                    label=label, choices=[("", gettext("nobody")), *options], required=False
                )
        else:
            self.fields["names"] = forms.MultipleChoiceField(
                label=_("Up to three names"), choices=options, required=False, widget=ChipCheckboxSelect(columns=True)
            )

    @staticmethod
    def initial_of(keys: Sequence[int], *, is_ranked: bool) -> dict[str, Any]:
        if is_ranked:
            return {f"choice_{place}": str(key) for place, key in enumerate(keys, start=1)}
        return {"names": [str(key) for key in keys]}

    def chosen(self) -> list[int]:
        if not self.is_ranked:
            return [int(key) for key in self.cleaned_data["names"]]
        values = [self.cleaned_data[f"choice_{place}"] for place in range(1, PICKS + 1)]
        return [int(key) for key in values if key]


def _face_words(face: Face) -> str:
    if face.table:
        return gettext("%(name)s (%(badge)d, table %(table)d)") % {
            "name": face.given_name,
            "badge": face.badge,
            "table": face.table,
        }
    return f"{face.given_name} ({face.badge})"
