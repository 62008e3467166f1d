"""Files that are put together: what moves is decided by the foreign keys that the database has.

``counselling_merge_move`` and ``counselling_merge_undo`` look past the walls, as who merges may not read all that
moves. They ask who is asking: a head of the centre of this house. ``counselling_follow_merge`` stands in front of every
table that points to clients, and ``counselling_follow_merges`` puts it there, after each migration.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# Tables that tell of the files themselves and not of the person.
LEFT = "'counselling_clientmerge'::regclass, 'counselling_distinctpair'::regclass, 'counselling_namekeys'::regclass"
LINKS = f"""
    SELECT key.conrelid::regclass AS place, field.attname AS field, own.attname AS id
    FROM pg_constraint key
    JOIN pg_attribute field ON field.attrelid = key.conrelid AND field.attnum = key.conkey[1]
    JOIN pg_index main ON main.indrelid = key.conrelid AND main.indisprimary
    JOIN pg_attribute own ON own.attrelid = key.conrelid AND own.attnum = main.indkey[0]
    WHERE key.contype = 'f' AND key.confrelid = 'counselling_client'::regclass AND array_length(key.conkey, 1) = 1
    AND key.conrelid NOT IN ({LEFT})
    ORDER BY key.conrelid::regclass::text, field.attname
"""
# The owner of the database outside of a request, or somebody with the right to merge in her own house.
MAY = """
    IF NOT (portal_claim('role') IS NULL AND session_user = current_user) AND NOT EXISTS (
        SELECT FROM accounts_user_groups own
        JOIN auth_group_permissions given USING (group_id)
        JOIN auth_permission permission ON permission.id = given.permission_id
        JOIN counselling_client file ON file.controller_id = portal_organisation()
        WHERE own.user_id = portal_user() AND permission.codename = 'merge_clients' AND file.id = kept
        AND portal_claim('role') = 'portal_counselling'
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'Only heads of a centre merge files.';
    END IF;
    IF (SELECT count(DISTINCT controller_id) FROM counselling_client WHERE id IN (kept, gone)) <> 1 OR kept = gone THEN
        RAISE insufficient_privilege USING MESSAGE = 'Two files of one organisation are merged.';
    END IF;
"""
MOVE = f"""
CREATE OR REPLACE FUNCTION counselling_merge_move(kept bigint, gone bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    link record; row_id bigint; moved bigint[]; stays bigint[]; told jsonb := '[]'; first_name bigint;
BEGIN
    {MAY}
    PERFORM FROM counselling_client WHERE id IN (kept, gone) ORDER BY id FOR UPDATE;
    SELECT id INTO first_name FROM counselling_clientname WHERE client_id = gone AND is_primary;
    UPDATE counselling_clientname SET is_primary = false WHERE id = first_name;
    FOR link IN {LINKS} LOOP
        moved := '{{}}'; stays := '{{}}';
        FOR row_id IN EXECUTE format('SELECT %I FROM %s WHERE %I = $1 ORDER BY 1', link.id, link.place, link.field)
            USING gone
        LOOP
            BEGIN
                EXECUTE format('UPDATE %s SET %I = $1 WHERE %I = $2', link.place, link.field, link.id)
                    USING kept, row_id;
                moved := moved || row_id;
            EXCEPTION WHEN unique_violation OR exclusion_violation OR check_violation THEN
                stays := stays || row_id;
            END;
        END LOOP;
        IF moved <> '{{}}' OR stays <> '{{}}' THEN
            told := told || jsonb_build_object('table', link.place::text, 'field', link.field, 'id', link.id,
                'keys', moved, 'stays', stays, 'first_name', first_name);
        END IF;
    END LOOP;
    RETURN told;
END $$
"""
UNDO = f"""
CREATE OR REPLACE FUNCTION counselling_merge_undo(merge bigint) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told record; link record; kept bigint; gone bigint; number integer := 0; done integer;
BEGIN
    SELECT client_id, merged_id INTO kept, gone FROM counselling_clientmerge WHERE id = merge AND undone_at IS NULL;
    {MAY}
    PERFORM FROM counselling_client WHERE id IN (kept, gone) ORDER BY id FOR UPDATE;
    FOR told IN SELECT part FROM counselling_clientmerge, jsonb_array_elements(moved) part WHERE id = merge LOOP
        FOR link IN SELECT * FROM ({LINKS}) links
            WHERE place::text = told.part ->> 'table' AND field = told.part ->> 'field'
        LOOP
            EXECUTE format('UPDATE %s SET %I = $1 WHERE %I = $2 AND %I = ANY ($3)',
                link.place, link.field, link.field, link.id)
                USING gone, kept, ARRAY(SELECT jsonb_array_elements_text(told.part -> 'keys')::bigint);
            GET DIAGNOSTICS done = ROW_COUNT;
            number := number + done;
        END LOOP;
        UPDATE counselling_clientname SET is_primary = true
            WHERE id = (told.part ->> 'first_name')::bigint AND client_id = gone;
    END LOOP;
    RETURN number;
END $$
"""
FOLLOW = """
CREATE OR REPLACE FUNCTION counselling_follow_merge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanted bigint; kept bigint;
BEGIN
    wanted := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    IF wanted IS NOT NULL THEN
        -- Waits for a merge that is under way, and then sees what came of it.
        SELECT merged_into_id INTO kept FROM counselling_client WHERE id = wanted FOR KEY SHARE;
        IF kept IS NOT NULL THEN
            NEW := jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], kept));
        END IF;
    END IF;
    RETURN NEW;
END $$
"""
EVERYWHERE = f"""
CREATE OR REPLACE FUNCTION counselling_follow_merges() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    link record; name text;
BEGIN
    FOR link IN {LINKS} LOOP
        name := 'follow_merge_' || link.field;
        IF link.place <> 'counselling_client'::regclass AND NOT EXISTS (
            SELECT FROM pg_trigger WHERE tgrelid = link.place AND tgname = name
        ) THEN
            EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %s FOR EACH ROW '
                'EXECUTE FUNCTION counselling_follow_merge(%L)', name, link.place, link.field);
        END IF;
    END LOOP;
END $$
"""
NOTHING = """
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN SELECT tgname, tgrelid::regclass AS place FROM pg_trigger WHERE tgname LIKE 'follow_merge_%' LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', found.tgname, found.place);
    END LOOP;
END $$;
DROP FUNCTION IF EXISTS counselling_follow_merges();
DROP FUNCTION IF EXISTS counselling_follow_merge();
DROP FUNCTION IF EXISTS counselling_merge_undo(bigint);
DROP FUNCTION IF EXISTS counselling_merge_move(bigint, bigint);
"""


def one_controller(table, column):
    name = f"counselling_{table}_{column}_one_controller"
    return migrations.RunSQL(
        f"ALTER TABLE counselling_{table} ADD CONSTRAINT {name} FOREIGN KEY ({column}_id, controller_id) "
        "REFERENCES counselling_client (id, controller_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE counselling_{table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0027_distinct_pairs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='client',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counselling.client', verbose_name='merged into'),
        ),
        migrations.CreateModel(
            name='ClientMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('moved', models.JSONField(default=list, editable=False, verbose_name='what moved')),
                ('before', models.JSONField(default=dict, editable=False, verbose_name='values before')),
                ('undone_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='undone')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counselling.client', verbose_name='kept file')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('merged', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counselling.client', verbose_name='file that was put into it')),
                ('undone_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
            ],
            options={
                'verbose_name': 'merge of two files',
                'verbose_name_plural': 'merges of two files',
                'ordering': ['-at', '-pk'],
                'permissions': [('merge_clients', 'Can merge two files, and undo it')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('merged',), name='counselling_clientmerge_once', violation_error_message='This file has been merged already.'), models.CheckConstraint(condition=models.Q(('client', models.F('merged')), _negated=True), name='counselling_clientmerge_two_files', violation_error_message='This is one and the same file.'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='counselling_clientmerge_undone_by_somebody', violation_error_message='Whoever undoes a merge is named.')],
            },
        ),
        one_controller("clientmerge", "client"),
        one_controller("clientmerge", "merged"),
        one_controller("client", "merged_into"),
        migrations.RunSQL([MOVE, UNDO, FOLLOW, EVERYWHERE], [NOTHING]),
    ]
