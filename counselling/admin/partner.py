"""Partner services in the set-up, beside the pages of the staff."""

from django.contrib import admin

from counselling.forms.setup import PartnerSetupForm
from counselling.models import Partner


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):
    form = PartnerSetupForm
    list_display = ("name", "kind", "town", "phone", "checked_on", "is_active")
    list_filter = ("kind", "is_active", "topics")
    search_fields = ("name", "offers", "town")
    readonly_fields = ("created_at",)
