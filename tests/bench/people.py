"""Many invented rows, and sessions of demo accounts, for the benchmark."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from counselling.models import Client, Contact
from ibs_portal.accounts.models import User
from ibs_portal.accounts.sessions import SessionStore

# Ten contacts for each client; the names differ in their number.
CLIENTS = """
WITH made AS (
    INSERT INTO counselling_client (controller_id, centre_id, file_number, birth_precision, gender, languages,
        nationality, phone, street, postcode, town, version, created_at, created_by_id)
    SELECT controller_id, centre_id, 'bench-' || n, 'unknown', '', ARRAY['ar'], '', '', '', '', '', 1, now(),
        created_by_id
    FROM generate_series(%(first)s::int, %(last)s::int) n,
        (SELECT * FROM counselling_client WHERE id = %(like)s::bigint) template
    RETURNING id, controller_id, file_number
)
INSERT INTO counselling_clientname (controller_id, client_id, kind, script, language, given, family, is_primary,
    search_key, sort_key)
SELECT controller_id, id, 'official', 'latin', '', 'Amal', 'Muster ' || substr(file_number, 7), true,
    ' amal muster ' || substr(file_number, 7), 'muster ' || substr(file_number, 7) || ' amal'
FROM made
"""
CONTACTS = """
INSERT INTO counselling_contact (controller_id, centre_id, client_id, at, minutes, channel, language, outcome,
    persons_counted, by_id, created_at, token)
SELECT c.controller_id, c.centre_id, c.id,
    -- Five years' work: one person records some thirty a day.
    now() - (n * 180 - c.id %% 180 || ' days')::interval - (c.id %% 600 || ' minutes')::interval,
    20, 'in_person', 'ar', 'done', 1, %(by)s::bigint, now(), gen_random_uuid()
FROM counselling_client c, generate_series(1, 10) n
WHERE c.file_number BETWEEN 'bench-' AND 'bench-~' AND NOT EXISTS (
    SELECT FROM counselling_contact k WHERE k.client_id = c.id)
"""
TABLES = ("counselling_client", "counselling_clientname", "counselling_contact")


def fill(contacts: int) -> None:
    """Adds clients and contacts until there are about this many contacts."""
    missing = (contacts - Contact.objects.count()) // 10
    if missing > 0:
        template = Client.objects.filter(controller=User.objects.get(email="beratung@example.org").organisation).first()
        first = Client.objects.filter(file_number__startswith="bench-").count() + 1
        parameters = {"first": first, "last": first + missing - 1, "like": template.pk}
        with connection.cursor() as cursor:
            # A million invented rows need no line each in the trail.
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(CLIENTS, parameters)
            cursor.execute(CONTACTS, {"by": template.created_by_id})
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
