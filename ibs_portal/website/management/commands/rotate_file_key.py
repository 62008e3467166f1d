"""``manage.py rotate_file_key``: encrypts documents and texts with the first key of ``PORTAL_FILE_KEY``."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand

from counselling.actions.document import rotate_key
from ibs_portal.database.identity import asking_as_job
from ibs_portal.privacy.key_change import models_with_sealed_texts, seal_anew


class Command(BaseCommand):
    help = (
        "Encrypts all documents and encrypted texts with the first key; the others can go afterwards. "
        "Can be stopped and begun again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{_all(partial(rotate_key, by=None))} documents encrypted anew.")
        for model, _fields in models_with_sealed_texts():
            self.stdout.write(f"{model._meta.label}: {_all(partial(seal_anew, model))} rows encrypted anew.")


def _all(some: Callable[..., tuple[int, int]]) -> int:
    """Some rows after the others, each time in a transaction of its own."""
    total, after = 0, 0
    while True:
        with asking_as_job():
            changed, after = some(after=after)
        total += changed
        if not after:
            return total
