"""What holds whoever asks: the counter counts, the lock locks, and guests stay with the house of their event."""

from django.db import migrations

AS_OWNER = "SECURITY DEFINER SET search_path = public, pg_temp"
# Somebody of the public may not change events; the counter of places is changed by the database alone.
COUNT_AS_OWNER = f"ALTER FUNCTION projects_count_seats() {AS_OWNER}"
COUNT_AS_CALLER = "ALTER FUNCTION projects_count_seats() SECURITY INVOKER RESET search_path"
# "SELECT … FOR UPDATE" needs the right to change the row, which a guest does not have.
LOCK = f"""
CREATE FUNCTION projects_lock_event(event bigint) RETURNS void LANGUAGE sql {AS_OWNER}
AS $$ SELECT FROM projects_event WHERE id = event FOR NO KEY UPDATE $$
"""
# The house of a guest is the house of the project of the event. The project is held while a guest is added, so
# that it cannot move to another house in the same moment.
GUEST_STAYS = f"""
CREATE FUNCTION projects_guest_of_its_house() RETURNS trigger LANGUAGE plpgsql {AS_OWNER} AS $$
BEGIN
    PERFORM FROM projects_event event JOIN projects_project project ON project.id = event.project_id
    WHERE event.id = NEW.event_id AND project.organisation_id = NEW.organisation_id FOR SHARE OF project;
    IF NOT FOUND THEN
        RAISE integrity_constraint_violation
        USING MESSAGE = 'A registration belongs to the organisation of its event.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER projects_guest_of_its_house BEFORE INSERT OR UPDATE OF event_id, organisation_id
ON projects_registration FOR EACH ROW EXECUTE FUNCTION projects_guest_of_its_house();
"""
PROJECT_STAYS = f"""
CREATE FUNCTION projects_keeps_its_guests() RETURNS trigger LANGUAGE plpgsql {AS_OWNER} AS $$
BEGIN
    IF EXISTS (
        SELECT FROM projects_event event JOIN projects_project project ON project.id = event.project_id
        JOIN projects_registration guest ON guest.event_id = event.id
        WHERE guest.organisation_id <> project.organisation_id
        AND CASE TG_TABLE_NAME WHEN 'projects_event' THEN event.id ELSE project.id END = NEW.id
    ) THEN
        RAISE integrity_constraint_violation
        USING MESSAGE = 'Guests have registered with another organisation: this stays where it is.';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_keeps_its_guests AFTER UPDATE OF organisation_id ON projects_project
FOR EACH ROW EXECUTE FUNCTION projects_keeps_its_guests();
CREATE TRIGGER projects_keeps_its_guests AFTER UPDATE OF project_id ON projects_event
FOR EACH ROW EXECUTE FUNCTION projects_keeps_its_guests();
"""
NO_GUEST_STAYS = """
DROP TRIGGER projects_guest_of_its_house ON projects_registration;
DROP FUNCTION projects_guest_of_its_house();
"""
NO_PROJECT_STAYS = """
DROP TRIGGER projects_keeps_its_guests ON projects_project;
DROP TRIGGER projects_keeps_its_guests ON projects_event;
DROP FUNCTION projects_keeps_its_guests();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_seats_guard")]
    operations = [
        migrations.RunSQL(COUNT_AS_OWNER, COUNT_AS_CALLER),
        migrations.RunSQL(LOCK, "DROP FUNCTION projects_lock_event(bigint)"),
        migrations.RunSQL(GUEST_STAYS, NO_GUEST_STAYS),
        migrations.RunSQL(PROJECT_STAYS, NO_PROJECT_STAYS),
    ]
