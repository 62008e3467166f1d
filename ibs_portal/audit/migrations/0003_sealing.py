"""Seals over the entries, in batches and after the fact: nobody who writes an entry waits for a seal."""

from django.db import migrations

# The number of the newest entry, and who is writing: whoever takes a number holds a lock on the table from before
# that until the transaction ends.
MARK = """
CREATE FUNCTION audit_seal_mark(OUT newest bigint, OUT writers text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT last_value INTO newest FROM audit_entry_id_seq;
    SELECT coalesce(array_agg(virtualtransaction), '{}') INTO writers FROM pg_locks
    WHERE relation = 'audit_entry'::regclass AND mode = 'RowExclusiveLock'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
END $$
"""
# Nothing as long as one of those transactions runs: it could still bring an entry with a smaller number.
SEAL = """
CREATE FUNCTION audit_seal_entries(newest bigint, writers text[], batch integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before audit_seal;
    heading text;
    lines text;
    first bigint;
    last bigint;
    number integer;
    moment timestamptz;
    made integer := 0;
BEGIN
    IF NOT (current_setting('role') = 'none' AND session_user = current_user)
       AND portal_claim('role') IS DISTINCT FROM 'portal_jobs' THEN
        RAISE EXCEPTION 'Only the job seals the trail.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (
        SELECT FROM pg_locks
        WHERE relation = 'audit_entry'::regclass AND mode = 'RowExclusiveLock' AND virtualtransaction = ANY (writers)
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ) THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('audit_seal'));
    SELECT * INTO before FROM audit_seal ORDER BY id DESC LIMIT 1;
    LOOP
        first := coalesce(before.last_entry, 0) + 1;
        SELECT max(id), count(*) INTO last, number FROM (
            SELECT id FROM audit_entry WHERE id BETWEEN first AND newest ORDER BY id LIMIT batch
        ) next;
        EXIT WHEN number = 0;
        IF number < batch THEN
            last := newest;
        END IF;
        moment := clock_timestamp();
        heading := json_build_array(
            coalesce(before.id, 0) + 1, first, last, number, (extract(epoch FROM moment) * 1000000)::bigint,
            coalesce(before.digest, '')
        )::text;
        SELECT string_agg(json_build_array(
            entry.id, (extract(epoch FROM entry.at) * 1000000)::bigint, entry.kind, entry.actor_id,
            entry.organisation_id, entry.database_role, entry.verb, entry.model, entry.object_id, entry.file_model,
            entry.file_id, entry.holder_id, entry.fields, entry.reason, entry.request_id
        )::text, E'\\n' ORDER BY entry.id) INTO lines FROM audit_entry entry WHERE entry.id BETWEEN first AND last;
        INSERT INTO audit_seal (id, first_entry, last_entry, count, digest, previous, sealed_at) VALUES (
            coalesce(before.id, 0) + 1, first, last, number,
            encode(sha256(convert_to(heading || E'\\n' || lines, 'UTF8')), 'hex'), coalesce(before.digest, ''), moment
        ) RETURNING * INTO before;
        made := made + 1;
    END LOOP;
    RETURN made;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_insert_only")]
    operations = [
        migrations.RunSQL(MARK, "DROP FUNCTION audit_seal_mark()"),
        migrations.RunSQL(SEAL, "DROP FUNCTION audit_seal_entries(bigint, text[], integer)"),
    ]
