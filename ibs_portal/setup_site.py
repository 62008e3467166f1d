"""Django admin as the set-up of the portal: same login as everywhere, no content of anybody's file."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class SetupSite(admin.AdminSite):
    site_header = _("IBS portal: set-up")
    site_title = _("Set-up")
    index_title = _("What would you like to set up?")
    login = secure_admin_login(admin.AdminSite.login)
