"""Compares the figures of the year with contacts and cases, and puts them right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from counselling.actions.report import rebuild_figures
from counselling.queries.report import wrong_figures


class Command(BaseCommand):
    help = "Compares the figures of the year with contacts and cases, and counts anew if any differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare; ends with an error if any differs")

    def handle(self, *, check: bool, **options: Any) -> None:
        if not check:
            self.stdout.write(f"Figures put right: {rebuild_figures(by=None)}")
        elif wrong := wrong_figures():
            raise CommandError(f"{wrong} figures differ from contacts and cases.")
        else:
            self.stdout.write("All figures are right.")
