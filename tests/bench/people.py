"""Many invented rows, and sessions of demo accounts, for the benchmark."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from counselling.models import Client, Contact
from ibs_portal.accounts.models import User
from ibs_portal.accounts.sessions import SessionStore

# Copies of one row with other keys: a column that a table gets later comes along.
# Ten contacts for each client; the names differ in their number.
CLIENTS = """
INSERT INTO counselling_client SELECT made.*
FROM generate_series(%(first)s::int, %(last)s::int) n, counselling_client template,
    jsonb_populate_record(template, jsonb_build_object(
        'id', nextval(pg_get_serial_sequence('counselling_client', 'id')), 'file_number', 'bench-' || n,
        'token', gen_random_uuid(), 'birth_date', null, 'birth_precision', 'unknown', 'phone', '', 'email', '')) made
WHERE template.id = %(client)s::bigint
"""
NAMES = """
INSERT INTO counselling_clientname SELECT made.*
FROM counselling_client c, counselling_clientname template, substr(c.file_number, 7) number,
    jsonb_populate_record(template, jsonb_build_object(
        'id', nextval(pg_get_serial_sequence('counselling_clientname', 'id')), 'client_id', c.id,
        'given', 'Amal', 'family', 'Muster ' || number,
        'search_key', ' amal muster ' || number, 'sort_key', 'muster ' || number || ' amal')) made
WHERE template.client_id = %(client)s::bigint AND template.is_primary AND c.file_number BETWEEN 'bench-' AND 'bench-~'
    AND NOT EXISTS (SELECT FROM counselling_clientname k WHERE k.client_id = c.id)
"""
CONTACTS = """
INSERT INTO counselling_contact SELECT made.*
FROM counselling_client c, generate_series(1, 10) n, counselling_contact template,
    jsonb_populate_record(template, jsonb_build_object(
        'id', nextval(pg_get_serial_sequence('counselling_contact', 'id')), 'client_id', c.id, 'case_id', null,
        'token', gen_random_uuid(),
        -- Five years' work: one person records some thirty a day.
        'at', now() - (n * 180 - c.id %% 180 || ' days')::interval - (c.id %% 600 || ' minutes')::interval)) made
WHERE template.id = %(contact)s::bigint AND c.file_number BETWEEN 'bench-' AND 'bench-~'
    AND NOT EXISTS (SELECT FROM counselling_contact k WHERE k.client_id = c.id)
"""
TABLES = ("counselling_client", "counselling_clientname", "counselling_contact")


def fill(contacts: int) -> None:
    """Adds clients and contacts until there are about this many contacts."""
    missing = (contacts - Contact.objects.count()) // 10
    if missing > 0:
        city = User.objects.get(email="beratung@example.org").organisation
        files = Client.objects.filter(controller=city, is_restricted=False, merged_into=None)
        template = Contact.objects.filter(client__in=files).order_by("pk").first()
        first = Client.objects.filter(file_number__startswith="bench-").count() + 1
        keys = {"client": template.client_id, "contact": template.pk, "first": first, "last": first + missing - 1}
        with connection.cursor() as cursor:
            # A million invented rows need no line each in the trail.
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in (CLIENTS, NAMES, CONTACTS):
                cursor.execute(statement, keys)
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute("SELECT counselling_rebuild_figures()")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def cookie_of(name: str) -> str:
    """A session of a demo account, as the header ``Cookie`` carries it."""
    user = User.objects.get(email=f"{name}@example.org")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def file_address() -> str:
    """The file of the city's client with the longest course."""
    organisation = User.objects.get(email="beratung@example.org").organisation_id
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT client_id FROM counselling_contact WHERE client_id IS NOT NULL AND controller_id = %s "
            "GROUP BY client_id ORDER BY count(*) DESC, client_id LIMIT 1",
            [organisation],
        )
        return f"/intern/personen/{cursor.fetchone()[0]}/"
