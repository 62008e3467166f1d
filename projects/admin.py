"""Set-up of projects, places and series. Events are made in the staff area; guests never appear here."""

from django.contrib import admin

from projects.models import EventSeries, Place, Project


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ("title_de", "kind", "organisation", "is_public", "order")
    list_filter = ("kind", "is_public", "organisation")
    list_editable = ("order",)
    list_select_related = ("organisation",)
    search_fields = ("title_de", "title_en", "slug")
    autocomplete_fields = ("organisation",)
    prepopulated_fields = {"slug": ("title_de",)}


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ("name", "street", "town", "is_step_free")
    list_filter = ("is_step_free", "town")
    search_fields = ("name", "street", "town")


@admin.register(EventSeries)
class EventSeriesAdmin(admin.ModelAdmin):
    list_display = ("title_de", "project", "rule", "start_time", "starts_on", "until")
    list_filter = ("project", "holiday_region")
    list_select_related = ("project",)
    search_fields = ("title_de", "title_en", "project__title_de")
    autocomplete_fields = ("project", "place")
