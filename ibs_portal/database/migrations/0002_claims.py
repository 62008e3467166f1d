"""Who is asking, as the database believes it: sealed claims, and the functions that policies use."""

from django.db import migrations

# Not a model: nobody but the owner may read it, and no code of the portal has any business there.
SEAL_TABLE = """
CREATE TABLE portal_seal (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL
)
"""
# A STABLE function in "(SELECT portal_claim(…))" is asked once per statement, not once per row.
CLAIM = """
CREATE FUNCTION portal_claim(name text) RETURNS text
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
    RETURN said::jsonb ->> name;
END $$
"""
NUMBER = """
CREATE FUNCTION portal_{name}() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT public.portal_claim('{name}')::bigint $$
"""


class Migration(migrations.Migration):
    dependencies = [("database", "0001_extensions")]
    operations = [
        migrations.RunSQL(SEAL_TABLE, "DROP TABLE portal_seal"),
        migrations.RunSQL(CLAIM, "DROP FUNCTION portal_claim(text)"),
        migrations.RunSQL(NUMBER.format(name="user"), "DROP FUNCTION portal_user()"),
        migrations.RunSQL(NUMBER.format(name="organisation"), "DROP FUNCTION portal_organisation()"),
    ]
