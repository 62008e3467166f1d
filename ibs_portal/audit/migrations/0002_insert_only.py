"""Entries are added by functions of the database only, which know by themselves who is asking."""

from django.db import migrations, models
from django.db.models import Q

# Who is asking, as the sealed claims say it. Only the owner of the database may act for somebody else.
ASKER = """
CREATE FUNCTION audit_asker(
    OUT actor_id bigint, OUT organisation_id bigint, OUT database_role text, OUT request_id text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    claims jsonb;
BEGIN
    database_role := current_setting('role');
    request_id := '';
    IF database_role = 'none' THEN
        IF session_user <> current_user THEN
            RAISE EXCEPTION 'Nobody is asking: there is no entry without somebody.'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        database_role := 'owner';
    ELSIF public.portal_claim('role') IS NOT NULL THEN
        claims := current_setting('portal.claims')::jsonb;
        actor_id := (claims ->> 'user')::bigint;
        organisation_id := (claims ->> 'organisation')::bigint;
        request_id := coalesce(claims ->> 'request', '');
    END IF;
END $$
"""
# Which file a row is part of and who holds it. The declaration of the watched models writes the real one.
PLACE = """
CREATE FUNCTION audit_place(
    label text, key bigint, OUT file_model text, OUT file_id bigint, OUT holder_id bigint
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    file_model := '';
END $$
"""
# Changes of rows are for the triggers to say, so "change" is refused here.
WRITE = """
CREATE FUNCTION audit_write(
    kind text, verb text, model text, object_id bigint, fields text, reason text, actor bigint, house bigint
) RETURNS SETOF audit_entry LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asker record;
    place record;
BEGIN
    IF kind NOT IN ('act', 'read', 'refused') THEN
        RAISE EXCEPTION 'No entry of the kind % can be written.', kind USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO asker FROM audit_asker();
    IF asker.database_role = 'owner' THEN
        asker.actor_id := actor;
        asker.organisation_id := house;
        asker.request_id := coalesce(current_setting('portal.request', true), '');
    END IF;
    SELECT * INTO place FROM audit_place(model, object_id);
    RETURN QUERY INSERT INTO audit_entry (
        at, kind, actor_id, organisation_id, database_role, verb, model, object_id,
        file_model, file_id, holder_id, fields, reason, request_id
    ) VALUES (
        clock_timestamp(), kind, asker.actor_id, asker.organisation_id, asker.database_role, verb, model, object_id,
        coalesce(place.file_model, ''), place.file_id, coalesce(place.holder_id, asker.organisation_id),
        fields, reason, asker.request_id
    ) RETURNING *;
END $$
"""
LOOKS = """
UPDATE audit_entry SET kind = 'read' WHERE verb LIKE '%.viewed' OR verb LIKE '%.exported'
"""


def stop_watching(apps, schema_editor):
    """On the way back: the triggers write columns that will not be there."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger"
            " WHERE tgname LIKE 'pgtrigger%'"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def added(name: str, field: models.Field) -> migrations.AddField:
    return migrations.AddField("entry", name, field)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("database", "0002_claims")]
    operations = [
        migrations.AlterModelOptions(
            "entry",
            {
                "ordering": ["-id"],
                "permissions": [("view_trail", "Can read the trail of the own organisation")],
                "verbose_name": "entry",
                "verbose_name_plural": "trail",
            },
        ),
        added(
            "kind",
            models.CharField(
                choices=[("act", "act"), ("change", "change of a row"), ("read", "look"), ("refused", "refused")],
                default="act",
                editable=False,
                max_length=10,
                verbose_name="kind",
            ),
        ),
        added("database_role", models.CharField(blank=True, default="", editable=False, max_length=40, verbose_name="as")),
        added("file_model", models.CharField(blank=True, default="", editable=False, max_length=60, verbose_name="kind of file")),
        added("file_id", models.BigIntegerField(editable=False, null=True, verbose_name="file")),
        added(
            "holder_id",
            models.BigIntegerField(editable=False, null=True, verbose_name="organisation that holds the row"),
        ),
        migrations.AlterField("entry", "at", models.DateTimeField(editable=False, verbose_name="when")),
        migrations.AlterField(
            "entry",
            "organisation_id",
            models.BigIntegerField(editable=False, null=True, verbose_name="of which organisation"),
        ),
        migrations.AlterField("entry", "verb", models.CharField(editable=False, max_length=80, verbose_name="what")),
        migrations.AlterField(
            "entry", "model", models.CharField(blank=True, editable=False, max_length=60, verbose_name="kind of row")
        ),
        migrations.AlterField(
            "entry", "request_id", models.CharField(blank=True, editable=False, max_length=32, verbose_name="request")
        ),
        migrations.AlterField(
            "entry",
            "database_role",
            models.CharField(blank=True, editable=False, max_length=40, verbose_name="as"),
        ),
        migrations.AlterField(
            "entry",
            "file_model",
            models.CharField(blank=True, editable=False, max_length=60, verbose_name="kind of file"),
        ),
        migrations.RemoveIndex("entry", "audit_entry_object"),
        migrations.AddIndex("entry", models.Index(fields=["holder_id", "-id"], name="audit_entry_holder")),
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=["file_model", "file_id", "-id"], condition=Q(file_id__isnull=False), name="audit_entry_file"
            ),
        ),
        migrations.CreateModel(
            "Seal",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_entry", models.BigIntegerField(editable=False, verbose_name="from entry")),
                ("last_entry", models.BigIntegerField(editable=False, unique=True, verbose_name="to entry")),
                ("count", models.PositiveIntegerField(editable=False, verbose_name="entries")),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                ("previous", models.CharField(blank=True, editable=False, max_length=64, verbose_name="digest before")),
                ("sealed_at", models.DateTimeField(editable=False, verbose_name="sealed at")),
            ],
            options={"verbose_name": "seal", "verbose_name_plural": "seals", "ordering": ["id"]},
        ),
        migrations.RunSQL(LOOKS.replace("%", "%%"), migrations.RunSQL.noop),
        migrations.RunSQL(ASKER, "DROP FUNCTION audit_asker()"),
        migrations.RunSQL(PLACE, "DROP FUNCTION audit_place(text, bigint)"),
        migrations.RunSQL(WRITE, "DROP FUNCTION audit_write(text, text, text, bigint, text, text, bigint, bigint)"),
        migrations.RunPython(migrations.RunPython.noop, stop_watching),
    ]
