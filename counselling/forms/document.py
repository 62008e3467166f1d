"""The form of a document. A chosen file cannot be shown again; everything else is kept when something is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.models import DocumentKind
from ibs_portal.ui.forms import ChipRadioSelect, NativeDate

REMINDERS = [
    ("", _("no follow-up")),
    ("28", _("4 weeks before")),
    ("56", _("8 weeks before")),
    ("84", _("12 weeks before")),
]


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, JPEG, PNG or Word (.docx), up to 20 MB. Its name is not kept, nor place and time in pictures."
        ),
        widget=forms.ClearableFileInput({"accept": ".pdf,.jpg,.jpeg,.png,.docx"}),
        allow_empty_file=True,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind, widget=ChipRadioSelect)
    note = forms.CharField(label=_("In short"), max_length=200, required=False)
    dated_on = forms.DateField(label=_("Date of the document"), widget=NativeDate, required=False)
    expires_on = forms.DateField(label=_("Valid until"), widget=NativeDate, required=False)
    remind_days = forms.TypedChoiceField(
        label=_("Follow-up before it expires"),
        choices=REMINDERS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=ChipRadioSelect,
        initial="56",
    )

    def facts(self) -> dict[str, Any]:
        """What the action takes beside the file."""
        return {name: self.cleaned_data[name] for name in ("kind", "note", "dated_on", "expires_on", "remind_days")}


class DocumentDeleteForm(forms.Form):
    """Nothing to fill in: the button is the answer."""
