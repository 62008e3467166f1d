"""Set-up: what a state or a town asks for before it gives its card to volunteers."""

from django import forms
from django.contrib import admin

from volunteers.models import CardTerms


class CardTermsForm(forms.ModelForm):
    url = forms.URLField(
        label=CardTerms._meta.get_field("url").verbose_name, max_length=200, required=False, assume_scheme="https"
    )


@admin.register(CardTerms)
class CardTermsAdmin(admin.ModelAdmin):
    form = CardTermsForm
    list_display = ("federal_state", "programme", "hours_a_week", "hours_a_year", "years", "minimum_age")
    list_filter = ("federal_state",)
    autocomplete_fields = ("programme",)
