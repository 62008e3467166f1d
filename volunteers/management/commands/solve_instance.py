"""The solver of the matching runs, on a file: for audits, and to rehearse other weights on last year's data."""

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from volunteers.rules.assignment import Engine, InstanceError, assign
from volunteers.rules.assignment_file import as_json, instance_of


class Command(BaseCommand):
    help = (
        "Reads an instance from a JSON file and prints the best assignment: priority first, then the number matched, "
        "then the score. Asks no database."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="see volunteers/rules/assignment_file.py for its form")
        parser.add_argument(
            "--engine", choices=[engine.value for engine in Engine], help="otherwise chosen by the number of pairs"
        )

    def handle(self, *, file: Path, engine: str | None, **options: Any) -> None:
        try:
            instance = instance_of(_read(file))
            begun = time.perf_counter()
            assignment = assign(instance, Engine(engine) if engine else None)
        except InstanceError as mistake:
            raise CommandError(str(mistake)) from mistake
        self.stdout.write(json.dumps(as_json(assignment, seconds=time.perf_counter() - begun), ensure_ascii=False))


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{file} is not JSON: {error}.") from error
