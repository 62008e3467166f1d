"""Forms of the directory of partners."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.forms.words import LanguagesField, LanguageWordField
from counselling.models import Partner, Topic
from ibs_portal.ui.forms import ChipCheckboxSelect, ChipRadioSelect

ALL = ("", _("all"))


class PartnerForm(forms.ModelForm):
    languages = LanguagesField(label=_("Languages"), required=False, help_text=_("With commas between them."))
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    is_checked = forms.BooleanField(
        label=_("Checked today: phone, address and hours are right"), required=False, initial=True
    )

    class Meta:
        model = Partner
        fields = (
            *("name", "kind", "topics", "offers", "languages", "street", "postcode", "town", "phone", "email"),
            *("website", "hours", "access", "costs", "note", "is_active"),
        )
        widgets = {
            "topics": ChipCheckboxSelect(columns=True),
            "access": ChipRadioSelect,
            "offers": forms.Textarea({"rows": 3}),
            "hours": forms.Textarea({"rows": 3}),
            "note": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.active()
        self.order_fields([*self.Meta.fields[:-1], "is_checked", "is_active"])

    def _post_clean(self) -> None:
        """The action checks the row; here it would be checked with the values of before."""


class PartnerFilterForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label=_("Word"), max_length=100, required=False)
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.none(), required=False, empty_label=ALL[1])
    language = LanguageWordField(label=_("Language"), list_id="languages", required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *Partner.Kind.choices], required=False)
    stale = forms.BooleanField(label=_("to be checked"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.active()
