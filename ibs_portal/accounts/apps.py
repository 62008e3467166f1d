from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.role_sync import sync_roles_after_migrate
from ibs_portal.ui import navigation
from ibs_portal.ui.navigation import NavItem

SECURITY_MENU = (
    NavItem(_("E-mail address"), "account_email", order=10),
    NavItem(_("Password"), "account_change_password", section="account_set_password", order=20),
    NavItem(_("Second factor"), "mfa_index", section="mfa_", order=30),
    NavItem(_("Devices"), "usersessions_list", order=40),
)


class AccountsConfig(AppConfig):
    name = "ibs_portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts and organisations")

    def ready(self) -> None:
        # Every sending app: an app's permissions exist only after its own part of migrate.
        post_migrate.connect(sync_roles_after_migrate, dispatch_uid="accounts.sync_roles")
        navigation.register("service", NavItem(_("My account"), "accounts:landing", order=30))
        navigation.register("security", *SECURITY_MENU)
        security_pages = tuple(item.url_name for item in SECURITY_MENU)
        navigation.register(
            "account",
            NavItem(_("Login and security"), "account_email", section=("mfa_", *security_pages), order=80),
            NavItem(_("Log out"), "account_logout", order=90),
        )
