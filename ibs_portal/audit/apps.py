from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from ibs_portal.audit.triggers import install_after_migrate
from ibs_portal.ui import navigation
from ibs_portal.ui.navigation import NavItem


class AuditConfig(AppConfig):
    name = "ibs_portal.audit"
    label = "audit"
    verbose_name = _("Trail")

    def ready(self) -> None:
        item = NavItem(_("Trail"), "audit:entry_list", "audit:", permission="audit.view_trail", order=95)
        navigation.register("staff", item)
        post_migrate.connect(install_after_migrate, sender=self)
