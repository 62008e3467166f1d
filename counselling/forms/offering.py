"""A phone, an e-mail or a service with hours of its own; and the week of a colleague."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counselling.forms.week import WeekForm
from counselling.models import Offering
from ibs_portal.ui.forms import ChipRadioSelect


class OfferingUpdateForm(forms.ModelForm):
    """What the public reads besides the times."""

    class Meta:
        model = Offering
        fields = ("name", "place", "address", "public_note", "follows_house", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.kind != Offering.Kind.SERVICE:
            for name in ("name", "place", "address"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_service = cleaned.get("kind", self.instance.kind) == Offering.Kind.SERVICE
        if is_service and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", ValidationError(_("Enter the name of the service."), code="required"))
        if not is_service:
            cleaned |= dict.fromkeys({"name", "place", "address"} & self.fields.keys(), "")
        return cleaned

    def _post_clean(self) -> None:
        """The action checks the row; here it would be checked without its centre."""


class OfferingCreateForm(OfferingUpdateForm):
    class Meta(OfferingUpdateForm.Meta):
        fields = ("kind", "name", "place", "address", "public_note", "follows_house")
        widgets = {"kind": ChipRadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Offering.Kind.choices
        self.fields["name"].help_text = _("For a service, as the public reads it, for example: Language mediation.")


class ConsultationHoursForm(WeekForm):
    """The week of one person; spans need no offer."""

    modes = ()

    are_public = forms.BooleanField(
        label=_("Show these hours on the team page"),
        required=False,
        help_text=_("Only with the consent of the person, and only if she stands on the team page."),
    )
