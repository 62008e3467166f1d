from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "ibs_portal.ui"
    label = "ui"
    verbose_name = _("Design system")

    def ready(self) -> None:
        # Where there is nothing to fill in, Django's "required" would not say what to do.
        kept = getattr(forms.ChoiceField, "default_error_messages", {})
        forms.ChoiceField.default_error_messages = {**kept, "required": _("Please choose something here.")}
