"""Which column of somebody's list is what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ibs_portal.documents.lists.words import plain

# The headings stand among the first rows, below a title perhaps.
LOOKED_AT = 10


@dataclass(frozen=True)
class Columns:
    """``headings``: column → words that mean it, plain; after the first ``;`` come headings of several words."""

    headings: Mapping[str, str]

    def __iter__(self):
        return iter(self.headings)

    @cached_property
    def known(self) -> dict[str, set[str]]:
        found = {}
        for column, words in self.headings.items():
            single, *phrases = words.split(";")
            found[column] = {*single.split(), *phrases, single}
        return found

    def column_of(self, heading: str) -> str:
        """What a heading means; ``""`` if nobody can tell."""
        words = plain(heading)
        return next((column for column, known in self.known.items() if words in known), "")

    def find_heading_row(self, rows: Sequence[Sequence[str]]) -> int:
        """The row among the first ten whose cells are most like headings; the last of equals: the finer of two rows."""
        scores = [len({self.column_of(cell) for cell in row} - {""}) for row in rows[:LOOKED_AT]]
        best = max(scores, default=0)
        if best:
            return max(number for number, score in enumerate(scores) if score == best)
        return next((number for number, row in enumerate(rows) if any(row)), 0)

    def guess(self, headings: Sequence[str]) -> list[str]:
        """A column for each heading, each at most once. "Name" beside "Vorname" is the family name."""
        mapping: list[str] = []
        for heading in headings:
            column = self.column_of(heading)
            mapping.append("" if column in mapping else column)
        if "full" in mapping and "given" in mapping and "family" not in mapping:
            mapping[mapping.index("full")] = "family"
        return mapping

    def check(self, mapping: Sequence[str]) -> None:
        """``ValidationError`` if two columns are said to be the same, or one is none of these."""
        named = [column for column in mapping if column]
        wrong = next((c for c in named if named.count(c) > 1 or c not in self.headings), None)
        if wrong:
            raise ValidationError(_("Two columns cannot be the same: %(column)s.") % {"column": wrong}, code="twice")
