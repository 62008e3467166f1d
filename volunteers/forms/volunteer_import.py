"""Choosing a list of volunteers, and saying what its columns are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibs_portal.documents.lists.forms import ListCheckForm, ListUploadForm
from volunteers.forms.worker import own_programmes
from volunteers.models import Programme

PEOPLE_WORDS = {
    "given": _("Given names"),
    "family": _("Family name"),
    "full": _("Whole name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "gender": _("Gender"),
    "languages": _("Languages"),
    "postcode": _("Postcode"),
    "district": _("District"),
    "interests": _("Interests"),
}


class VolunteerImportForm(ListUploadForm):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_programmes(self.fields["programme"], user)


class VolunteerImportCheckForm(ListCheckForm):
    column_words = {**PEOPLE_WORDS, "offers": _("Likes to do"), "motivation": _("Motivation")}

    invite = forms.BooleanField(
        label=_("Write to everybody who has an e-mail address and ask for the consents"),
        required=False,
        help_text=_(
            "Nobody of a list has agreed to anything yet. Without this mail the portal asks at the first login, "
            "and you on the phone."
        ),
    )
