"""All that is said of who is asking at once, so that a function which needs several claims checks the seal once.

The seal is checked in this one place: a single claim is asked of it.
"""

from importlib import import_module

from django.db import migrations

CLAIM_BEFORE = import_module("ibs_portal.database.migrations.0002_claims").CLAIM

SAID = """
CREATE FUNCTION portal_said() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    said text := current_setting('portal.claims', true);
    pads public.portal_seal;
BEGIN
    IF said IS NULL OR said = '' THEN RETURN NULL; END IF;
    SELECT * INTO pads FROM public.portal_seal;
    IF current_setting('portal.seal', true) IS DISTINCT FROM
       encode(sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(said, 'UTF8'))), 'hex')
    THEN RETURN NULL; END IF;
    -- Sealed for one role: whoever becomes another one has said nothing.
    IF said::jsonb ->> 'role' IS DISTINCT FROM current_setting('role', true) THEN RETURN NULL; END IF;
    RETURN said::jsonb;
END $$
"""
CLAIM = """
CREATE OR REPLACE FUNCTION portal_claim(name text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN public.portal_said() ->> name; END $$
"""


class Migration(migrations.Migration):
    dependencies = [("database", "0002_claims")]
    operations = [
        migrations.RunSQL(SAID, "DROP FUNCTION portal_said()"),
        migrations.RunSQL(CLAIM, CLAIM_BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")),
    ]
