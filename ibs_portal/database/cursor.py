"""A cursor that can send one statement at a time, whatever is in its text."""

from typing import Any, Self

import psycopg


class StableSQL(str):
    """A statement whose text comes again."""

    __slots__ = ()


class OneStatementCursor(psycopg.Cursor):
    """Always the extended protocol, in which PostgreSQL refuses a second statement.

    psycopg takes the simple protocol for statements without parameters, and there ``…; DELETE FROM …`` would
    run. Parameters are bound by the server, as with Django's ``server_side_binding``. Statements that were
    composed once are prepared once as well: the database keeps their plan as long as the connection lives.
    """

    def execute(self, query: Any, params: Any = None, *, prepare: bool | None = None, **options: Any) -> Self:
        return super().execute(query, params, prepare=prepare or isinstance(query, StableSQL) or None, **options)

    def _execute_send(self, query: Any, *, force_extended: bool = False, binary: bool | None = None) -> None:
        super()._execute_send(query, force_extended=True, binary=binary)
