"""Forms of referrals: with information only, with personal data, and for the answer."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.forms.release import RecipientFields
from counselling.models import ConfidentialityRelease, Matter, Referral
from ibs_portal.ui.forms import ChipCheckboxSelect, ChipRadioSelect, NativeDate

ASK_AGAIN = {"help_text": _("Becomes a follow-up, on a day on which the centre works. Empty: none.")}


class InformForm(RecipientFields):
    """There is no field for personal data."""

    told = forms.CharField(
        label=_("Which information was given"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: address and hours, leaflet on courses."),
    )
    referred_on = forms.DateField(label=_("On"), widget=NativeDate)
    ask_again_on = forms.DateField(label=_("Ask the person again on"), widget=NativeDate, required=False, **ASK_AGAIN)


class ReleaseChoice(forms.ModelChoiceField):
    def label_from_instance(self, release: Any) -> str:
        covers = ", ".join(release.matter_labels) or release.scope_text
        words = {"who": release.recipient, "day": f"{release.valid_until:%d.%m.%Y}", "covers": covers}
        return _("%(who)s, until %(day)s: %(covers)s") % words


class ReferralForm(forms.Form):
    """Who is told stands in the release that is chosen, and nowhere else."""

    release = ReleaseChoice(
        label=_("Release from confidentiality"),
        queryset=ConfidentialityRelease.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"invalid_choice": _("This release is not one of this person.")},
    )
    matters = forms.MultipleChoiceField(
        label=_("What is told"),
        choices=Matter,
        widget=ChipCheckboxSelect(columns=True),
        required=False,
        help_text=_("No more than the release covers, and no more than is needed."),
    )
    told = forms.CharField(
        label=_("Text of the letter"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Stands in the letter as you write it."),
    )
    referred_on = forms.DateField(label=_("On"), widget=NativeDate)
    ask_again_on = forms.DateField(label=_("Ask the partner again on"), widget=NativeDate, required=False, **ASK_AGAIN)

    def __init__(self, *args: Any, releases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("release", ""))
        # The one that was chosen stays on the page, even if it has been withdrawn meanwhile: the action says so.
        chosen = Q(pk=int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 19 else Q(pk=None)
        valid = Q(pk__in=releases.valid_on(timezone.localdate()).values("pk"))
        self.fields["release"].queryset = releases.filter(valid | chosen).select_related("partner")


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("Answer"), choices=Referral.Answer, widget=ChipRadioSelect)
    answered_on = forms.DateField(
        label=_("On"), widget=NativeDate, required=False, help_text=_("Empty if there is no answer yet.")
    )
    answer_text = forms.CharField(label=_("What they said"), max_length=500, required=False)
    ask_again_on = forms.DateField(label=_("Ask again on"), widget=NativeDate, required=False, **ASK_AGAIN)
