"""What somebody types into the one search box, and what the database is asked for.

Names, parts of names, a birthday or a year, a phone number or a part of it, a file or case number; names together
with a year or a phone number. Questions are ``tsquery`` over the keys of ``namewords.py``: small letters, capital
letters and digits only, so that nothing typed is ever part of the language of the question.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from counselling.rules.namewords import (
    MOST_WORDS,
    Word,
    families,
    join,
    neighbours,
    patterns,
    skeletons_of,
    slips,
    strict_keys,
    words_of,
)

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
CASE_NUMBER = re.compile(r"^\s*(20\d\d-\d{1,6})\s*$")
FILE_NUMBER = re.compile(r"^\s*p-?\s?(\d{1,6})\s*$", re.I)
DAY = re.compile(r"(?<!\d)(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})(?!\d)")
ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
MONTH = re.compile(r"(?<![\d./-])(\d{1,2})[./](\d{4})(?!\d)")
YEAR = re.compile(r"(?<![\d+])(19\d\d|20\d\d)(?![\d])")
PHONE = re.compile(r"(?<!\w)(?:\+|\(\+?)?\d(?:[\d\s()/.\-–…]*\d)?(?:…|\.\.\.)?")
SHORTEST_PHONE = 5
# A number of the country without its code is taken for a German one.
HOME = "49"


@dataclass(frozen=True)
class Question:
    """``words`` of names; ``facts`` of which all must fit; numbers if the text is nothing else."""

    words: list[Word] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    file_number: str = ""
    case_number: str = ""
    is_impossible: bool = False


def question_of(text: str, *, today: datetime.date) -> Question:
    """Reads what was typed; a day that does not exist makes it impossible, and finds nobody."""
    text = text.translate(DIGITS)[:200]
    if found := CASE_NUMBER.match(text):
        return Question(case_number=found[1])
    if found := FILE_NUMBER.match(text):
        return Question(file_number=f"P-{int(found[1]):05d}")
    facts: list[str] = []
    text, is_impossible = _take_days(text, facts, today)
    text = MONTH.sub(lambda m: _take(facts, _month_fact(m[1], m[2])), text)
    text = PHONE.sub(lambda m: _take_number(m[0], facts), text)
    words = [word for word in words_of(text) if not word.written.isdigit()]
    return Question(words=words[:MOST_WORDS], facts=facts, is_impossible=is_impossible)


def _take_days(text: str, facts: list[str], today: datetime.date) -> tuple[str, bool]:
    found = [(m, m[1], m[2], m[3]) for m in DAY.finditer(text)] + [
        (m, m[3], m[2], m[1]) for m in ISO_DAY.finditer(text)
    ]
    for match, day, month, year in found:
        number = int(year) if len(year) == 4 else int(year) + (2000 if int(year) <= today.year % 100 else 1900)
        try:
            facts.append(_day_fact(datetime.date(number, int(month), int(day))))
        except ValueError:
            return "", True
        text = text.replace(match[0], " ")
    return text, False


def _take(facts: list[str], fact: str) -> str:
    facts.append(fact)
    return " "


def _take_number(typed: str, facts: list[str]) -> str:
    """A year, or a part of a phone number; shorter numbers say nothing."""
    digits = re.sub(r"\D", "", typed)
    if len(digits) == 4 and YEAR.fullmatch(digits):
        return _take(facts, f"Y{digits}")
    if len(digits) >= SHORTEST_PHONE or (len(digits) == 4 and typed.startswith("0")):
        # "0375…" may begin a number or stand in the middle of one.
        ways = dict.fromkeys([international(typed), digits])
        return _take(facts, "(" + " | ".join(f"T{way[:20]}:*" for way in ways) + ")")
    return " "


# --- What is kept of a person ----------------------------------------------------------------------------------


def fact_keys(*, birth_date: datetime.date | None, birth_precision: str, phones: Iterable[str]) -> set[str]:
    """Keys of birth and phone numbers: the year, the day if it is known, each end of a number."""
    keys: set[str] = set()
    if birth_date is not None:
        keys.add(f"Y{birth_date.year}")
        if birth_precision in ("day", "month"):
            keys.add(_month_fact(str(birth_date.month), str(birth_date.year)))
        if birth_precision == "day":
            keys.add(_day_fact(birth_date))
    for phone in phones:
        for number in re.split(r"[,;\n]|\bod(?:er)?\b|\bor\b", phone):
            digits = international(number)[:20]
            keys |= {f"T{digits[n:]}" for n in range(max(0, len(digits) - SHORTEST_PHONE + 1))}
    return keys


def _day_fact(day: datetime.date) -> str:
    return f"G{day:%Y%m%d}"


def _month_fact(month: str, year: str) -> str:
    return f"M{year}{int(month):02d}"


def international(phone: str) -> str:
    """``0157 12``, ``+49 157 12``, ``0049 (0)157-12`` → ``4915712``; parts without a zero stay as they are."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    if phone.strip().startswith(("+", "(+")):
        return digits
    if digits.startswith("00"):
        return digits[2:]
    return HOME + digits[1:] if digits.startswith("0") else digits


# --- What the database is asked ----------------------------------------------------------------------------------


def better_queries(words: Sequence[Word]) -> list[str]:
    """For each word from well to loosely; people who answer most of them come first."""
    found = []
    for word in _wanted(words):
        well, skeletons = _well(word), {f"B{key}" for key in skeletons_of(word)}
        found += [
            _any({word.written, word.formal}),
            _any(well | families(word)),
            _any(well | families(word) | skeletons),
        ]
    return found


def strict_query(words: Sequence[Word]) -> str:
    """Every word, in whatever spelling, language or short form; two of them may be written as one."""
    return _all_ways(words, lambda word: _any({*strict_keys(word), *_beginning(word)}))


def near_query(words: Sequence[Word]) -> str:
    """The same with one slip in each word."""

    def either(word: Word) -> str:
        slipped = {f"D{key}" for key in slips(word, skeletons_of(word))}
        return _any({*strict_keys(word), *_beginning(word), *slipped})

    return _all_ways(words, either)


def partial_query(words: Sequence[Word]) -> str:
    """One of the words may be unknown here; of two the other one must be as it is typed."""
    wanted = _wanted(words)
    if len(wanted) == 2:
        return _one_less([frozenset({word.written, word.formal}) for word in wanted])
    return _one_less([strict_keys(word) for word in wanted])


def _one_less(parts: list[frozenset[str]]) -> str:
    ways = [parts[:n] + parts[n + 1 :] for n in range(len(parts))] if len(parts) > 1 else []
    return " | ".join("(" + " & ".join(map(_any, way)) + ")" for way in ways)


def _wanted(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if not word.is_small] or list(words)


def _well(word: Word) -> frozenset[str]:
    """The word as it is typed, or with other vowels."""
    return frozenset({word.written, word.formal, *patterns(word)})


def _beginning(word: Word) -> set[str]:
    return {f"{word.written}:*"} if word.written else set()


def _any(keys: Iterable[str]) -> str:
    return "(" + " | ".join(sorted(filter(None, keys))) + ")"


def _all_ways(words: Sequence[Word], keys: object) -> str:
    ways = [_wanted(words)]
    for one, other in neighbours(words):
        rest = [word for n, word in enumerate(words) if n not in (one, other) and not word.is_small]
        ways.append([join(words[one], words[other]), *rest])
    parts = {" & ".join(keys(word) for word in way) for way in ways[:6]}  # type: ignore[operator]
    return " | ".join(f"({part})" for part in sorted(parts))
