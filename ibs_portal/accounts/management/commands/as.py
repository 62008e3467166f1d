"""A shell, or one line of Python, with the eyes of somebody: the walls stand as they stand for her."""

import code
import importlib
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ibs_portal.accounts.models import User
from ibs_portal.database.identity import asking_as, asking_as_job, at_the_door

BANNER = "You are {who}, role {role}. All models are here; what you change is kept when you leave (Ctrl-D)."


class Command(BaseCommand):
    help = "Opens a shell as somebody, for example: make manage ARGS='as beratung@example.org'."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("who", help="an e-mail address, or one of: anonymous, job")
        parser.add_argument("-c", "--command", help="one line of Python instead of a shell")

    def handle(self, *, who: str, command: str | None, **options: Any) -> None:
        with self._asking(who) as identity:
            names = {model.__name__: model for model in apps.get_models()} | {"identity": identity}
            if command is not None:
                # The developer's own line, typed into her own terminal.
                exec(command, names)  # noqa: S102
                return
            importlib.import_module("readline")
            code.interact(BANNER.format(who=who, role=identity.role), local=names, exitmsg="")

    def _asking(self, who: str):
        if who == "job":
            return asking_as_job()
        if who == "anonymous":
            return asking_as(None)
        with at_the_door():
            user = User.objects.filter(email__iexact=who).first()
        if user is None:
            raise CommandError(f"Nobody has the address {who}.")
        return asking_as(user)
