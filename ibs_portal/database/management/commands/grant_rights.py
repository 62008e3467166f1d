from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ibs_portal.database.rights import grant_serving_rights


class Command(BaseCommand):
    help = "Grants the serving login its rights on all tables; runs by itself after every migration."

    def handle(self, *args, **options) -> None:
        if not grant_serving_rights(connection):
            raise CommandError("There is no serving login apart from the owner's: set DATABASE_OWNER_URL as well.")
        self.stdout.write("Granted.")
