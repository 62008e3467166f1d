"""Waiting times are counted as they happen, as figures of their own: ``rules/waiting.py`` says what is a wait.

They are marked as kept, since nothing is corrected when the row goes: the answer was given, the person was there.
"""

from django.db import migrations

DAY = "CAST({moment} AT TIME ZONE 'Europe/Berlin' AS date)"
DAYS = "least(greatest({until} - {since}, 0), 99)"
ADD = """
    INSERT INTO counselling_figure AS held (controller_id, centre_id, month, feature, value, is_kept, number, minutes,
        persons, people_month, people_quarter, people_year)
    SELECT controller_id, centre_id, date_trunc('month', until)::date, '{feature}', least(greatest(until - since, 0), 99)::text,
        true, sum(sign), 0, 0, 0, 0, 0
    FROM ({waits}) waits GROUP BY 1, 2, 3, 4, 5 HAVING sum(sign) <> 0 ORDER BY 1, 3, 5, 2
    ON CONFLICT (controller_id, month, feature, value, centre_id, is_kept) DO UPDATE
    SET number = held.number + excluded.number
"""
DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"


def day(moment: str) -> str:
    return DAY.format(moment=moment)


REACHED = "SELECT FROM counselling_callattempt call WHERE call.enquiry_id = {enquiry} AND call.result = 'reached'"
ENQUIRY = ADD.format(
    feature="wait_enquiry",
    waits=f"""
        SELECT NEW.controller_id, NEW.centre_id, {day("NEW.received_at")} AS since,
            {day("coalesce(NEW.answered_at, now())")} AS until, 1 AS sign
    """,
)
# An enquiry is answered, or a talk came of it, and nobody had reached the person before.
ENQUIRY_FUNCTION = f"""
CREATE FUNCTION counselling_wait_of_enquiry() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NOT EXISTS ({REACHED.format(enquiry="NEW.id")}) THEN
        {ENQUIRY};
    END IF;
    RETURN NULL;
END $$
"""
CALL = ADD.format(
    feature="wait_enquiry",
    waits=f"""
        SELECT asked.controller_id, asked.centre_id, {day("asked.received_at")} AS since, {day("NEW.at")} AS until,
            1 AS sign
        FROM counselling_enquiry asked WHERE asked.id = NEW.enquiry_id AND asked.answered_at IS NULL
        AND asked.contact_id IS NULL
        AND NOT EXISTS ({REACHED.format(enquiry="asked.id")} AND call.id <> NEW.id)
    """,
)
CALL_FUNCTION = f"""
CREATE FUNCTION counselling_wait_of_call() RETURNS trigger {DEFINER} AS $$
BEGIN
    {CALL};
    RETURN NULL;
END $$
"""
APPOINTMENT = ADD.format(
    feature="wait_appt",
    waits=f"""
        SELECT controller_id, centre_id, {day("created_at")} AS since, {day("starts_at")} AS until, sign
        FROM (SELECT OLD.*, -1 AS sign WHERE TG_OP = 'UPDATE' AND OLD.state = 'came'
              UNION ALL SELECT NEW.*, 1 WHERE NEW.state = 'came') changed
    """,
)
APPOINTMENT_INSERTED = ADD.format(
    feature="wait_appt",
    waits=f"""
        SELECT NEW.controller_id, NEW.centre_id, {day("NEW.created_at")} AS since, {day("NEW.starts_at")} AS until,
            1 AS sign
    """,
)
# Who ticks "came" by mistake and takes it back takes it out of the figures as well.
APPOINTMENT_FUNCTION = f"""
CREATE FUNCTION counselling_wait_of_appointment() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {APPOINTMENT_INSERTED};
    ELSE
        {APPOINTMENT};
    END IF;
    RETURN NULL;
END $$
"""
TRIGGERS = (
    ("enquiry", "counselling_wait_of_enquiry", "INSERT", "NEW.answered_at IS NOT NULL"),
    (
        "enquiry",
        "counselling_wait_of_enquiry",
        "UPDATE",
        "OLD.answered_at IS NULL AND OLD.contact_id IS NULL "
        "AND (NEW.answered_at IS NOT NULL OR NEW.contact_id IS NOT NULL)",
    ),
    ("callattempt", "counselling_wait_of_call", "INSERT", "NEW.result = 'reached'"),
    ("appointment", "counselling_wait_of_appointment", "INSERT", "NEW.created_by_id IS NULL AND NEW.state = 'came'"),
    (
        "appointment",
        "counselling_wait_of_appointment",
        "UPDATE",
        "NEW.created_by_id IS NULL AND (OLD.state = 'came') <> (NEW.state = 'came')",
    ),
)
KNOWN_ENQUIRIES = ADD.format(
    feature="wait_enquiry",
    waits=f"""
        SELECT asked.controller_id, asked.centre_id, {day("asked.received_at")} AS since,
            {day("least(asked.answered_at, reached.at)")} AS until, 1 AS sign
        FROM counselling_enquiry asked LEFT JOIN LATERAL (
            SELECT min(call.at) AS at FROM counselling_callattempt call
            WHERE call.enquiry_id = asked.id AND call.result = 'reached'
        ) reached ON true
        WHERE asked.answered_at IS NOT NULL OR reached.at IS NOT NULL
    """,
)
KNOWN_APPOINTMENTS = ADD.format(
    feature="wait_appt",
    waits=f"""
        SELECT controller_id, centre_id, {day("created_at")} AS since, {day("starts_at")} AS until, 1 AS sign
        FROM counselling_appointment WHERE state = 'came' AND created_by_id IS NULL
    """,
)


def trigger(table: str, function: str, act: str, when: str) -> migrations.RunSQL:
    name = f"{function}_{act.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {act} ON counselling_{table} FOR EACH ROW WHEN ({when}) "
        f"EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER {name} ON counselling_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("counselling", "0029_offerings")]
    operations = [
        migrations.RunSQL(
            [KNOWN_ENQUIRIES, KNOWN_APPOINTMENTS],
            "DELETE FROM counselling_figure WHERE feature IN ('wait_enquiry', 'wait_appt')",
        ),
        migrations.RunSQL(ENQUIRY_FUNCTION, "DROP FUNCTION counselling_wait_of_enquiry()"),
        migrations.RunSQL(CALL_FUNCTION, "DROP FUNCTION counselling_wait_of_call()"),
        migrations.RunSQL(APPOINTMENT_FUNCTION, "DROP FUNCTION counselling_wait_of_appointment()"),
        *(trigger(*one) for one in TRIGGERS),
    ]
