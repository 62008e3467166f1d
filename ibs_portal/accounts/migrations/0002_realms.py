"""Realms of accounts and sessions, and the powers of an account guarded where nobody can walk around them."""

from django.db import migrations, models

import ibs_portal.accounts.models.session

# The realm follows from roles and powers; the two roles of the public are named in access.py as well.
REALM_OF = """
CREATE FUNCTION accounts_realm_of(account bigint, has_powers boolean) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN has_powers OR EXISTS (
        SELECT FROM accounts_user_groups held JOIN auth_group ON auth_group.id = held.group_id
        WHERE held.user_id = account AND auth_group.name NOT IN ('volunteer', 'skilled_worker')
    ) THEN 'staff' ELSE 'public' END
$$
"""
# What an account may do is for the set-up to say, and for the owner; not for a door, not for a desk.
ACCOUNT_GUARD = """
CREATE FUNCTION accounts_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('role', true) NOT IN ('portal_setup', 'none') AND (
        TG_OP = 'INSERT' AND (NEW.is_staff OR NEW.is_superuser OR NEW.organisation_id IS NOT NULL)
        OR TG_OP = 'UPDATE' AND (NEW.is_staff, NEW.is_superuser, NEW.is_active, NEW.organisation_id)
           IS DISTINCT FROM (OLD.is_staff, OLD.is_superuser, OLD.is_active, OLD.organisation_id)
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'The powers of an account change in the set-up only.';
    END IF;
    NEW.realm := accounts_realm_of(NEW.id, NEW.is_staff OR NEW.is_superuser);
    RETURN NEW;
END $$
"""
ROLES_CHANGED = """
CREATE FUNCTION accounts_roles_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE account bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
BEGIN
    UPDATE accounts_user SET realm = accounts_realm_of(id, is_staff OR is_superuser)
    WHERE id = account AND realm <> accounts_realm_of(id, is_staff OR is_superuser);
    RETURN NULL;
END $$
"""
TRIGGERS = """
CREATE TRIGGER accounts_guard BEFORE INSERT OR UPDATE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_guard();
CREATE TRIGGER accounts_roles_changed AFTER INSERT OR UPDATE OR DELETE ON accounts_user_groups
    FOR EACH ROW EXECUTE FUNCTION accounts_roles_changed();
"""
NO_TRIGGERS = """
DROP TRIGGER accounts_guard ON accounts_user;
DROP TRIGGER accounts_roles_changed ON accounts_user_groups;
"""
SET_REALMS = "UPDATE accounts_user SET realm = accounts_realm_of(id, is_staff OR is_superuser)"
CHOICES = [("public", "public pages"), ("staff", "staff")]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("database", "0002_claims")]
    operations = [
        migrations.AddField(
            "user",
            "realm",
            models.CharField(
                choices=CHOICES, default="public", editable=False, max_length=10, verbose_name="realm"
            ),
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "realm",
                    models.CharField(
                        choices=CHOICES,
                        default=ibs_portal.accounts.models.session.realm_of_this_process,
                        max_length=10,
                        verbose_name="realm",
                    ),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.RunSQL(REALM_OF, "DROP FUNCTION accounts_realm_of(bigint, boolean)"),
        migrations.RunSQL(ACCOUNT_GUARD, "DROP FUNCTION accounts_guard()"),
        migrations.RunSQL(ROLES_CHANGED, "DROP FUNCTION accounts_roles_changed()"),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(SET_REALMS, migrations.RunSQL.noop),
    ]
