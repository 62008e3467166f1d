"""Brings the roles of the code into the database as groups, so that Django admin can hand them out."""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions

from ibs_portal.accounts.roles import ROLES


def sync_roles(app_label: str) -> None:
    """Gives each group exactly the permissions of its role that belong to this app."""
    Group, Permission = all_apps.get_model("auth", "Group"), all_apps.get_model("auth", "Permission")
    known = {p.codename: p for p in Permission.objects.filter(content_type__app_label=app_label)}
    for role in ROLES.values():
        group, _created = Group.objects.get_or_create(name=role.code)
        names = {p.partition(".")[2] for p in role.permissions if p.startswith(f"{app_label}.")}
        group.permissions.remove(*(known[name] for name in known.keys() - names))
        group.permissions.add(*(known[name] for name in known.keys() & names))


def sync_roles_after_migrate(app_config, apps=all_apps, using: str = "default", **kwargs) -> None:
    """Receiver of ``post_migrate``; in a partly migrated database the tables may still be missing."""
    try:
        apps.get_model("auth", "Permission")
    except LookupError:
        return
    if any(p.startswith(f"{app_config.label}.") for role in ROLES.values() for p in role.permissions):
        create_permissions(app_config, apps=apps, verbosity=0, using=using)
        sync_roles(app_config.label)
