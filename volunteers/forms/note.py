"""The form for a note about a volunteer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NOTE = 4000


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("New note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only coordinators of the programme read it. It is kept encrypted."),
        error_messages={"required": _("Write something, or cancel.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["maxlength"] = LONGEST_NOTE
