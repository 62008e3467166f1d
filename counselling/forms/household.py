"""Forms of a household: somebody without a file, another file, leaving."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models import HouseholdMember
from counselling.queries.clients import Hit
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate

RELATIONS = [(code, label) for code, label in HouseholdMember.Relation.choices if code != "reference"]


class RelationField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("In the household"), choices=RELATIONS, widget=ChipRadioSelect, **kwargs)


class FactsOfMember(forms.Form):
    relation = RelationField()
    birth_year = forms.IntegerField(
        label=_("Year of birth"), min_value=1900, max_value=2100, required=False, help_text=_("If it is known.")
    )
    is_co_advised = forms.BooleanField(
        label=_("Is advised along"),
        required=False,
        help_text=_("Counted as a co-advised person, not as a client."),
    )


class HouseholdMemberForm(FactsOfMember):
    """No name: whoever needs one gets a file."""

    joined_on = forms.DateField(label=_("Lives there since"), widget=NativeDate, help_text=_("Or known to us since."))


class HouseholdChangeForm(FactsOfMember):
    """Of somebody with a file only how she belongs; the reference person stays one unless something else is chosen."""

    def __init__(self, *args: Any, member: HouseholdMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if member.client_id:
            del self.fields["birth_year"], self.fields["is_co_advised"]
            self.fields["relation"].choices = HouseholdMember.Relation.choices


class HouseholdLinkForm(forms.Form):
    """The other file, out of those that were found."""

    other = forms.TypedChoiceField(label=pgettext_lazy("client", "File"), coerce=int, widget=forms.RadioSelect)
    relation = RelationField()
    joined_on = forms.DateField(label=_("Live together since"), widget=NativeDate)

    def __init__(self, *args: Any, hits: Iterable[Hit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [
            (hit.pk, f"{hit.name} · {hit.second_line}" if hit.second_line else hit.name) for hit in hits
        ]


class HouseholdLeaveForm(forms.Form):
    ended_on = forms.DateField(label=_("Lived there until"), widget=NativeDate)
