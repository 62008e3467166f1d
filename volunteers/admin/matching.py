"""Set-up: cohorts. Skilled workers, needs and matches are files of people and are not here."""

from django.contrib import admin

from volunteers.models import Cohort


@admin.register(Cohort)
class CohortAdmin(admin.ModelAdmin):
    list_display = ("name", "programme", "employer", "arrives_on", "expected")
    list_filter = ("programme", "employer")
    search_fields = ("name",)
    autocomplete_fields = ("programme", "employer")
    date_hierarchy = "arrives_on"
