"""Queries that are composed once in a process and then run again with other values.

Turning a queryset with several subqueries into SQL takes Django longer than the database needs to answer it, and
a page asks the same questions for everybody. ``composed_once`` keeps the statement and fills in what varies::

    @composed_once
    def due_rows(user, today):
        return FollowUp.objects.with_file_open_to(user).due(today).values("pk", "text")

    rows = due_rows(user, today)  # a list

What varies from call to call: the key and the organisation of the person who asks, whole numbers (other keys),
moments, and words that are marked as ``Typed``. Everything else (roles, dates, choices, ``None``) makes a
statement of its own, and so do language, time zone and day.

A statement is composed twice with invented values. It is kept only if both times gave the same text and every
parameter that differs is one of the invented values as it is; a moment that came from the clock, a sum of a key,
or a limit that varies is refused with ``CannotComposeError``, and so is a query while composing. Of the person
only roles and powers are there, so that nothing else of her can stay in a statement. Decision: ADR 15.
"""

import copy
import datetime
import itertools
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.utils import timezone
from django.utils.translation import get_language

from ibs_portal.database.cursor import StableSQL

KEPT_AT_MOST = 400
GREATEST_KEY = 2**31 - 1
Build = Callable[..., Any]
SOME_DAY = datetime.datetime(1901, 1, 1, tzinfo=datetime.UTC)
SMALL, LARGE = 0, 32_000


class Typed(str):
    """Words that vary, such as what somebody typed."""

    __slots__ = ()


class CannotComposeError(Exception):
    """The statement depends on something that would be kept wrongly."""


class Composed:
    """A queryset that was turned into SQL, and where in its parameters which value stands."""

    def __init__(self, build: Build, arguments: tuple[Any, ...]) -> None:
        invented = [_invented(arguments, time) for time in (1, 2)]
        self.queryset, self.compiler, sql, self.params = _compile(build, invented[0])
        _queryset, _compiler, text, others = _compile(build, invented[1])
        if text != sql or len(self.params) != len(others):
            raise CannotComposeError(f"{build.__qualname__}: the text of the statement varies.")
        self.sql = None if sql is None else StableSQL(sql)
        # What makes Python values of the columns is the same each time, too.
        self.converters = {} if sql is None else self.compiler.get_converters(_columns(self.compiler))
        values = list(zip(*map(_values, invented), strict=True))
        self.places = [
            (place, _source(build, values, pair), type(pair[0]))
            for place, pair in enumerate(zip(self.params, others, strict=True))
            if pair[0] != pair[1]
        ]

    def rows(self, arguments: tuple[Any, ...]) -> list[Any]:
        if self.sql is None:
            return []
        values, params = _values(arguments), list(self.params)
        for place, source, kind in self.places:
            # Whole numbers carry the width of their column.
            params[place] = kind(values[source]) if issubclass(kind, int) else values[source]
        return list(self._bound(self.sql, tuple(params)))

    def _bound(self, sql: StableSQL, params: tuple[Any, ...]) -> Any:
        """A copy that runs this statement and reads its rows as the queryset does."""
        compiler, query = copy.copy(self.compiler), copy.copy(self.queryset.query)
        # Not copied as the others: a queryset fetches its rows when it is.
        bound = object.__new__(type(self.queryset))
        compiler.connection = connections[self.queryset.db]
        compiler.execute_sql = lambda *_args, **_kwargs: [_fetched(compiler, sql, params)]
        compiler.get_converters = lambda _columns: self.converters
        query.get_compiler = lambda *_args, **_kwargs: compiler
        bound.__dict__ |= self.queryset.__dict__ | {"_query": query}
        return bound


def _columns(compiler: Any) -> list[Any]:
    return [selected[0] for selected in compiler.select[: compiler.col_count]]


def _fetched(compiler: Any, sql: StableSQL, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """All rows; what a statement selects only to sort by it is left out."""
    with compiler.connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    return [row[: compiler.col_count] for row in rows] if compiler.has_extra_select else rows


def composed_once(build: Build) -> Callable[..., list[Any]]:
    """``build`` makes a queryset; the result is called alike and gives its rows as a list."""
    kept: OrderedDict[Any, Composed] = OrderedDict()
    lock = Lock()

    @wraps(build)
    def fetch(*arguments: Any) -> list[Any]:
        if any(isinstance(value, int) and not 0 <= value <= GREATEST_KEY for value in arguments):
            return list(build(*arguments))
        shape = (get_language(), timezone.get_current_timezone_name(), timezone.localdate(), *map(_shape, arguments))
        composed = kept.get(shape)
        if composed is None:
            composed = Composed(build, arguments)
            # Threads that come at the same time make the same statement; the last one stays.
            with lock:
                kept[shape] = composed
                while len(kept) > KEPT_AT_MOST:
                    kept.popitem(last=False)
        return composed.rows(arguments)

    return fetch


def _varies(value: Any) -> bool:
    return isinstance(value, int | datetime.datetime | Typed) and not isinstance(value, bool)


def _shape(value: Any) -> Any:
    """What of an argument makes a statement of its own."""
    if isinstance(value, AbstractBaseUser):
        person: Any = value
        powers = (person.is_active, person.is_superuser, person.is_staff)
        return (person.role_codes, *powers, person.organisation_id is None)
    return type(value) if _varies(value) else value


def _values(arguments: tuple[Any, ...]) -> list[Any]:
    """What varies, in a fixed order."""
    found: list[Any] = []
    for value in arguments:
        if isinstance(value, AbstractBaseUser):
            found += [value.pk, getattr(value, "organisation_id", None)]
        elif _varies(value):
            found.append(value)
    return found


def _invented(arguments: tuple[Any, ...], time: int) -> tuple[Any, ...]:
    """The same arguments with values of two kinds that lie far apart, so that a builder which looks at them
    (``if number``, ``rank > number``) makes two statements and is refused; all fit into the smallest column."""
    number = itertools.count(SMALL if time == 1 else LARGE)
    return tuple(_stand_in(value, next(number), next(number)) for value in arguments)


def _stand_in(value: Any, first: int, second: int) -> Any:
    if isinstance(value, AbstractBaseUser):
        person: Any = value
        powers = {"is_active": person.is_active, "is_superuser": person.is_superuser, "is_staff": person.is_staff}
        organisation = None if person.organisation_id is None else second
        stand_in: Any = person.__class__(pk=first, organisation_id=organisation, **powers)
        stand_in.role_codes = person.role_codes
        return stand_in
    if isinstance(value, datetime.datetime):
        return SOME_DAY + datetime.timedelta(days=10 * first)
    if isinstance(value, Typed):
        return Typed(f"~{first}" if first < LARGE else f"!{first}")
    return first if _varies(value) else value


def _compile(build: Build, arguments: tuple[Any, ...]) -> tuple[Any, Any, str | None, tuple[Any, ...]]:
    """The queryset, its compiler and statement; no statement if it can find nothing."""
    with connection.execute_wrapper(_refuse):
        queryset = build(*arguments)
        compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return queryset, compiler, None, ()
    return queryset, compiler, sql, tuple(params)


def _refuse(_execute: Any, sql: str, *_more: Any) -> Any:
    raise CannotComposeError(f"A query while composing another one: {sql[:200]}")


def _source(build: Build, values: list[tuple[Any, ...]], pair: tuple[Any, Any]) -> int:
    """Which of the values stands here."""
    if pair not in values:
        raise CannotComposeError(f"{build.__qualname__}: {pair[0]!r} does not come from an argument as it is.")
    return values.index(pair)
