"""The catalogue: every table has its line, every table with people its policies, and nobody who serves has power."""

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from ibs_portal.database import access, roles, rows, rules
from ibs_portal.database.cursor import OneStatementCursor
from ibs_portal.database.rights import WallsError, build_walls
from ibs_portal.privacy.declaration import Subject, declaration_of, own_models

LETTERS = {"r": "SELECT", "c": "INSERT", "u": "UPDATE", "d": "DELETE"}
KINDS = [*LETTERS.values(), "TRUNCATE", "REFERENCES", "TRIGGER"]


def ask(statement: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def real_rights() -> dict[tuple[str, str], set[str]]:
    """What each role and login may really do on each table, columns included."""
    who = [*roles.ALL_ROLES, *settings.LOGINS.values()]
    real = ask(
        "SELECT tablename, rolname, kind FROM pg_tables, pg_roles, unnest(%s::text[]) kind "
        "WHERE schemaname = 'public' AND rolname = ANY (%s) "
        "AND (has_table_privilege(rolname, tablename::regclass, kind) OR kind IN ('SELECT', 'INSERT', 'UPDATE') "
        "AND has_any_column_privilege(rolname, tablename::regclass, kind))",
        KINDS,
        who,
    )
    found: dict[tuple[str, str], set[str]] = {}
    for table, role, kind in real:
        found.setdefault((table, role), set()).add(kind)
    return found


def declared_rights() -> dict[tuple[str, str], set[str]]:
    return {
        (table, role): {LETTERS[letter] for letter in letters}
        for table, cells in access.grants().items()
        for role, letters in cells.items()
        if letters
    }


def tables_with_people() -> set[str]:
    models = [m for m in own_models() if declaration_of(m).subject is not Subject.NOBODY]
    through = [
        f.remote_field.through
        for m in models
        for f in m._meta.many_to_many
        if f.remote_field.through._meta.auto_created
    ]
    libraries = ["account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator", "usersessions.UserSession"]
    tables = {m._meta.db_table for m in (*models, *through, *map(apps.get_model, libraries))}
    # Demo mails are invented, for everybody who tries it; elsewhere the table is empty. News are texts for the
    # public; the one person in them is the author, and the public may not read accounts.
    return tables - {"mail_demomail", "website_newsitem"}


def test_every_role_has_the_rights_of_the_page_and_no_others(db):
    assert real_rights() == declared_rights()


def test_a_widened_right_would_be_seen(db):
    ask("SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT ON mfa_authenticator TO portal_visitor")
    assert real_rights() != declared_rights()


def test_the_logins_may_become_their_roles_and_nothing_else(db):
    members = ask("SELECT member::regrole::text, roleid::regrole::text FROM pg_auth_members")
    for kind, login in settings.LOGINS.items():
        assert {role for member, role in members if member == login} == set(roles.MAY_BECOME[kind]), login
    assert {role for member, role in members if member in roles.ALL_ROLES} == set()


def test_nobody_who_serves_has_powers_or_owns_anything(db):
    who = [*roles.ALL_ROLES, *settings.LOGINS.values()]
    powers = ask(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY (%s) AND (rolsuper OR rolbypassrls OR rolcreatedb "
        "OR rolcreaterole OR rolreplication OR rolinherit)",
        who,
    )
    owned = ask(
        "SELECT relname FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE rolname = ANY (%s) UNION ALL "
        "SELECT proname FROM pg_proc JOIN pg_roles r ON r.oid = proowner WHERE rolname = ANY (%s) UNION ALL "
        "SELECT nspname FROM pg_namespace JOIN pg_roles r ON r.oid = nspowner WHERE rolname = ANY (%s)",
        who,
        who,
        who,
    )
    makes = [role for role in who if ask("SELECT has_schema_privilege(%s, 'public', 'CREATE')", role) == [(True,)]]
    assert (powers, owned, makes) == ([], [], [])


def guarded() -> dict[str, tuple[bool, bool]]:
    tables = ask(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    return {name: (enabled, forced) for name, enabled, forced in tables}


def test_every_table_with_people_has_its_rows(db):
    assert tables_with_people() - set(rows.ROWS) == set()
    state = guarded()
    assert {table for table in rows.ROWS if state[table] != (True, True)} == set()


def test_a_table_with_people_that_nobody_thought_of_would_be_seen(db, monkeypatch):
    monkeypatch.delitem(rows.ROWS, "counselling_client")
    assert tables_with_people() - set(rows.ROWS) == {"counselling_client"}


def test_every_role_with_rights_on_a_guarded_table_has_a_rule_there(db):
    """Otherwise its pages would be empty without a word."""
    missing = {
        (table, role)
        for table, cells in access.grants().items()
        for role, letters in cells.items()
        if letters
        and table in rows.ROWS
        and not any(role in access.roles_of(rule.columns) for rule in rows.ROWS[table])
    }
    assert missing == set()


def test_every_rule_stands_in_the_database_and_nothing_else(db):
    policies = ask("SELECT tablename, policyname, permissive, roles FROM pg_policies WHERE schemaname = 'public'")
    declared = set()
    for table, own in rows.ROWS.items():
        declared.add((table, ("portal_owner",)))
        declared |= {(table, tuple(sorted(set(access.roles_of(rule.columns))))) for rule in own}
    assert {(table, tuple(sorted(names))) for table, _name, _kind, names in policies} == declared
    assert {kind for _table, _name, kind, _names in policies} == {"PERMISSIVE"}


def test_there_is_no_view_to_walk_around_the_policies(db):
    assert (
        ask(
            "SELECT relname FROM pg_class c WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace "
            "AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')"
        )
        == []
    )


def test_functions_that_look_past_the_walls_name_their_schema(db):
    loose = ask(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace "
        "AND NOT EXISTS (SELECT FROM unnest(proconfig) c WHERE c LIKE 'search_path=%%')"
    )
    assert loose == []


def test_a_table_without_a_line_stops_the_command(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counselling_forgotten (id bigint)")
    with pytest.raises(WallsError, match=r"no line for .*counselling_forgotten"):
        build_walls()
    with pytest.raises(CommandError, match="counselling_forgotten"):
        call_command("walls")


def test_building_twice_changes_nothing_and_takes_away_what_is_not_declared(db, capsys):
    before = ask("SELECT * FROM pg_policies ORDER BY tablename, policyname")
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT ON mfa_authenticator TO portal_visitor")
        cursor.execute("CREATE POLICY everybody ON counselling_client USING (true)")
    call_command("walls")
    assert ask("SELECT * FROM pg_policies ORDER BY tablename, policyname") == before
    assert real_rights() == declared_rights()


@pytest.fixture
def serving(db):
    """A connection as the login that serves, as a process of its own would have it."""
    parameters = connection.get_connection_params()
    parameters |= {"user": settings.LOGINS["everything"], "cursor_factory": OneStatementCursor}
    with psycopg.connect(**parameters) as opened:
        yield opened


def test_the_login_alone_may_do_nothing(serving):
    for table in ("counselling_topic", "accounts_user", "portal_seal", "audit_entry"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), serving.transaction():
            serving.execute(f"SELECT * FROM {table}")


@pytest.mark.parametrize("statement", ["SELECT 1; SELECT 2", "SELECT 1; DROP TABLE audit_entry -- "])
def test_stacked_statements_cannot_run_even_without_parameters(serving, statement):
    with pytest.raises(psycopg.errors.SyntaxError, match="multiple commands"):
        serving.execute(statement)


def test_the_usual_cursor_would_run_them(serving):
    """The negative control."""
    assert psycopg.Cursor(serving).execute("SELECT 1; SELECT 2").fetchone() == (1,)


def test_a_table_cannot_get_its_rules_twice(monkeypatch):
    """The second ones would silently replace the first."""
    monkeypatch.setattr(rules, "ROWS", {})
    rules.protect("counselling_case", rules.rule("counsel", "true"))
    with pytest.raises(ValueError, match="already"):
        rules.protect("counselling_contact counselling_case", rules.rule("counsel", "true"))
