"""A cursor that can send one statement at a time, whatever is in its text."""

from typing import Any

import psycopg


class OneStatementCursor(psycopg.Cursor):
    """Always the extended protocol, in which PostgreSQL refuses a second statement.

    psycopg takes the simple protocol for statements without parameters, and there ``…; DELETE FROM …`` would
    run. Parameters are bound by the server, as with Django's ``server_side_binding``.
    """

    def _execute_send(self, query: Any, *, force_extended: bool = False, binary: bool | None = None) -> None:
        super()._execute_send(query, force_extended=True, binary=binary)
