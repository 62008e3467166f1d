"""From the columns of somebody's list to a client: which column is what, and what is wrong with a row."""

import datetime
import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from counselling.rules.birth import DAY, MONTH, OLDEST, UNKNOWN, YEAR
from counselling.rules.naming import fold
from ibs_portal.documents.lists.columns import Columns
from ibs_portal.documents.lists.dates import SERIAL, day_of
from ibs_portal.documents.lists.rows import ListRow, begin_row, keep_texts, mark_repeated, read_languages, read_word
from ibs_portal.documents.lists.words import Resolve, plain

# column → headings that mean it, plain
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
COLUMNS = Columns(HEADINGS)
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
MONTH_AND_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
# People who need counselling were born after 1900, so a number up to this is a year and no day of Excel.
LAST_YEAR_NUMBER = 2100


def read_client(
    number: int,
    values: Sequence[str],
    mapping: Sequence[str],
    *,
    today: datetime.date,
    language: Resolve,
    nationality: Resolve,
) -> ListRow:
    """What a row says by this mapping. ``language`` and ``nationality`` give the code of a word, or nothing."""
    row, cells = begin_row(number, values, mapping, longest=LONGEST)
    keep_texts(row, cells, ("phone", "email", "street", "postcode", "town"))
    _read_birth(row, cells.get("birth", ""), today)
    read_word(row, cells.get("gender", ""), "gender", gender_of, _("“%(word)s” is no gender we know."))
    read_word(row, cells.get("nationality", ""), "nationality", nationality, _("“%(word)s” is no country we know."))
    read_languages(row, cells.get("languages", ""), language)
    return row


def _read_birth(row: ListRow, text: str, today: datetime.date) -> None:
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
    if found := MONTH_AND_YEAR.fullmatch(text):
        return datetime.date(int(found[2]), int(found[1]), 1), MONTH
    if SERIAL.fullmatch(text) and int(text) <= LAST_YEAR_NUMBER:
        return datetime.date(int(text), 1, 1), YEAR
    century = today.year // 100 * 100
    return day_of(text, full_year=lambda year: year + century - (100 if year > today.year % 100 else 0)), DAY


def gender_of(word: str) -> str:
    return next((code for code, words in GENDERS.items() if plain(word) in words.split()), "")


def mark_repeated_clients(rows: Sequence[ListRow]) -> None:
    """A row that says the same person as one above it is refused."""
    mark_repeated(rows, _same_person, _("The same person stands in row %(number)s."))


def _same_person(row: ListRow) -> tuple[Any, ...]:
    return fold(" ".join(row.names)), row.facts.get("birth_date"), row.facts.get("phone", "")
