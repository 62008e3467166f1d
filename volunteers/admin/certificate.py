"""Set-up: what a state or a town asks for before it gives its card to volunteers."""

from django.contrib import admin

from volunteers.models import CardTerms


@admin.register(CardTerms)
class CardTermsAdmin(admin.ModelAdmin):
    list_display = ("federal_state", "programme", "hours_a_week", "hours_a_year", "years", "minimum_age")
    list_filter = ("federal_state",)
    autocomplete_fields = ("programme",)
