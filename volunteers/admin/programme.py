"""Set-up: programmes, topics, trainings. Nobody's file is here."""

from django.contrib import admin
from django.http import HttpRequest

from volunteers.models import Offer, Programme, Training


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    list_display = ("name", "organisation", "town", "federal_state", "is_open")
    list_filter = ("is_open", "federal_state", "organisation")
    search_fields = ("name", "town")
    autocomplete_fields = ("organisation", "partners")
    prepopulated_fields = {"slug": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Programme | None = None) -> bool:
        return False


@admin.register(Offer)
class OfferAdmin(admin.ModelAdmin):
    list_display = ("name_de", "name_en", "code", "position", "is_active")
    list_editable = ("position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name_de", "name_en", "code")
    prepopulated_fields = {"code": ("name_en",)}


@admin.register(Training)
class TrainingAdmin(admin.ModelAdmin):
    list_display = ("title", "programme", "is_mandatory", "valid_months", "is_active")
    list_filter = ("programme", "is_mandatory", "is_active")
    search_fields = ("title",)
    autocomplete_fields = ("programme",)
