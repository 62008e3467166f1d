"""From the columns of somebody's list to a volunteer."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ibs_portal.documents.lists.columns import Columns
from ibs_portal.documents.lists.rows import LONGEST_WORD, ListRow, begin_row, keep_texts, mark_repeated
from ibs_portal.documents.lists.words import Resolve, plain
from volunteers.rules.people_list import HEADINGS, LONGEST, read_person

COLUMNS = Columns(
    {
        **HEADINGS,
        "full": HEADINGS["full"] + ";freiwillige;freiwilliger;begleiterin;begleiter;ehrenamtliche;volunteer",
        "offers": "themen angebote offers topics;was ich gern tue;gern;mochte helfen bei;hilfe bei",
        "motivation": "motivation nachricht message",
    }
)


def read_volunteer(
    number: int, values: Sequence[str], mapping: Sequence[str], *, language: Resolve, offer: Resolve
) -> ListRow:
    """What a row says by this mapping; ``language`` and ``offer`` give the code of a word, or nothing."""
    row, cells = begin_row(number, values, mapping, longest=LONGEST)
    read_person(row, cells, language)
    keep_texts(row, cells, ("motivation",))
    # The names of topics have an "and" inside.
    words = [word.strip() for word in re.split(r"[,;]", cells.get("offers", "")) if word.strip()]
    row.problems += [
        _("“%(word)s” is no topic of this programme.") % {"word": w[:LONGEST_WORD]} for w in words if not offer(w)
    ]
    row.facts["offers"] = list(dict.fromkeys(filter(None, map(offer, words))))
    if cells and not (row.facts.get("email") or row.facts.get("phone")):
        row.problems.append(_("Without an e-mail address or a phone number nobody can be reached."))
    return row


def mark_repeated_people(rows: Sequence[ListRow]) -> None:
    """A row with the address of one above it is refused, and so is one with the same name and number."""
    mark_repeated(rows, address_of, _("The same e-mail address stands in row %(number)s."))
    mark_repeated(rows, _same_person, _("The same person stands in row %(number)s."))


def address_of(row: ListRow) -> str:
    return str(row.facts.get("email", "")).lower()


def _same_person(row: ListRow) -> tuple[Any, ...]:
    return plain(row.name), row.facts.get("phone", ""), address_of(row)
