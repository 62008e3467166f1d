"""Forms about one volunteer: details, next step, pause."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipRadioSelect, DateInThreeFields, NativeDate, NativeDateTime
from volunteers.forms.consent import ToldConsentMixin
from volunteers.forms.languages import LanguageRowsMixin
from volunteers.forms.signup import is_phone, is_postcode
from volunteers.forms.times import SituationField, WayField
from volunteers.forms.topics import TopicsField, with_topics
from volunteers.models import Offer, Programme, Volunteer
from volunteers.rules.availability import slot_choices


class DetailsForm(LanguageRowsMixin, forms.ModelForm):
    """What a volunteer tells about herself; staff and the volunteer fill in the same."""

    availability = forms.MultipleChoiceField(
        label=_("Has time"), choices=slot_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    offers = TopicsField(label=_("Likes to do"), required=False, widget=forms.CheckboxSelectMultiple)

    max_minutes = WayField()
    situation = SituationField()

    class Meta:
        model = Volunteer
        fields = (
            "given_name",
            "family_name",
            "email",
            "phone",
            "gender",
            "contact_language",
            "postcode",
            "district",
            "max_matches",
            "wish_gender",
            "max_minutes",
            "situation",
            "availability",
            "offers",
            "interests",
            "motivation",
        )
        widgets = {
            "phone": forms.TextInput({"type": "tel"}),
            "motivation": forms.Textarea({"rows": 3, "maxlength": 2000}),
            "max_matches": forms.Select(choices=[(n, n) for n in (1, 2, 3)]),
            "postcode": forms.TextInput({"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance and instance.pk:
            kwargs.setdefault("spoken", [(row.code, row.level) for row in instance.languages.all()])
        super().__init__(*args, **kwargs)
        self.fields["phone"].validators.append(is_phone)
        self.fields["postcode"].validators.append(is_postcode)
        if instance and instance.user_id and "email" in self.fields:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("The person changes this address in her account.")

    def details(self) -> dict[str, Any]:
        """What the actions take as ``details``."""
        others = ("offers", "languages", "language_words", "programme", "consents", "how")
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in others and not name.startswith(("language_", "level_"))
        }


class VolunteerCreateForm(ToldConsentMixin, DetailsForm):
    """Somebody on the phone or at the desk."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.filter(organisation=user.organisation_id)
        self.fields["programme"].queryset = programmes
        self.fields["programme"].initial = programmes.first()
        with_topics(self, programmes)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        programme, offers = cleaned.get("programme"), cleaned.get("offers")
        if programme and offers:
            offered = Offer.objects.offered_in([programme])
            if others := [offer for offer in offers if offer not in offered]:
                words = _("%(programme)s does not offer this: %(topics)s")
                details = {"programme": programme, "topics": ", ".join(map(str, others))}
                self.add_error("offers", forms.ValidationError(words, "offers", details))
        return cleaned


class MyProfileForm(DetailsForm):
    class Meta(DetailsForm.Meta):
        fields = tuple(name for name in DetailsForm.Meta.fields if name != "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["availability"].label = _("When do you usually have time?")
        self.fields["offers"].label = _("What would you like to do?")
        self.fields["max_matches"].label = _("How many people would you accompany at most?")
        self.fields["motivation"].label = _("Your message")


class AdvanceForm(forms.Form):
    """The details that a step needs; other fields are left out."""

    NEEDED = {"interview": ("interview_at",), "paused": ("paused_until",), "left": ("end_reason",)}

    to = forms.ChoiceField(widget=forms.HiddenInput)
    interview_at = forms.DateTimeField(label=_("Interview at"), widget=NativeDateTime())
    paused_until = forms.DateField(
        label=_("Back on"), required=False, widget=NativeDate(), help_text=_("Leave empty if it is not known yet.")
    )
    end_reason = forms.ChoiceField(label=_("Reason"), widget=ChipRadioSelect)

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = Volunteer.Status.choices
        self.fields["to"].initial = to
        self.fields["end_reason"].choices = Volunteer.EndReason.choices
        for name in {"interview_at", "paused_until", "end_reason"} - set(self.NEEDED.get(to, ())):
            del self.fields[name]


# What volunteers give as reasons of their own.
OWN_REASONS = ("time", "moved", "other_work", "personal")


class MyPauseForm(forms.Form):
    paused_until = DateInThreeFields(
        label=_("Until when do you need a break?"),
        required=False,
        help_text=_("If you do not know yet, leave it empty. You can come back at any time."),
    )


class MyLeaveForm(forms.Form):
    end_reason = forms.ChoiceField(
        label=_("Why do you stop?"),
        widget=forms.RadioSelect,
        choices=lambda: [pair for pair in Volunteer.EndReason.choices if pair[0] in OWN_REASONS],
        error_messages={"required": _("Choose an answer. It helps us to do better.")},
    )
