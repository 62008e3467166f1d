"""From the columns of an agency's or employer's list to a skilled worker."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ibs_portal.documents.lists.columns import Columns
from ibs_portal.documents.lists.dates import day_of
from ibs_portal.documents.lists.rows import LONGEST_WORD, ListRow, begin_row, keep_texts, mark_repeated, read_word
from ibs_portal.documents.lists.words import Resolve, plain
from volunteers.rules.cohort import is_plausible_arrival
from volunteers.rules.people_list import HEADINGS, LEVEL_OF, LONGEST, read_person

COLUMNS = Columns(
    {
        **HEADINGS,
        "full": HEADINGS["full"] + ";fachkraft;fachkrafte;kandidat;kandidatin;candidate;worker",
        "original_name": "originalname;name in eigener schrift;name im original;native name;original name",
        "origin": "herkunft herkunftsland nationalitat staatsangehorigkeit land country nationality origin;"
        "country of origin",
        "german": "deutsch deutschniveau deutschkenntnisse sprachniveau german;niveau deutsch;german level",
        "arrives_on": "ankunft ankunftsdatum anreise einreise arrival;ankunft am;arrives on;arrival date;"
        "date of arrival",
        "employer": "arbeitgeber einrichtung haus klinik employer",
        "profession": "beruf tatigkeit qualifikation funktion profession job occupation",
        "shifts": "schicht schichten schichtmodell schichtplan dienst dienstplan shift shifts",
    }
)
LONGEST_OF = {**LONGEST, "original_name": 200, "profession": 120, "shifts": 200}
TEXTS = ("original_name", "profession", "shifts")


def read_worker(
    number: int,
    values: Sequence[str],
    mapping: Sequence[str],
    *,
    today: datetime.date,
    language: Resolve,
    country: Resolve,
    employer: Resolve,
) -> ListRow:
    """What a row says by this mapping; the last three give the code or key of a word, or nothing."""
    row, cells = begin_row(number, values, mapping, longest=LONGEST_OF)
    read_person(row, cells, language)
    keep_texts(row, cells, TEXTS)
    read_word(row, cells.get("origin", ""), "origin", country, _("“%(word)s” is no country we know."))
    unknown = _("“%(word)s” is no employer in the portal. Have it entered, or leave the column out.")
    read_word(row, cells.get("employer", ""), "employer", employer, unknown)
    _read_german(row, cells.get("german", ""))
    _read_arrival(row, cells.get("arrives_on", ""), today)
    return row


def _read_german(row: ListRow, text: str) -> None:
    if not text:
        return
    if level := LEVEL_OF.get(plain(text)):
        row.facts["languages"] = [("de", level), *(pair for pair in row.facts["languages"] if pair[0] != "de")]
    else:
        row.problems.append(_("“%(word)s” is no level of German, such as B1.") % {"word": text[:LONGEST_WORD]})


def _read_arrival(row: ListRow, text: str, today: datetime.date) -> None:
    if not text:
        return
    words = {"word": text[:LONGEST_WORD]}
    try:
        day = day_of(text, full_year=lambda year: today.year // 100 * 100 + year)
    except ValueError:
        row.problems.append(_("“%(word)s” is no day of arrival.") % words)
        return
    if not is_plausible_arrival(day, today):
        row.problems.append(_("“%(word)s” cannot be a day of arrival.") % words)
    row.facts["arrives_on"] = day


def mark_repeated_workers(rows: Sequence[ListRow]) -> None:
    """A row with the address of one above it is refused, and so is one that says the same of the same name."""
    mark_repeated(rows, _address, _("The same e-mail address stands in row %(number)s."))
    mark_repeated(rows, _same_person, _("The same person stands in row %(number)s."))


def first_arrival(rows: Sequence[ListRow]) -> datetime.date | None:
    """The first day on which somebody of the list arrives: the day of the cohort, unless the desk says another."""
    days = [row.facts["arrives_on"] for row in rows if row.is_good and "arrives_on" in row.facts]
    return min(days, default=None)


def _address(row: ListRow) -> str:
    return str(row.facts.get("email", "")).lower()


def _same_person(row: ListRow) -> tuple[Any, ...]:
    """Names are often shared: what else the list says of both must be the same as well."""
    own = ("phone", "origin", "district", "profession", "arrives_on")
    return plain(row.name), _address(row), *(row.facts.get(name, "") for name in own)
