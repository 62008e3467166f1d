"""Subject and text of a mail to several people."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.rules.bulk_mail import check_placeholders


class BulkMailForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("{Vorname} and {Name} become the name of each person. Write nothing about anybody else."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4
        self.fields["text"].initial = _("Hello {Vorname},\n\n")

    def clean_subject(self) -> str:
        check_placeholders(self.cleaned_data["subject"])
        return " ".join(self.cleaned_data["subject"].split())

    def clean_text(self) -> str:
        check_placeholders(self.cleaned_data["text"])
        return self.cleaned_data["text"]
