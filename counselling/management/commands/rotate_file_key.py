"""``manage.py rotate_file_key``: encrypts every document with the first key of ``PORTAL_FILE_KEY``."""

from typing import Any

from django.core.management.base import BaseCommand

from counselling.actions.document import rotate_key
from ibs_portal.database.identity import asking_as_job


class Command(BaseCommand):
    help = "Encrypts all documents with the first key; the others can go afterwards. Can be stopped and begun again."

    def handle(self, *args: Any, **options: Any) -> None:
        total, after = 0, 0
        while True:
            with asking_as_job():
                changed, after = rotate_key(by=None, after=after)
            total += changed
            if not after:
                break
        self.stdout.write(f"{total} documents encrypted anew.")
