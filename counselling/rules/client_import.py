"""From the columns of somebody's list to a person: which column is what, and what is wrong with a row."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from counselling.rules.birth import DAY, MONTH, OLDEST, UNKNOWN, YEAR
from counselling.rules.naming import fold

# column → headings that mean it, folded
HEADINGS = {
    "given": "vorname vornamen rufname given;given names;given name;first name;vorname n",
    "family": "nachname familienname zuname surname;family name;last name;nachname n",
    "full": "name;vor und nachname;name vorname;vorname name;full name;klient;klientin;klient in;person",
    "birth": "geburtsdatum geburtstag geb dob;geb datum;geb am;geboren;geboren am;date of birth;birth date;geburtsjahr",
    "gender": "geschlecht anrede gender sex;m w d;m w;w m d",
    "languages": "sprache sprachen muttersprache language languages;sprache n",
    "nationality": "nationalitat staatsangehorigkeit herkunft herkunftsland land nationality country;staatsangeh;sta",
    "phone": "telefon telefonnummer tel handy mobil mobilnummer rufnummer phone;tel nr;handynummer;tel handy",
    "email": "email mail;e mail;e mail adresse;mailadresse",
    "street": "strasse adresse anschrift street address;strasse hausnummer;strasse nr;strasse und hausnummer;str",
    "postcode": "plz postleitzahl postcode zip",
    "town": "ort wohnort stadt town city",
}
COLUMNS = tuple(HEADINGS)
LONGEST = {
    "given": 120,
    "family": 120,
    "full": 240,
    "phone": 40,
    "email": 120,
    "street": 120,
    "postcode": 10,
    "town": 80,
}
GENDERS = {
    "female": "w weiblich frau f female woman",
    "male": "m mannlich herr male man",
    "diverse": "d divers diverse x",
}
# Day 1 of Excel is 1 January 1900, and it believes in 29 February 1900.
EXCEL_EPOCH = datetime.date(1899, 12, 30)
DATE = re.compile(r"(\d{1,2})[.\-/\s]+(\d{1,2})[.\-/\s]+(\d{4}|\d{2})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
MONTH_AND_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
SERIAL = re.compile(r"\d{4,5}")
# People who need counselling were born after 1900, so a number up to this is a year and no day of Excel.
LAST_YEAR_NUMBER = 2100

Resolve = Callable[[str], str]


def _known(words: str) -> set[str]:
    single, *phrases = words.split(";")
    return {*single.split(), *phrases, single}


KNOWN = {column: _known(words) for column, words in HEADINGS.items()}


def column_of(heading: str) -> str:
    """What a heading means; ``""`` if nobody can tell."""
    words = fold(heading)
    return next((column for column, known in KNOWN.items() if words in known), "")


def find_heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The row among the first ten whose cells are most like headings; the last of equals: the finer of two rows."""
    scores = [len({column_of(cell) for cell in row} - {""}) for row in rows[:10]]
    best = max(scores, default=0)
    if best:
        return max(number for number, score in enumerate(scores) if score == best)
    return next((number for number, row in enumerate(rows) if any(row)), 0)


def guess_mapping(headings: Sequence[str]) -> list[str]:
    """A column for each heading, each at most once. "Name" beside "Vorname" is the family name."""
    mapping: list[str] = []
    for heading in headings:
        column = column_of(heading)
        mapping.append("" if column in mapping else column)
    if "full" in mapping and "given" in mapping and "family" not in mapping:
        mapping[mapping.index("full")] = "family"
    return mapping


@dataclass
class ImportRow:
    """One row of the list: what becomes of it, or why it does not."""

    number: int
    values: list[str]
    names: tuple[str, str] = ("", "")
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    # Files that may be the same person, in words.
    alike: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.problems


def read_row(
    number: int,
    values: Sequence[str],
    mapping: Sequence[str],
    *,
    today: datetime.date,
    language: Resolve,
    nationality: Resolve,
) -> ImportRow:
    """What a row says by this mapping. ``language`` and ``nationality`` give the code of a word, or nothing."""
    row = ImportRow(number, list(values))
    cells = {column: values[place].strip() for place, column in enumerate(mapping) if column and place < len(values)}
    if any(value.startswith("=") for value in cells.values()):
        row.problems.append(_("A cell holds a formula. Put in its value instead."))
        return row
    row.problems += [
        _("“%(text)s …” is too long.") % {"text": cells[c][:20]} for c in cells if len(cells[c]) > LONGEST.get(c, 500)
    ]
    row.names = names_of(cells)
    if not any(row.names):
        row.problems.append(_("There is no name."))
    row.facts = {
        column: cells[column] for column in ("phone", "email", "street", "postcode", "town") if cells.get(column)
    }
    if "email" in row.facts and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", row.facts["email"]):
        row.problems.append(_("“%(word)s” is no e-mail address.") % {"word": row.facts["email"]})
    _read_birth(row, cells.get("birth", ""), today)
    _read_word(row, cells.get("gender", ""), "gender", gender_of, _("“%(word)s” is no gender we know."))
    _read_word(row, cells.get("nationality", ""), "nationality", nationality, _("“%(word)s” is no country we know."))
    _read_languages(row, cells.get("languages", ""), language)
    return row


def names_of(cells: Mapping[str, str]) -> tuple[str, str]:
    """Given and family name; "Family, Given" and "Given Family" in one cell are told apart."""
    given, family, full = (cells.get(column, "") for column in ("given", "family", "full"))
    if full and not given and not family:
        if "," in full:
            family, _comma, given = full.partition(",")
        else:
            given, _space, family = full.rpartition(" ")
    return given.strip(), family.strip()


def _read_birth(row: ImportRow, text: str, today: datetime.date) -> None:
    try:
        date, precision = birth_of(text, today=today)
    except ValueError:
        row.problems.append(_("“%(word)s” is no date of birth.") % {"word": text[:40]})
        return
    if date and (date > today or date.year < today.year - OLDEST):
        row.problems.append(_("“%(word)s” cannot be a date of birth.") % {"word": text[:40]})
    row.facts |= {"birth_date": date, "birth_precision": precision}


def birth_of(text: str, *, today: datetime.date) -> tuple[datetime.date | None, str]:
    """Date and precision of "03.07.1990", "1990-07-03", "7/1990", "1990" or Excel's number of a day.

    Two digits of a year mean the last such year that is not to come. ``ValueError`` for anything else.
    """
    text = text.strip()
    if not text:
        return None, UNKNOWN
    if found := ISO_DATE.fullmatch(text):
        return datetime.date(*(int(part) for part in found.groups())), DAY
    if found := DATE.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        if len(found[3]) == 2:
            year += today.year // 100 * 100 - (100 if year > today.year % 100 else 0)
        return datetime.date(year, month, day), DAY
    if found := MONTH_AND_YEAR.fullmatch(text):
        return datetime.date(int(found[2]), int(found[1]), 1), MONTH
    if SERIAL.fullmatch(text):
        number = int(text)
        if number <= LAST_YEAR_NUMBER:
            return datetime.date(number, 1, 1), YEAR
        return EXCEL_EPOCH + datetime.timedelta(days=number), DAY
    raise ValueError(text)


def gender_of(word: str) -> str:
    return next((code for code, words in GENDERS.items() if fold(word) in words.split()), "")


def _read_word(row: ImportRow, word: str, name: str, resolve: Resolve, problem: str) -> None:
    if not word:
        return
    code = resolve(word)
    if code:
        row.facts[name] = code
    else:
        row.problems.append(problem % {"word": word[:40]})


def _read_languages(row: ImportRow, text: str, resolve: Resolve) -> None:
    words = [word.strip() for word in re.split(r"[,;/]|\bund\b", text) if word.strip()]
    codes = {word: resolve(word) for word in words}
    row.problems += [
        _("“%(word)s” is no language we know.") % {"word": word[:40]} for word, code in codes.items() if not code
    ]
    row.facts["languages"] = list(dict.fromkeys(code for code in codes.values() if code))


def mark_repeated(rows: Sequence[ImportRow]) -> None:
    """A row that says the same person as one above it is refused."""
    seen: dict[tuple, int] = {}
    for row in rows:
        if not row.is_good:
            continue
        key = (fold(" ".join(row.names)), row.facts.get("birth_date"), row.facts.get("phone", ""))
        if key in seen:
            row.problems.append(_("The same person stands in row %(number)s.") % {"number": seen[key]})
        else:
            seen[key] = row.number
