"""Handing out the copy of somebody's data: in which form, how she asked, and that it is her."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipRadioSelect


class Asked(models.TextChoices):
    PHONE = "phone", _("by phone")
    LETTER = "letter", _("by letter")
    MAIL = "mail", _("by e-mail")
    VISIT = "visit", _("in person")


class DataCopyForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("In which form?"),
        widget=ChipRadioSelect,
        choices=[("pdf", _("PDF, to read and print")), ("json", _("file for other programs (JSON)"))],
        initial="pdf",
    )
    asked = forms.ChoiceField(
        label=_("How did the person ask?"),
        widget=ChipRadioSelect,
        choices=Asked.choices,
        error_messages={"required": _("Choose how the person asked.")},
    )
    is_her = forms.BooleanField(
        label=_("I am sure that it is this person"),
        help_text=_("For example: called back under the number in the file, or seen a document."),
        error_messages={"required": _("Make sure who is asking before you hand anything out.")},
    )
