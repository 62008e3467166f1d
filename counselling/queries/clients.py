"""Finding people: names as typed, a birthday, a file or case number."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Value
from django.utils import formats
from django.utils.translation import gettext as _

from counselling.models import Case, Client, ClientName
from counselling.rules.naming import WrittenName, display_name, order_hits, query_words
from ibs_portal.languages import language_label

CANDIDATES = 200
ALIKE = 0.4
BIRTHDAY = re.compile(r"^\s*(\d{1,2})[.\s/-]+(\d{1,2})[.\s/-]+(\d{4})\s*$")
CASE_NUMBER = re.compile(r"^\s*(20\d\d-\d{1,6})\s*$")
FILE_NUMBER = re.compile(r"^\s*p-?(\d{1,5})\s*$", re.I)


@dataclass(frozen=True)
class Hit:
    """A person found; without ``birth`` for those who may know name and language only."""

    pk: int
    name: str
    other_name: str
    languages: str
    birth: str = ""
    case: str = ""

    @property
    def second_line(self) -> str:
        return " · ".join(filter(None, [self.other_name, self.birth, self.languages, self.case]))


def find_clients(user: Any, text: str, *, limit: int = 10) -> list[Hit]:
    """The people this user may find, as lines to choose from; at most four queries for any number of them."""
    return _hits(user, find_keys(user, text)[:limit])


def find_keys(user: Any, text: str) -> list[int]:
    """Primary keys of the people found, best first: by name; for readers of files by birthday and number too.

    Every typed word must begin a word of a name; only if nothing is found, names alike are looked for.
    """
    if user.has_perm("counselling.view_client_file") and (found := _by_fact(user, text)) is not None:
        return found
    words = query_words(text)
    return _by_name(ClientName.objects.findable_by(user), words) if words else []


def _by_name(names: Any, words: list[str]) -> list[int]:
    rows = list(names.beginning_with(words).values_list("client_id", "search_key")[:CANDIDATES])
    if not rows:
        return _alike(names, words)
    ordered = [rows[position][0] for position in order_hits(words, [key for _pk, key in rows])]
    return list(dict.fromkeys(ordered))


def _alike(names: Any, words: list[str]) -> list[int]:
    """Names with a word that looks like a typed one, best on average first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)])
    nearness: Any = Value(0.0)
    for word in words:
        nearness = nearness + TrigramWordSimilarity(word, "search_key")
    rows = names.alike(words).annotate(nearness=nearness / len(words)).filter(nearness__gte=ALIKE)
    return list(dict.fromkeys(rows.order_by("-nearness", "sort_key").values_list("client_id", flat=True)[:CANDIDATES]))


def _by_fact(user: Any, text: str) -> list[int] | None:
    """Primary keys by birthday, case or file number; ``None`` if the text is none of these."""
    if found := BIRTHDAY.match(text):
        try:
            day = datetime.date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            return []
        return list(
            Client.objects.with_file_open_to(user).filter(birth_date=day).values_list("pk", flat=True)[:CANDIDATES]
        )
    if found := CASE_NUMBER.match(text):
        return list(Case.objects.with_file_open_to(user).filter(number=found[1]).values_list("client_id", flat=True))
    if found := FILE_NUMBER.match(text):
        number = f"P-{int(found[1]):05d}"
        return list(Client.objects.with_file_open_to(user).filter(file_number=number).values_list("pk", flat=True))
    return None


def _hits(user: Any, keys: list[int]) -> list[Hit]:
    """Three queries for any number of people, in the order of the keys."""
    if not keys:
        return []
    sees_file = user.has_perm("counselling.view_client_file")
    clients = {client.pk: client for client in _clients(user, keys, sees_file)}
    names: dict[int, list[str]] = {}
    for row in ClientName.objects.findable_by(user).filter(client__in=keys):
        names.setdefault(row.client_id, []).append(str(row))
    cases = _open_case_numbers(user, keys) if sees_file else {}
    return [_hit(clients[key], names.get(key, ["?"]), cases.get(key, ""), sees_file) for key in keys if key in clients]


def _clients(user: Any, keys: list[int], sees_file: bool) -> Iterable[Client]:
    rows = Client.objects.with_file_open_to(user) if sees_file else Client.objects.findable_by(user)
    return rows.filter(pk__in=keys)


def _open_case_numbers(user: Any, keys: list[int]) -> dict[int, str]:
    cases = Case.objects.with_file_open_to(user).open().filter(client__in=keys).order_by("opened_on")
    return dict(cases.values_list("client_id", "number"))


def _hit(client: Client, names: list[str], case: str, sees_file: bool) -> Hit:
    languages = ", ".join(client.language_names)
    if not sees_file:
        return Hit(client.pk, names[0], ", ".join(names[1:]), languages)
    case_text = _("case %(number)s") % {"number": case} if case else _("no open case")
    return Hit(client.pk, names[0], ", ".join(names[1:]), languages, birth_text(client), case_text)


def birth_text(client: Client) -> str:
    """``born 14.02.1991``, ``born 1988 (estimated)``, or nothing if unknown."""
    date = birth_date_text(client)
    return _("born %(date)s") % {"date": date} if date else ""


def birth_date_text(client: Client) -> str:
    """The date alone, as far as it is known."""
    date, precision = client.birth_date, client.birth_precision
    if date is None:
        return ""
    return {
        "day": formats.date_format(date, "d.m.Y"),
        "month": formats.date_format(date, "m/Y"),
        "year": str(date.year),
        "estimated": _("%(year)s (estimated)") % {"year": date.year},
    }[precision]


def names_of(client: Client) -> list[WrittenName]:
    """All names of a person as they were typed, the one shown first in front."""
    rows = client.names.order_by("-is_primary", "pk")
    return [WrittenName(row.given, row.family, row.kind, row.language) for row in rows]


def primary_names(keys: Iterable[int | None]) -> dict[int, str]:
    """The shown name per client, in one query; call it with keys of clients that the reader may see."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    rows = ClientName.objects.primary().filter(client__in=wanted).values_list("client_id", "given", "family")
    return {pk: display_name(given, family) for pk, given, family in rows}


def languages_text(codes: Iterable[str]) -> str:
    return ", ".join(language_label(code) for code in codes)
