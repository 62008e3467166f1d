"""Forms about groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import CompanionGroup, Programme, Volunteer
from volunteers.rules.group import ASSIGNABLE, free_seats


class GroupForm(forms.ModelForm):
    class Meta:
        model = CompanionGroup
        fields = ("name", "focus", "seats", "max_matches", "meets")


class GroupCreateForm(GroupForm):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.filter(organisation=user.organisation_id)
        first = self.fields["programme"].queryset.first()
        self.fields["programme"].initial, self.fields["seats"].initial = first, first.group_seats if first else 8


class GroupUpdateForm(GroupForm):
    class Meta(GroupForm.Meta):
        fields = (*GroupForm.Meta.fields, "speaker", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].queryset = Volunteer.objects.filter(
            memberships__group=self.instance, memberships__left_on=None
        )


class GroupAssignForm(forms.Form):
    """Which group a volunteer joins: those with free places, the focus and the places said."""

    group = forms.ModelChoiceField(
        label=_("Group"), queryset=CompanionGroup.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = CompanionGroup.objects.filter(programme=volunteer.programme_id, is_active=True).with_member_count()
        self.fields["group"].queryset = groups
        self.fields["group"].label_from_instance = _group_words


class MemberForm(forms.Form):
    """Who joins this group: volunteers who are accepted and have no group yet."""

    volunteer = forms.ModelChoiceField(label=_("Volunteer"), queryset=Volunteer.objects.none(), empty_label="")

    def __init__(self, *args: Any, group: CompanionGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Volunteer.objects.filter(programme=group.programme_id, status__in=ASSIGNABLE)
        self.fields["volunteer"].queryset = rows.exclude(memberships__left_on=None, memberships__isnull=False)


def _group_words(group: CompanionGroup) -> str:
    free = _("%(free)d of %(seats)d places free") % {
        "free": free_seats(group.seats, group.member_count),
        "seats": group.seats,
    }
    return ", ".join(filter(None, (group.name, group.focus, str(free))))
