from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from ibs_portal.database.rights import build_after_migrate, open_for_migration


class DatabaseConfig(AppConfig):
    name = "ibs_portal.database"
    label = "database"

    def ready(self) -> None:
        pre_migrate.connect(open_for_migration, sender=self)
        post_migrate.connect(build_after_migrate, sender=self)
