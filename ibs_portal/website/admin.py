"""Texts of the website in the set-up. News are written in the staff area; here they can be read and corrected."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from ibs_portal.website.actions.legal import save_legal_page
from ibs_portal.website.forms.emergency import EmergencyContactForm
from ibs_portal.website.models import EmergencyContact, LegalPage, NewsItem


@admin.register(NewsItem)
class NewsItemAdmin(admin.ModelAdmin):
    list_display = ("title_de", "organisation", "state", "published_at")
    list_filter = ("state", "organisation")
    search_fields = ("title_de", "title_en", "body_de")
    autocomplete_fields = ("organisation",)
    prepopulated_fields = {"slug": ("title_de",)}
    readonly_fields = ("state", "published_at", "changed_at", "author")
    date_hierarchy = "published_at"
    list_select_related = ("organisation",)


@admin.register(LegalPage)
class LegalPageAdmin(admin.ModelAdmin):
    list_display = ("organisation", "kind", "state", "reviewed_on", "is_published", "order")
    list_filter = ("kind", "is_published", "state")
    search_fields = ("organisation__name", "body_de")
    autocomplete_fields = ("organisation",)
    list_select_related = ("organisation",)

    def save_model(self, request: HttpRequest, obj: LegalPage, form: ModelForm, change: bool) -> None:
        save_legal_page(obj, by=request.user)


@admin.register(EmergencyContact)
class EmergencyContactAdmin(admin.ModelAdmin):
    form = EmergencyContactForm
    list_display = ("label_de", "number", "kind", "languages_in_words", "is_visible", "order")
    list_filter = ("kind", "is_visible")
    search_fields = ("label_de", "label_en", "number")

    @admin.display(description=EmergencyContact._meta.get_field("languages").verbose_name)
    def languages_in_words(self, contact: EmergencyContact) -> Any:
        return ", ".join(contact.language_labels) or "–"
