"""Makes the keys anew under which people are found: after a change of the rules, or of names past the portal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from counselling.actions.finding import write_keys
from counselling.models import Client

BATCH = 2000


class Command(BaseCommand):
    help = "Makes the keys of the name finder anew. Needs the login of the owner; people may go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true", help="only of people who have none yet")

    def handle(self, *, missing: bool, **options: Any) -> None:
        written = rebuild(only_missing=missing)
        self.stdout.write(f"{written} people can be found under their names.")


def rebuild(*, only_missing: bool = False) -> int:
    """In steps of some thousand people, each a transaction that holds their files still; how many were written."""
    written, last = 0, 0
    while True:
        with transaction.atomic():
            rows = Client.objects.filter(pk__gt=last).order_by("pk").select_for_update(of=("self",))
            clients = list((rows.filter(name_keys=None) if only_missing else rows)[:BATCH])
            if not clients:
                return written
            written += write_keys(clients, by=None)
            last = clients[-1].pk
