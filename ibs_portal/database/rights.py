"""What the serving login may do: read and write rows, never own, alter or empty a table.

The owner grants this after every migration, so a new table is never forgotten. The trail is a list that
only grows: the serving login reads it and adds to it, nothing else.
"""

from django.conf import settings
from django.db import connections
from psycopg import sql

APPEND_ONLY_TABLES = ("audit_entry",)


def grant_serving_rights(connection) -> bool:
    """Grants the serving login its rights; ``False`` if there is no login apart from the owner's."""
    login = str(settings.SERVING_LOGIN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user <> %s AND EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [login] * 2)
        if not login or not cursor.fetchone()[0]:
            return False
        for statement in _statements(sql.Identifier(login)):
            cursor.execute(statement)
    return True


def _statements(login: sql.Identifier) -> list[sql.Composed]:
    templates = [
        "GRANT USAGE ON SCHEMA public TO {login}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {login}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {login}",
    ]
    statements = [sql.SQL(template).format(login=login) for template in templates]
    revoke = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {login}")
    return statements + [revoke.format(table=sql.Identifier(t), login=login) for t in APPEND_ONLY_TABLES]


def grant_after_migrate(using: str, **kwargs) -> None:
    """Receiver of ``post_migrate``; partial migrations (tests of migrations) may not have all tables yet."""
    connection = connections[using]
    if set(connection.introspection.table_names()).issuperset(APPEND_ONLY_TABLES):
        grant_serving_rights(connection)
