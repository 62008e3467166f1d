"""Set-up: programmes, topics, trainings. Nobody's file is here.

Nothing is deleted: whether rows of people hang on it is not for the set-up to see. It is switched off instead.
"""

from typing import Any

from django.contrib import admin
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from volunteers.models import DistrictDistance, Offer, Programme, Training


class KeptAdmin(admin.ModelAdmin):
    # Whose people they are is said once: another answer would hand them to somebody else.
    fixed: tuple[str, ...] = ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fixed if obj else ()


@admin.register(Programme)
class ProgrammeAdmin(KeptAdmin):
    fixed = ("organisation",)
    list_display = ("name", "organisation", "town", "federal_state", "is_open")
    list_filter = ("is_open", "federal_state", "organisation")
    search_fields = ("name", "town")
    autocomplete_fields = ("organisation", "partners")
    prepopulated_fields = {"slug": ("name",)}

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "topics":
            kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Offer)
class OfferAdmin(KeptAdmin):
    list_display = ("name_de", "name_en", "code", "position", "is_active")
    list_editable = ("position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name_de", "name_en", "code")
    prepopulated_fields = {"code": ("name_en",)}


@admin.register(Training)
class TrainingAdmin(KeptAdmin):
    fixed = ("programme",)
    list_display = ("title", "programme", "is_mandatory", "valid_months", "is_active")
    list_filter = ("programme", "is_mandatory", "is_active")
    search_fields = ("title",)
    autocomplete_fields = ("programme",)


@admin.register(DistrictDistance)
class DistrictDistanceAdmin(admin.ModelAdmin):
    """Nobody's file hangs on a way: it may be deleted."""

    list_display = ("first", "second", "minutes", "programme")
    list_editable = ("minutes",)
    list_filter = ("programme",)
    search_fields = ("first", "second")
    autocomplete_fields = ("programme",)
    list_per_page = 50
