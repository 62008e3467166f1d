"""Builds the walls of ``access.py`` anew: after a change of it, of the secret, or of the logins."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ibs_portal.database.rights import WallsError, build_walls


class Command(BaseCommand):
    help = "Makes the database's roles, rights and policies what ibs_portal/database/access.py says."

    def handle(self, **options: Any) -> None:
        try:
            build_walls()
        except WallsError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The walls stand.")
