"""One row of a list of people: what it says, and everything that is wrong with it, in sentences."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ibs_portal.documents.lists.words import Resolve

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_WORD = 40
LONGEST_CELL = 500


@dataclass
class ListRow:
    """What becomes of a row, or why nothing does."""

    number: int
    values: list[str]
    names: tuple[str, str] = ("", "")
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    # People who are there and may be the same, in words.
    alike: list[str] = field(default_factory=list)
    # Why the person is there already, without doubt: no mistake of the list, and nothing to be done.
    there: str = ""

    @property
    def is_good(self) -> bool:
        return not self.problems and not self.there

    @property
    def name(self) -> str:
        return " ".join(self.names).strip()

    @property
    def words(self) -> str:
        """What the row says, to recognise it by; cells without a word are left out."""
        return " · ".join(value for value in self.values if value.strip())

    @property
    def reason(self) -> str:
        """Why it is not taken over."""
        return " ".join([self.there, *self.problems]).strip()


def begin_row(
    number: int, values: Sequence[str], mapping: Sequence[str], *, longest: Mapping[str, int]
) -> tuple[ListRow, dict[str, str]]:
    """The row with its name, or why it has none, and its cells by column: none of them where one is a formula."""
    row = ListRow(number, list(values))
    cells = {column: values[place].strip() for place, column in enumerate(mapping) if column and place < len(values)}
    if any(value.startswith("=") for value in cells.values()):
        row.problems.append(_("A cell holds a formula. Put in its value instead."))
        return row, {}
    row.problems += [
        _("“%(text)s …” is too long.") % {"text": cells[c][:20]}
        for c in cells
        if len(cells[c]) > longest.get(c, LONGEST_CELL)
    ]
    row.names = names_of(cells)
    if not any(row.names):
        row.problems.append(_("There is no name."))
    return row, cells


def names_of(cells: Mapping[str, str]) -> tuple[str, str]:
    """Given and family name; "Family, Given" and "Given Family" in one cell are told apart."""
    given, family, full = (cells.get(column, "") for column in ("given", "family", "full"))
    if full and not given and not family:
        if "," in full:
            family, _comma, given = full.partition(",")
        else:
            given, _space, family = full.rpartition(" ")
    return given.strip(), family.strip()


def keep_texts(row: ListRow, cells: Mapping[str, str], columns: Iterable[str]) -> None:
    """Takes these cells as they stand; an address must look like one."""
    kept = {column: cells[column] for column in columns if cells.get(column)}
    if "email" in kept and not EMAIL.fullmatch(kept["email"]):
        row.problems.append(_("“%(word)s” is no e-mail address.") % {"word": kept["email"][:LONGEST_WORD]})
    row.facts |= kept


def read_word(row: ListRow, word: str, name: str, resolve: Resolve, problem: str) -> None:
    """A word that must be known; ``problem`` says so with ``%(word)s``."""
    if not word:
        return
    if code := resolve(word):
        row.facts[name] = code
    else:
        row.problems.append(problem % {"word": word[:LONGEST_WORD]})


def words_in(text: str) -> list[str]:
    """``"Arabisch, Englisch und Deutsch"`` → three words."""
    return [word.strip() for word in re.split(r"[,;/]|\bund\b|\band\b", text) if word.strip()]


def read_languages(row: ListRow, text: str, resolve: Resolve) -> None:
    codes = {word: resolve(word) for word in words_in(text)}
    row.problems += [unknown_language(word) for word, code in codes.items() if not code]
    row.facts["languages"] = list(dict.fromkeys(code for code in codes.values() if code))


def unknown_language(word: str) -> str:
    return _("“%(word)s” is no language we know.") % {"word": word[:LONGEST_WORD]}


def mark_repeated(rows: Sequence[ListRow], key: Callable[[ListRow], Any], problem: str) -> None:
    """Refuses a row that says the same person as one above it; ``key`` is empty for rows that cannot be compared."""
    seen: dict[Any, int] = {}
    for row in rows:
        if not row.is_good or not (own := key(row)):
            continue
        if own in seen:
            row.problems.append(problem % {"number": seen[own]})
        else:
            seen[own] = row.number
