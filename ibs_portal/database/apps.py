from django.apps import AppConfig
from django.db.models.signals import post_migrate

from ibs_portal.database.rights import grant_after_migrate


class DatabaseConfig(AppConfig):
    name = "ibs_portal.database"
    label = "database"

    def ready(self) -> None:
        post_migrate.connect(grant_after_migrate, sender=self)
