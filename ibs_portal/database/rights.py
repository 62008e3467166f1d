"""Builds the walls of ``access.py`` into the database: roles, rights, policies, functions.

The owner does it after every migration and by ``manage.py walls``. It starts from nothing each time: rights and
policies that are no longer declared go away. A table without a line is an error, not an open door.
"""

import re
from collections.abc import Iterator

from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

from ibs_portal.database import access, roles, rows
from ibs_portal.database.functions import FUNCTIONS
from ibs_portal.database.seal import pads

LETTERS = {"r": "SELECT", "c": "INSERT", "u": "UPDATE", "d": "DELETE"}
# The job queue is filled from every role; what waits in it is for the worker alone.
CALLED_BY_ALL = ("procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])",)
LOCK = "SELECT pg_advisory_xact_lock(hashtext('portal walls'))"
TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
"""


class WallsError(Exception):
    """A table that nobody has thought about, or a line about a table that is not there."""


def tables_of(cursor) -> set[str]:
    return {row[0] for row in cursor.execute(TABLES).fetchall()}


def build_walls(using: str = "default") -> None:
    """Makes roles, rights and policies what ``access.py`` says; ``WallsError`` if it does not fit the database."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as django_cursor:
        cursor = django_cursor.cursor
        cursor.execute(LOCK)
        declared, present = set(access.grants()), tables_of(cursor)
        if declared != present:
            raise WallsError(
                f"access.py has no line for {sorted(present - declared)}; it speaks of {sorted(declared - present)}, "
                "which the database does not have."
            )
        for statement in (*_roles(cursor), *_nothing(cursor), *_functions(), *_grants(), *_policies(cursor)):
            cursor.execute(statement)
        cursor.execute("DELETE FROM portal_seal")
        cursor.execute("INSERT INTO portal_seal (inner_pad, outer_pad) VALUES (%s, %s)", pads())


# --- Roles -------------------------------------------------------------------------------------------------


def _roles(cursor) -> Iterator[sql.Composed]:
    known = {row[0] for row in cursor.execute("SELECT rolname FROM pg_roles").fetchall()}
    for role in roles.ALL_ROLES:
        if role not in known:
            yield sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(sql.Identifier(role))
    me = cursor.execute("SELECT current_user").fetchone()[0]
    logins = {login: kind for kind, login in settings.LOGINS.items() if login in known and login != me}
    logins[me] = "everything"
    members = cursor.execute(
        "SELECT member::regrole::text, roleid::regrole::text FROM pg_auth_members "
        "WHERE member::regrole::text = ANY (%s) AND "
        + ("set_option" if cursor.connection.info.server_version >= 160000 else "true"),
        [list(logins)],
    ).fetchall()
    for login, kind in logins.items():
        for role in roles.MAY_BECOME[kind]:
            if (login, role) not in members:
                yield sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(login))
        for role in set(roles.ALL_ROLES) - set(roles.MAY_BECOME[kind]):
            if (login, role) in members:
                yield sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(role), sql.Identifier(login))


# --- Rights ------------------------------------------------------------------------------------------------


def _everybody() -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, roles.ALL_ROLES))


def _nothing(cursor) -> Iterator[sql.Composed]:
    """Takes everything away from everybody but the owner."""
    known = {row[0] for row in cursor.execute("SELECT rolname FROM pg_roles").fetchall()}
    names = [*roles.ALL_ROLES, *(login for login in settings.LOGINS.values() if login in known)]
    me = cursor.execute("SELECT current_user").fetchone()[0]
    everybody = sql.SQL(", ").join([sql.SQL("PUBLIC"), *(sql.Identifier(name) for name in names if name != me)])
    for kind in ("TABLES", "SEQUENCES"):
        template = "REVOKE ALL ON ALL {} IN SCHEMA public FROM {}"
        yield sql.SQL(template).format(sql.SQL(kind), everybody)
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC").format()
    database = sql.Identifier(cursor.execute("SELECT current_database()").fetchone()[0])
    yield sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(_everybody())


def _grants() -> Iterator[sql.Composed]:
    for table, cells in access.grants().items():
        for role, letters in cells.items():
            if letters:
                rights = sql.SQL(", ").join(_right(table, role, letter) for letter in letters)
                yield sql.SQL("GRANT {} ON {} TO {}").format(rights, sql.Identifier(table), sql.Identifier(role))
    yield sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(_everybody())


def _right(table: str, role: str, letter: str) -> sql.Composable:
    """``SELECT``, or ``SELECT (id, languages)`` where the role may see only some columns."""
    columns = access.COLUMNS_ONLY.get((table, role, letter))
    if columns is None:
        return sql.SQL(LETTERS[letter])
    return sql.SQL("{} ({})").format(sql.SQL(LETTERS[letter]), sql.SQL(", ").join(map(sql.Identifier, columns)))


# --- Functions and policies --------------------------------------------------------------------------------


ASKED = re.compile(r"\bportal_(?:claim\('(?P<claim>\w+)'\)|(?P<number>user|organisation)\(\))")


def asked_once(body: str) -> str:
    """The same function with the seal checked once in a call: bare, it would be once for every claim and row."""
    text = ASKED.sub(_from_said, body.strip())
    if text == body.strip():
        return text
    others = text.startswith("WITH ")
    return (
        f"WITH asking AS MATERIALIZED (SELECT portal_said() AS said){',' if others else ' '}{text.removeprefix('WITH')}"
    )


def _from_said(match: re.Match[str]) -> str:
    kind = "::bigint" if match["number"] else ""
    return f"(SELECT (said ->> '{match['claim'] or match['number']}'){kind} FROM asking)"


def _functions() -> Iterator[sql.Composed]:
    definer = "SECURITY DEFINER SET search_path = public, pg_temp"
    for head, body in FUNCTIONS.items():
        text = f"CREATE OR REPLACE FUNCTION {head} LANGUAGE sql STABLE {definer} AS $$ {asked_once(body)} $$"
        yield sql.SQL(text).format()  # type: ignore[arg-type]
    for function in CALLED_BY_ALL:
        yield sql.SQL(f"ALTER FUNCTION {function} {definer}").format()


def _policies(cursor) -> Iterator[sql.Composed]:
    yield from _no_policies(cursor)
    for table, rules in rows.ROWS.items():
        name = sql.Identifier(table)
        yield sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name)
        yield sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(name)
        yield sql.SQL("CREATE POLICY owner ON {} TO CURRENT_USER USING (true)").format(name)
        for number, rule in enumerate(rules, 1):
            yield from _rule(name, rule, number)


def _rule(table: sql.Identifier, rule: rows.Rule, number: int) -> Iterator[sql.Composed]:
    to = sql.SQL(", ").join(map(sql.Identifier, access.roles_of(rule.columns)))
    read, check = sql.SQL(rule.read), sql.SQL(rule.check)  # type: ignore[arg-type]
    if not rule.write:
        template = "CREATE POLICY {name} ON {table} TO {to} USING ({read}) WITH CHECK ({read})"
        yield sql.SQL(template).format(name=sql.Identifier(f"rule_{number}"), table=table, to=to, read=read)
        return
    parts = {
        "read": "FOR SELECT TO {to} USING ({read})",
        "create": "FOR INSERT TO {to} WITH CHECK ({check})",
        "update": "FOR UPDATE TO {to} USING ({check}) WITH CHECK ({check})",
        "delete": "FOR DELETE TO {to} USING ({check})",
    }
    for act, template in parts.items():
        policy = sql.Identifier(f"rule_{number}_{act}")
        yield sql.SQL("CREATE POLICY {} ON {} ").format(policy, table) + sql.SQL(template).format(
            to=to, read=read, check=check
        )


def _no_policies(cursor) -> Iterator[sql.Composed]:
    found = "SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'"
    for policy, table in cursor.execute(found).fetchall():
        yield sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(policy), sql.Identifier(table))
    for (table,) in cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"
    ).fetchall():
        if table not in rows.ROWS:
            yield sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(sql.Identifier(table))
            yield sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(sql.Identifier(table))


# --- When --------------------------------------------------------------------------------------------------


def open_for_migration(plan: list, using: str, **kwargs) -> None:
    """Receiver of ``pre_migrate``: policies would stand in the way of changed columns. Without them the tables
    they guard are closed to everybody but the owner until the walls stand again."""
    connection = connections[using]
    if not plan or "portal_seal" not in connection.introspection.table_names():
        return
    with transaction.atomic(using=using), connection.cursor() as django_cursor:
        cursor = django_cursor.cursor
        found = "SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' AND policyname <> 'owner'"
        for policy, table in cursor.execute(found).fetchall():
            cursor.execute(sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(policy), sql.Identifier(table)))


def build_after_migrate(using: str, **kwargs) -> None:
    """Receiver of ``post_migrate``. A partial migration (tests of migrations) may not have all tables yet, and
    emptying the tables of a test is no migration at all."""
    if "plan" in kwargs and set(access.grants()) <= set(connections[using].introspection.table_names()):
        build_walls(using)
