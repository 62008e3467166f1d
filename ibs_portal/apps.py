"""Django admin with the portal's own site."""

from django.contrib.admin.apps import AdminConfig


class SetupConfig(AdminConfig):
    default_site = "ibs_portal.setup_site.SetupSite"
