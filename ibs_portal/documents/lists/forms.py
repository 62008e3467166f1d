"""Choosing a list, and saying what its columns are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ListUploadForm(forms.Form):
    """One file. What it is, is looked at in the file itself."""

    mark_optional = False
    file = forms.FileField(
        label=_("Excel or CSV file"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Up to 5 MB and 12,000 rows. The list is kept for a day at most, and only you see it."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    again = forms.BooleanField(label=_("Take over a file again that was taken over before"), required=False)


class ListCheckForm(forms.Form):
    """A choice for each column of the list, guessed from its headings; ``column_words`` names what there is."""

    mark_optional = False
    column_words: Mapping[str, Any] = {}

    leave_out_alike = forms.BooleanField(
        label=_("Leave out rows that look like somebody there already"), required=False
    )

    def __init__(self, *args: Any, headings: Sequence[str], rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading_row"] = forms.IntegerField(
            label=gettext("Row with the headings"), min_value=1, max_value=max(rows, 1), widget=forms.NumberInput()
        )
        choices = [("", gettext("leave out")), *self.column_words.items()]
        self.columns = [f"column_{place}" for place in range(len(headings))]
        for name, heading in zip(self.columns, headings, strict=True):
            label = heading[:60] or gettext("column without a heading")
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def column_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.columns]

    def mapping(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.columns]
