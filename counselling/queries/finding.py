"""The finder: from what was typed to people, the best first.

The database finds candidates by keys, first those that fit in whatever spelling, then those with a slip or with a
word less; Python ranks the few it finds. Behind the walls: the functions asked here answer for who is asking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from counselling.models import Case, Client, ClientName
from counselling.models.ownership import VIEW_FILE
from counselling.rules.finding import (
    Question,
    better_queries,
    near_query,
    partial_query,
    question_of,
    strict_query,
)
from counselling.rules.namewords import Word
from counselling.rules.ranking import FAIR, GOOD, SURE, person_likeness

ENOUGH = 5
ALIKE = 0.4
MOST_ALIKE = 50
NAMED = "counselling_people_named(%s, %s, %s)"


@dataclass(frozen=True)
class Found:
    pk: int
    # 0 to 1; 1 for a number or a birthday that fits.
    likeness: float


def find_people(user: Any, text: str) -> list[Found]:
    """The people this user may find, best first; at most six queries, for any text and any number of people."""
    question = question_of(text, today=timezone.localdate())
    sees_files = user.has_perm(VIEW_FILE)
    if question.is_impossible or not user.has_perm("counselling.find_client"):
        return []
    if question.file_number or question.case_number:
        return _by_number(user, question) if sees_files else []
    facts = " & ".join(question.facts) if sees_files else ""
    if question.words:
        return _by_name(user, question.words, facts)
    return [Found(key, 1.0) for key in _keys("counselling_people_with(%s)", facts)] if facts else []


def _by_number(user: Any, question: Question) -> list[Found]:
    if question.case_number:
        rows: Any = Case.objects.with_file_shown_to(user).filter(number=question.case_number).values_list("client_id")
    else:
        # The number of a file that was put into another one leads there.
        files = Client.objects.with_file_shown_to(user).filter(file_number=question.file_number)
        rows = files.annotate(file=Coalesce("merged_into", "pk")).values_list("file")
    return [Found(key, 1.0) for (key,) in rows]


def _by_name(user: Any, words: list[Word], facts: str) -> list[Found]:
    """With the facts if somebody fits them; a wrong year hides nobody."""
    if facts and (found := _ranked(user, words, _strictly(words, facts) or _loosely(words, facts))):
        return found
    found = _ranked(user, words, _strictly(words, ""))
    is_answered = any(person.likeness >= SURE for person in found)
    if not is_answered and sum(person.likeness >= GOOD for person in found) < ENOUGH:
        known = {person.pk for person in found}
        found += _ranked(user, words, [key for key in _loosely(words, "") if key not in known])
        found.sort(key=lambda person: -person.likeness)
    return found or _alike(user, words)


def _strictly(words: list[Word], facts: str) -> list[int]:
    return _keys(NAMED, strict_query(words), better_queries(words), facts)


def _loosely(words: list[Word], facts: str) -> list[int]:
    """With a slip, and with one word that nobody knows here."""
    better = better_queries(words)
    near: list[Any] = [near_query(words), better, facts]
    if not (part := partial_query(words)):
        return _keys(NAMED, *near)
    return _keys(f"array_cat({NAMED}, {NAMED})", *near, part, better, facts)


def _keys(function: str, *values: str | list[str]) -> list[int]:
    """What a function of the database answers for who is asking."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", values)
        return list(dict.fromkeys(cursor.fetchone()[0] or []))


def _ranked(user: Any, words: Sequence[Word], keys: list[int]) -> list[Found]:
    if not keys:
        return []
    names = ClientName.objects.visible_to(user).filter(client__in=keys).order_by("-is_primary", "pk")
    written: dict[int, list[tuple[str, str]]] = {}
    for key, given, family in names.values_list("client_id", "given", "family"):
        written.setdefault(key, []).append((given, family))
    found = [Found(key, person_likeness(words, rows)) for key, rows in written.items()]
    found = [person for person in found if person.likeness >= FAIR]
    return sorted(found, key=lambda person: (-person.likeness, written[person.pk][0]))


def _alike(user: Any, words: Sequence[Word]) -> list[Found]:
    """If nobody was found: names with a word that looks like a typed one, best on average first."""
    written = [word.written for word in words]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)])
    nearness: Any = Value(0.0)
    for word in written:
        nearness = nearness + TrigramWordSimilarity(word, "search_key")
    names = ClientName.objects.findable_by(user).alike(written).annotate(nearness=nearness / len(written))
    rows = names.filter(nearness__gte=ALIKE).order_by("-nearness", "sort_key")[:MOST_ALIKE]
    return [Found(key, ALIKE) for key in dict.fromkeys(rows.values_list("client_id", flat=True))]
