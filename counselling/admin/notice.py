"""What a controller tells people about their data, in its own words."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from counselling.forms.setup import PrivacyNoticeSetupForm
from counselling.models import PrivacyNotice
from counselling.models.notice import NOTICE_TEXTS


@admin.register(PrivacyNotice)
class PrivacyNoticeAdmin(admin.ModelAdmin):
    form = PrivacyNoticeSetupForm
    list_display = ("controller",)
    autocomplete_fields = ("controller",)

    def get_fieldsets(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> list:
        """The words of each language under its own heading."""
        texts = [(name, {"fields": [f"{code}__{text}" for text in NOTICE_TEXTS]}) for code, name in settings.LANGUAGES]
        return [(None, {"fields": ("controller",)}), *texts]

    def get_form(
        self, request: HttpRequest, obj: PrivacyNotice | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Without the fields that the form makes itself, which no model field stands for."""
        return super().get_form(request, obj, change, **{**kwargs, "fields": PrivacyNoticeSetupForm.Meta.fields})
