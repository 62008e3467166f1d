from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.role_sync import sync_roles_after_migrate


class AccountsConfig(AppConfig):
    name = "ibs_portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        # Every sending app: an app's permissions exist only after its own part of migrate.
        post_migrate.connect(sync_roles_after_migrate, dispatch_uid="accounts.sync_roles")
