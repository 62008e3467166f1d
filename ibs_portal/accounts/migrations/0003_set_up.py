"""Two narrow ways of the set-up past the walls: ending somebody's sessions, and asking whether a row is in use.

The set-up may look at no session and at no file; each function says or does just this one thing.
"""

from django.db import migrations, models

# The owner of the database, or the set-up in a transaction that the portal has sealed.
ONLY_THE_SET_UP = """
    IF portal_claim('role') IS DISTINCT FROM 'portal_setup'
       AND NOT (current_setting('role', true) = 'none' AND session_user = current_user)
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'This is for the set-up only.';
    END IF;
"""
END_SESSIONS = f"""
CREATE FUNCTION accounts_end_sessions(whose bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own text := COALESCE(portal_claim('session'), '');
BEGIN
    {ONLY_THE_SET_UP}
    -- Whoever changes her own account stays logged in here, and nowhere else.
    DELETE FROM accounts_session WHERE session_key <> own AND (
        account = whose OR session_key IN (SELECT session_key FROM usersessions_usersession WHERE user_id = whose)
    );
    DELETE FROM usersessions_usersession WHERE user_id = whose AND session_key <> own;
END $$
"""
# Looks only where the set-up cannot look itself; what it may read it lists by its own means.
IS_IN_USE = f"""
CREATE FUNCTION portal_is_in_use(kept regclass, key bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    link record;
    found_one boolean;
BEGIN
    {ONLY_THE_SET_UP}
    FOR link IN
        SELECT DISTINCT conrelid::regclass AS other, other_column.attname AS name
        FROM pg_constraint
        CROSS JOIN LATERAL unnest(conkey, confkey) AS pair (other_number, own_number)
        JOIN pg_attribute other_column ON other_column.attrelid = conrelid AND other_column.attnum = other_number
        JOIN pg_attribute own_column ON own_column.attrelid = confrelid AND own_column.attnum = own_number
        WHERE contype = 'f' AND confrelid = kept AND own_column.attname = 'id'
        AND NOT has_table_privilege('portal_setup', conrelid, 'SELECT')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I = $1)', link.other, link.name)
        INTO found_one USING key;
        IF found_one THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_realms"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.AddField(
            "session", "account", models.BigIntegerField(db_index=True, null=True, verbose_name="account")
        ),
        migrations.RunSQL(END_SESSIONS, "DROP FUNCTION accounts_end_sessions(bigint)"),
        migrations.RunSQL(IS_IN_USE, "DROP FUNCTION portal_is_in_use(regclass, bigint)"),
    ]
