"""Templates of answers: one text per language of the site."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from counselling.forms.answertemplate import AnswerTemplateSetupForm
from counselling.models import AnswerTemplate


@admin.register(AnswerTemplate)
class AnswerTemplateAdmin(admin.ModelAdmin):
    form = AnswerTemplateSetupForm
    list_display = ("title", "in_languages", "order", "is_active")
    list_filter = ("is_active",)
    list_editable = ("order",)
    search_fields = ("title", "texts")
    ordering = ("order", "title")

    @admin.display(description=_("languages"))
    def in_languages(self, template: AnswerTemplate) -> str:
        return ", ".join(template.languages)

    def get_fieldsets(self, request: HttpRequest, obj: AnswerTemplate | None = None) -> list:
        texts = [f"text_{code}" for code, _name in settings.LANGUAGES]
        return [(None, {"fields": ("title", "order", "is_active")}), (_("Texts"), {"fields": texts})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Without the fields that the form makes itself, which no model field stands for."""
        return super().get_form(request, obj, change, **{**kwargs, "fields": AnswerTemplateSetupForm.Meta.fields})
