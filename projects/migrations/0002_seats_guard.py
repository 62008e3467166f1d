"""The counter of places taken is kept by the database itself, so no code can forget or misread it.

Together with the constraint ``projects_event_not_oversold`` it refuses the seat too many, whoever asks.
Deleting a row frees nothing: who leaves is cancelled first, and erasure after the event keeps the figure.
"""

from django.db import migrations

COUNT_SEATS = """
CREATE FUNCTION projects_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held integer := 0;
    holds integer := 0;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.event_id <> OLD.event_id THEN
            RAISE EXCEPTION 'a registration stays with its event';
        END IF;
        held := CASE WHEN OLD.state IN ('registered', 'offered') THEN OLD.seats ELSE 0 END;
    END IF;
    holds := CASE WHEN NEW.state IN ('registered', 'offered') THEN NEW.seats ELSE 0 END;
    IF holds <> held THEN
        UPDATE projects_event SET seats_taken = seats_taken + holds - held WHERE id = NEW.event_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_count_seats AFTER INSERT OR UPDATE OF state, seats, event_id ON projects_registration
FOR EACH ROW EXECUTE FUNCTION projects_count_seats();
"""
REMOVE = """
DROP TRIGGER projects_count_seats ON projects_registration;
DROP FUNCTION projects_count_seats();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [migrations.RunSQL(COUNT_SEATS, REMOVE)]
