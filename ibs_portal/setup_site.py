"""Django admin as the set-up of the portal: same login as everywhere, no content of anybody's file."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.set_up import SetUpAdmin

# Libraries register what they hold; here it would show secrets of second factors, sessions of colleagues,
# mails on their way, whose text is an argument of a job, or addresses beside the accounts they belong to.
HIDDEN_APPS = {"account", "auth", "mfa", "procrastinate", "usersessions"}


class SetupSite(admin.AdminSite):
    site_header = _("IBS portal: set-up")
    site_title = _("Set-up")
    index_title = _("What would you like to set up?")
    enable_nav_sidebar = True

    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return secure_admin_login(super().login)(request, extra_context)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models: list[Any] = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        shown = [model for model in models if model._meta.app_label not in HIDDEN_APPS]
        super().register(shown, within_walls(admin_class or admin.ModelAdmin), **options)


def within_walls(admin_class: type[admin.ModelAdmin]) -> type[admin.ModelAdmin]:
    """The admin class with what holds for all of them in front."""
    if issubclass(admin_class, SetUpAdmin):
        return admin_class
    return type(admin_class.__name__, (SetUpAdmin, admin_class), {"__module__": admin_class.__module__})
