"""How good the name finder is: a list of people and of what is typed for them, among many made-up people."""

import csv
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from counselling.demo.quality import FIRST, Answer, Pair, Trial

COLUMNS = ("given", "family", "query")
MOST_MISSES = 200


class Command(BaseCommand):
    help = (
        "Loads the people of a list (CSV in UTF-8, columns given, family, query) among made-up ones, searches for them "
        "as a counsellor behind the walls, and takes all of it back. Needs the login of the owner."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pairs", help="the list; a person may have several lines")
        parser.add_argument("--clients", type=int, default=100_000, help="how many made-up people, 100000 by default")

    def handle(self, *, pairs: str, clients: int, **options: Any) -> None:
        found = read_pairs(Path(pairs))
        if not 0 <= clients <= 2_000_000:
            raise CommandError("--clients is a number from 0 to 2000000.")
        with transaction.atomic():
            trial = Trial(found, clients=clients)
            self.stdout.write(f"{trial.size} people, {len(found)} searches as a counsellor")
            for line in report(trial, list(trial.answers())):
                self.stdout.write(line)
            transaction.set_rollback(True)


def read_pairs(path: Path) -> list[Pair]:
    """The lines of the list; ``CommandError`` with a sentence for anything that is no such list."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not in UTF-8 (byte {error.start + 1}). Please save it as CSV UTF-8.") from error
    if "\x00" in text:
        raise CommandError(f"{path} is no text: it holds NUL bytes.")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter, restval="")
    names = [(name or "").strip().lower() for name in rows.fieldnames or ()]
    if missing := [name for name in COLUMNS if name not in names]:
        raise CommandError(
            f"{path} lacks the column {', '.join(missing)}; its first line is: {first.strip() or '(empty)'}"
        )
    rows.fieldnames = names
    found = list(_pairs(rows, path))
    if not found:
        raise CommandError(f"{path} has no line with a person.")
    return found


def _pairs(rows: Any, path: Path) -> Iterator[Pair]:
    for row in rows:
        given, family, query = ((row[name] or "").strip() for name in COLUMNS)
        if not any((given, family, query)):
            continue
        if not query or not (given or family):
            raise CommandError(f"{path}, line {rows.line_num}: a line needs a name and what is typed for it.")
        if max(len(given), len(family)) > 120:
            raise CommandError(f"{path}, line {rows.line_num}: a name has 120 letters at most.")
        yield Pair(rows.line_num, given, family, query)


def report(trial: Trial, answers: list[Answer]) -> Iterator[str]:
    times = sorted(answer.milliseconds for answer in answers)
    slow = times[min(len(times) - 1, int(len(times) * 0.95))]
    for label, border in (("top 1", 1), (f"top {FIRST}", FIRST)):
        number = sum(1 <= answer.place <= border for answer in answers)
        yield f"{label}: {number / len(answers):.1%} ({number} of {len(answers)})"
    yield f"median: {statistics.median(times):.0f} ms"
    yield f"p95: {slow:.0f} ms"
    misses = [answer for answer in answers if not 1 <= answer.place <= FIRST]
    yield f"misses: {len(misses)}"
    for answer in misses[:MOST_MISSES]:
        pair, instead = answer.pair, ", ".join(trial.names(answer.first)) or "nobody"
        place = f"at place {answer.place}" if answer.place else "not at all"
        name = f"{pair.given} {pair.family}".strip()
        yield f"  line {pair.line}: {name} for “{pair.query}”: found {place}; first came {instead}"
