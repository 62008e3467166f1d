"""A hole for statements, on purpose: what forty attacks get out of the public process, and out of the staff's.

The page puts its input into a statement, shows rows and errors alike, and then goes on to list everybody it may.
What counts as a leak is any word that the database keeps about people: names, addresses, keys of sessions, hashes
of passwords, second factors, the seal.
"""

import http.client
import json
import re
import urllib.parse
from collections.abc import Iterable

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.walls.server import served

pytestmark = pytest.mark.xdist_group("walls")


def union(select: str) -> str:
    return f"x' UNION ALL {select} -- "


FORGED = '{"role":"%s","user":"1","organisation":"1","email":"begleiterin@example.org"}'
PEOPLE = (
    ("accounts_user", "email"),
    ("accounts_user", "password"),
    ("accounts_session", "session_key"),
    ("accounts_session", "session_data"),
    ("usersessions_usersession", "session_key"),
    ("mfa_authenticator", "data::text"),
    ("account_emailaddress", "email"),
    ("volunteers_volunteer", "email || phone || family_name"),
    ("volunteers_skilledworker", "family_name"),
    ("volunteers_meetingnote", "encode(text, 'hex')"),
    ("volunteers_checkin", "encode(words, 'hex')"),
    ("projects_registration", "name || email || phone"),
    ("counselling_client", "phone || street"),
    ("counselling_clientname", "given || family"),
    ("counselling_contactnote", "encode(text, 'hex')"),
    ("audit_entry", "actor_id::text || reason"),
    ("procrastinate_jobs", "args::text"),
    ("portal_seal", "encode(inner_pad, 'hex')"),
)
# Forty: each row of people by UNION, then everything that tries to become somebody else.
ATTACKS = [
    *(union(f"SELECT {column} FROM {table}") for table, column in PEOPLE),
    # Settings: who is asking, the role, the way to tables.
    union(f"SELECT set_config('portal.claims', '{FORGED % 'portal_visitor'}', true)"),
    union("SELECT set_config('portal.seal', repeat('0', 64), true)"),
    union(
        f"SELECT family_name FROM volunteers_volunteer, (SELECT set_config('portal.claims', "
        f"'{FORGED % 'portal_errand'}', true), set_config('role', 'portal_errand', true) OFFSET 0) forged"
    ),
    *(
        union(f"SELECT set_config('role', '{role}', true)")
        for role in ("portal_counselling", "portal_programme", "portal_staff_door", "portal_public_door", "none")
    ),
    union("SELECT set_config('role', 'portal_public_door', true) UNION ALL SELECT email FROM accounts_user"),
    union("SELECT set_config('session_authorization', 'portal_owner', true)"),
    union("SELECT set_config('row_security', 'off', true) UNION ALL SELECT email FROM accounts_user"),
    union("SELECT set_config('search_path', 'pg_temp, public', true)"),
    # Second statements.
    "x'; SET ROLE portal_counselling; SELECT given FROM counselling_clientname; -- ",
    "x'; COPY accounts_user TO STDOUT; -- ",
    "x'; COMMIT; RESET ROLE; SELECT email FROM accounts_user; -- ",
    # Around the tables.
    union("SELECT query_to_xml('SELECT * FROM accounts_user', true, true, '')::text"),
    union("SELECT database_to_xml(true, true, '')::text"),
    union("SELECT pg_read_file('/etc/passwd')"),
    union("SELECT pg_ls_dir('.')"),
    union("SELECT rolpassword FROM pg_authid"),
    union("SELECT most_common_vals::text FROM pg_stats WHERE tablename LIKE '%user' OR tablename LIKE '%name'"),
    union("SELECT query FROM pg_stat_activity WHERE query <> ''"),
    union("SELECT prosrc FROM pg_proc WHERE proname LIKE 'portal%'"),
    # By way of an error, and by way of a function that may look further than the one who calls it.
    union("SELECT CAST((SELECT email FROM accounts_user LIMIT 1) AS integer)::text"),
    union("SELECT array_to_string(counselling_house(), ',') || portal_claim('user')"),
]


def secrets(walled) -> set[str]:
    """Every word that the database keeps about people and doors, as its owner sees them."""
    parameters = connection.get_connection_params() | {"dbname": walled.name}
    words: set[str] = set()
    with psycopg.connect(**parameters) as owner:
        for table, column in PEOPLE:
            words |= {row[0] for row in owner.execute(f"SELECT {column} FROM {table}") if row[0]}
        for column in ("email", "phone", "family_name"):
            words |= {row[0] for row in owner.execute(f"SELECT {column} FROM volunteers_volunteer")}
        words |= {row[0] for row in owner.execute("SELECT name FROM accounts_user")}
        words |= {row[0] for row in owner.execute("SELECT name FROM projects_registration")}
        words |= {row[0] for row in owner.execute("SELECT family FROM counselling_clientname")}
    # Short words ("Ali") stand in many texts.
    return {word for word in words if word and len(word) > 5}


def own_words(walled, email: str) -> set[str]:
    """What a person may see of herself."""
    parameters = connection.get_connection_params() | {"dbname": walled.name}
    with psycopg.connect(**parameters) as owner:
        (key, user) = owner.execute("SELECT id, to_jsonb(u) FROM accounts_user u WHERE email = %s", [email]).fetchone()
        volunteers = owner.execute("SELECT to_jsonb(v) FROM volunteers_volunteer v WHERE user_id = %s", [key])
        partners = owner.execute(
            "SELECT to_jsonb(w) FROM volunteers_match m JOIN volunteers_volunteer v ON v.id = m.volunteer_id "
            "JOIN volunteers_skilledworker w ON w.id = m.worker_id WHERE v.user_id = %s AND m.state = 'active'",
            [key],
        )
        rows = [user, *(row[0] for row in volunteers), *(row[0] for row in partners)]
        own = "JOIN volunteers_volunteer v ON v.id = one.volunteer_id WHERE v.user_id = %s"
        texts = owner.execute(
            "SELECT v.email || v.phone || v.family_name FROM volunteers_volunteer v WHERE user_id = %s "
            f"UNION ALL SELECT encode(text, 'hex') FROM volunteers_meetingnote one {own} "
            f"UNION ALL SELECT encode(words, 'hex') FROM volunteers_checkin one {own}",
            [key] * 3,
        ).fetchall()
    # Django's settings of a connection leave JSON to its fields.
    return {str(value) for row in rows for value in json.loads(row).values()} | {row[0] for row in texts}


def leaked(statement: str, answer: str, words: Iterable[str]) -> list[str]:
    said = answer + json.dumps(json.loads(answer), ensure_ascii=False) if answer.startswith("{") else answer
    # What the attack itself says, and set_config() gives back, is no find.
    return sorted(word for word in words if word in said and word not in statement)


def attack(port: int, statement: str, cookie: str = "") -> str:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"} if cookie else {}
    asked.request("GET", f"/loch/einspeisung/?q={urllib.parse.quote(statement)}", headers=headers)
    response = asked.getresponse()
    text = response.read().decode()
    asked.close()
    assert response.status == 200, (statement, response.status, text[:300])
    return text


def test_there_are_forty_attacks():
    assert len(ATTACKS) == len(set(ATTACKS)) >= 40


def test_the_hole_of_the_public_process_yields_nobody(walled):
    words = secrets(walled)
    assert len(words) > 400
    found = {}
    with served(walled, settings.LOGINS["public"], PORTAL_REALM="public") as port:
        for email in ("", "begleiterin@example.org"):
            cookie = walled.sessions[f"{email} public"] if email else ""
            hidden = words - own_words(walled, email) if email else words
            for statement in ATTACKS:
                if leak := leaked(statement, attack(port, statement, cookie), hidden):
                    found[f"{email}: {statement}"] = leak[:3]
        # The page itself works, or all of this would prove nothing.
        assert json.loads(attack(port, "x' OR ''='"))["rows"]
    assert found == {}


def test_staff_cannot_get_in_by_the_public_process(walled):
    with served(walled, settings.LOGINS["public"], PORTAL_REALM="public") as port:
        for realm in ("staff", "public"):
            said = attack(port, "x", walled.sessions[f"beratung@example.org {realm}"])
            assert re.findall(r"[\w.-]+@example\.org", said) == []


def test_what_remains_possible_in_the_staff_process(walled):
    """Documented in ``docs/security.md``: whoever finds a hole there reads what the person logged in may read anyway,
    and the accounts of her own house; never files of others, sessions, second factors or jobs."""
    parameters = connection.get_connection_params() | {"dbname": walled.name}
    with psycopg.connect(**parameters) as owner:
        own = "SELECT id FROM accounts_organisation WHERE kind = 'city'"
        hidden = {
            row[0]
            for statement in (
                f"SELECT family FROM counselling_clientname WHERE controller_id NOT IN ({own}) AND family NOT IN "
                f"(SELECT family FROM counselling_clientname WHERE controller_id IN ({own}))",
                f"SELECT encode(text, 'hex') FROM counselling_contactnote WHERE controller_id NOT IN ({own}) "
                "AND text NOT IN "
                f"(SELECT text FROM counselling_contactnote WHERE controller_id IN ({own}))",
                "SELECT session_key FROM accounts_session",
                "SELECT session_data FROM accounts_session",
                "SELECT email FROM volunteers_volunteer WHERE email <> ''",
                "SELECT phone FROM volunteers_volunteer WHERE phone <> ''",
                "SELECT args::text FROM procrastinate_jobs",
                "SELECT encode(inner_pad, 'hex') FROM portal_seal",
                "SELECT email FROM accounts_user WHERE realm = 'public'",
            )
            for row in owner.execute(statement)
            if row[0] and len(row[0]) > 5
        }
    assert len(hidden) > 60
    found = {}
    with served(walled, settings.LOGINS["staff"], PORTAL_REALM="staff") as port:
        cookie = walled.sessions["beratung@example.org staff"]
        for statement in ATTACKS:
            if leak := leaked(statement, attack(port, statement, cookie), hidden):
                found[statement] = leak[:3]
        assert "SELECT" not in attack(port, "x", cookie)
    assert found == {}


def test_without_walls_the_same_attacks_do_yield(walled):
    """The negative control: the same statements as the owner, for whom there are no walls."""
    parameters = connection.get_connection_params() | {"dbname": walled.name}
    parameters["cursor_factory"] = psycopg.ClientCursor
    words, yielding = secrets(walled), 0
    with psycopg.connect(**parameters) as owner:
        # COPY speaks another protocol, which this simple page would not understand.
        for statement in (attack for attack in ATTACKS if "COPY" not in attack and "COMMIT" not in attack):
            try:
                with owner.transaction(force_rollback=True):
                    cursor = owner.execute(f"SELECT code FROM counselling_topic WHERE code = '{statement}'")
                    answer = (
                        json.dumps(cursor.fetchall(), ensure_ascii=False, default=str) if cursor.description else ""
                    )
            except psycopg.Error as error:
                answer = str(error)
            yielding += bool(leaked(statement, answer, words))
    assert yielding >= 15
