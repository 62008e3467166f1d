"""Emergency numbers in the set-up."""

from django import forms

from ibs_portal.languages import language_choices
from ibs_portal.website.models import EmergencyContact


class EmergencyContactForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=EmergencyContact._meta.get_field("languages").verbose_name,
        choices=language_choices,
        required=False,
        widget=forms.SelectMultiple({"size": 12}),
    )

    class Meta:
        model = EmergencyContact
        fields = [
            "kind",
            "label_de",
            "label_en",
            "number",
            "languages",
            "note_de",
            "note_en",
            "order",
            "is_visible",
        ]
