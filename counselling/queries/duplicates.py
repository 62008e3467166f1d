"""People who may have two files: while a file is made, and in a list to look through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from counselling.models import Client, ClientName
from counselling.queries.clients import birth_date_text
from counselling.queries.finding import find_people
from counselling.rules.namewords import words_of
from counselling.rules.naming import WrittenName
from counselling.rules.ranking import person_likeness

ALIKE, VERY_ALIKE = 0.86, 0.93
MOST = 5
ROWS = 30
# Names of two words or more with one skeleton, births that do not contradict each other, nobody has told them apart.
PAIRS = """
SELECT first.client_id, second.client_id
FROM counselling_namekeys second
JOIN counselling_namekeys first ON first.controller_id = second.controller_id
    AND first.likeness = second.likeness AND first.client_id < second.client_id
JOIN counselling_client a ON a.id = first.client_id
JOIN counselling_client b ON b.id = second.client_id
WHERE second.controller_id = %(house)s AND position(' ' in second.likeness) > 0
AND (a.birth_date IS NULL OR b.birth_date IS NULL OR a.birth_date = b.birth_date
    OR (extract(year FROM a.birth_date) = extract(year FROM b.birth_date)
        AND (a.birth_precision <> 'day' OR b.birth_precision <> 'day'
            OR (extract(day FROM a.birth_date) = extract(month FROM b.birth_date)
                AND extract(month FROM a.birth_date) = extract(day FROM b.birth_date)))))
AND NOT EXISTS (SELECT FROM counselling_distinctpair apart
    WHERE apart.client_id = first.client_id AND apart.other_id = second.client_id)
AND (second.client_id, first.client_id) < (%(second)s, %(first)s)
ORDER BY second.client_id DESC, first.client_id DESC LIMIT %(limit)s
"""
LAST = 2**62


@dataclass(frozen=True)
class Lookalike:
    """A file with what tells two people apart."""

    pk: int
    name: str
    other_names: str
    birth: str
    address: str
    number: str


def likely_same(user: Any, names: Sequence[WrittenName]) -> list[Lookalike]:
    """Files of the own house that may be of the person with these names, at most five; for readers of files."""
    found: dict[int, float] = {}
    for name in list(filter(None, names))[:2]:
        text = "".join(c for c in f"{name.given} {name.family}" if not c.isdigit())
        for person in find_people(user, text):
            if person.likeness >= ALIKE:
                found[person.pk] = max(person.likeness, found.get(person.pk, 0))
    best = sorted(found, key=lambda key: -found[key])[: MOST * 2]
    return list(lookalikes(user, best).values())[:MOST]


def pairs(user: Any, *, after: tuple[int, int] | None = None) -> tuple[list[tuple[Lookalike, Lookalike]], str]:
    """Pairs of files that may be of one person, the newest first, and the place of the next page."""
    second, first = after or (LAST, LAST)
    with connection.cursor() as cursor:
        house = user.organisation_id
        cursor.execute(PAIRS, {"house": house, "first": first, "second": second, "limit": ROWS + 1})
        found = cursor.fetchall()
    shown = found[:ROWS]
    people = lookalikes(user, {key for pair in shown for key in pair})
    rows = [(people[a], people[b]) for a, b in shown if a in people and b in people]
    older = f"after={shown[-1][1]}~{shown[-1][0]}" if len(found) > ROWS else ""
    return [pair for pair in rows if _are_alike(*pair)], older


def _are_alike(one: Lookalike, other: Lookalike) -> bool:
    """A common skeleton is not enough: Hassan is not Hussein."""
    return person_likeness(words_of(one.name), [(other.name, "")]) >= VERY_ALIKE


def lookalikes(user: Any, keys: Iterable[int]) -> dict[int, Lookalike]:
    """Two queries for any number of files, in the order of the keys."""
    clients = Client.objects.with_file_open_to(user).in_bulk(list(keys))
    names: dict[int, list[str]] = {}
    for row in ClientName.objects.with_file_open_to(user).filter(client__in=clients).order_by("-is_primary", "pk"):
        names.setdefault(row.client_id, []).append(str(row))
    return {key: _lookalike(clients[key], names.get(key, ["?"])) for key in keys if key in clients}


def _lookalike(client: Client, names: list[str]) -> Lookalike:
    place = " ".join(filter(None, [client.postcode, client.town]))
    return Lookalike(
        pk=client.pk,
        name=names[0],
        other_names=", ".join(names[1:]),
        birth=birth_date_text(client),
        address=", ".join(filter(None, [place, client.street])),
        number=client.file_number,
    )
