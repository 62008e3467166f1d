"""Figures that the database keeps right by itself, and what it needs for it.

1. Each statement that changes contacts, their topics, cases or what counts about clients notes the keys in
   ``counselling_recount``.
2. When the transaction ends, what those rows should count is compared with what they count (``counted``), and the
   difference goes into the figures. One transaction after the other does so, so that totals are exact.
"""

import django.db.models.deletion
from django.db import migrations, models

BANDS = [
    """
CREATE FUNCTION counselling_age_band(born date, day date) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN born IS NULL THEN 'unknown' WHEN years < 18 THEN 'under_18' WHEN years < 27 THEN '18_26'
        WHEN years < 40 THEN '27_39' WHEN years < 60 THEN '40_59' ELSE '60_plus' END
    FROM (SELECT extract(year FROM age(day, born)) years) at_that_time
$$
    """,
    """
CREATE FUNCTION counselling_minutes_band(minutes integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN minutes <= 5 THEN 'to_5' WHEN minutes <= 15 THEN 'to_15' WHEN minutes <= 30 THEN 'to_30'
        WHEN minutes <= 60 THEN 'to_60' ELSE 'over_60' END
$$
    """,
]
NO_BANDS = ["DROP FUNCTION counselling_age_band(date, date)", "DROP FUNCTION counselling_minutes_band(integer)"]

# What contacts should count: always all contacts of a client, because the first of a month is known only then.
CONTACTS = """
    SELECT one.id, one.controller_id, jsonb_build_array(jsonb_build_object(
        'month', to_char(one.day, 'YYYY-MM-01'), 'centre', one.centre_id,
        'minutes', one.minutes, 'persons', one.persons_counted,
        'people', jsonb_build_array(
            (has_file AND coalesce(date_trunc('month', before) < date_trunc('month', day), true))::int,
            (has_file AND coalesce(date_trunc('quarter', before) < date_trunc('quarter', day), true))::int,
            (has_file AND coalesce(date_trunc('year', before) < date_trunc('year', day), true))::int),
        'marks', to_jsonb(ARRAY[
            'all:all', 'channel:' || channel, 'language:' || language, 'outcome:' || outcome,
            'minutes:' || counselling_minutes_band(minutes),
            'origin:' || CASE WHEN has_file THEN coalesce(nullif(nationality, ''), 'unknown') ELSE 'none' END,
            'sex:' || CASE WHEN has_file THEN coalesce(nullif(gender, ''), 'unknown') ELSE 'none' END,
            'age:' || CASE WHEN has_file THEN counselling_age_band(birth_date, day) ELSE 'none' END,
            'turn:' || CASE WHEN NOT has_file THEN 'none' WHEN before IS NULL THEN 'first' ELSE 'repeat' END
        ] || coalesce(topics, ARRAY[]::text[]))
    )) AS counted
    FROM (
        SELECT contact.id, contact.controller_id, contact.centre_id, contact.channel, contact.language, contact.outcome,
            contact.minutes, contact.persons_counted, client.nationality, client.gender, client.birth_date,
            contact.client_id IS NOT NULL AS has_file,
            CAST(contact.at AT TIME ZONE 'Europe/Berlin' AS date) AS day,
            CAST(lag(contact.at) OVER (PARTITION BY contact.client_id ORDER BY contact.at, contact.id)
                AT TIME ZONE 'Europe/Berlin' AS date) AS before,
            (SELECT array_agg('topic:' || about.topic_id ORDER BY about.topic_id)
                FROM counselling_contacttopic about WHERE about.contact_id = contact.id) AS topics
        FROM counselling_contact contact LEFT JOIN counselling_client client ON client.id = contact.client_id
        WHERE {contacts}
    ) one
"""
# A case counts in the month in which it was opened, and again in the one in which it was closed.
CASES = """
    SELECT one.id, one.controller_id, jsonb_build_array(jsonb_build_object(
        'month', to_char(opened_on, 'YYYY-MM-01'), 'centre', centre_id, 'minutes', 0, 'persons', 0,
        'people', '[0, 0, 0]'::jsonb, 'marks', jsonb_build_array('opened:' || kind)
    )) || CASE WHEN closed_on IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object(
        'month', to_char(closed_on, 'YYYY-MM-01'), 'centre', centre_id, 'minutes', 0, 'persons', 0,
        'people', '[0, 0, 0]'::jsonb, 'marks', jsonb_build_array('closed:' || kind, 'ended:' || end_reason)
    )) END AS counted
    FROM (
        SELECT entry.id, entry.controller_id, client.centre_id, entry.kind, entry.opened_on, entry.closed_on,
            entry.end_reason
        FROM counselling_case entry JOIN counselling_client client ON client.id = entry.client_id WHERE {cases}
    ) one
"""
# From rows (controller_id, counted, sign, kept) to cells.
CELLS = """
    SELECT controller_id, CAST(part ->> 'centre' AS bigint) AS centre_id, CAST(part ->> 'month' AS date) AS month,
        split_part(mark, ':', 1) AS feature, split_part(mark, ':', 2) AS value, kept AS is_kept, sum(sign) AS number,
        sum(sign * (part ->> 'minutes')::int) AS minutes, sum(sign * (part ->> 'persons')::int) AS persons,
        sum(sign * (part -> 'people' ->> 0)::int) AS people_month,
        sum(sign * (part -> 'people' ->> 1)::int) AS people_quarter,
        sum(sign * (part -> 'people' ->> 2)::int) AS people_year
    FROM {changes} changed, jsonb_array_elements(counted) part, jsonb_array_elements_text(part -> 'marks') mark
    GROUP BY 1, 2, 3, 4, 5, 6
"""
MEASURES = ("number", "minutes", "persons", "people_month", "people_quarter", "people_year")
COLUMNS = "controller_id, centre_id, month, feature, value, is_kept, " + ", ".join(MEASURES)
SOMETHING = " OR ".join(f"{name} <> 0" for name in MEASURES)
ADD = f"""
    INSERT INTO counselling_figure AS held ({COLUMNS})
    SELECT {COLUMNS} FROM ({CELLS}) cells WHERE {SOMETHING}
    ORDER BY controller_id, month, feature, value, centre_id
    ON CONFLICT (controller_id, month, feature, value, centre_id, is_kept) DO UPDATE SET
    {", ".join(f"{name} = held.{name} + excluded.{name}" for name in MEASURES)}
"""


def recounted(table: str, fresh: str) -> str:
    """One statement: what differs is noted on the rows and moved in the figures. Rows that somebody else is changing
    at this moment are left to her: her transaction counts them when it ends."""
    return f"""
    WITH fresh AS ({fresh}),
    wrong AS (
        SELECT held.id, held.controller_id, held.counted AS before, fresh.counted AS after
        FROM fresh JOIN {table} held ON held.id = fresh.id
        WHERE held.counted IS DISTINCT FROM fresh.counted FOR NO KEY UPDATE OF held SKIP LOCKED
    ),
    put_right AS (
        UPDATE {table} held SET counted = wrong.after FROM wrong WHERE wrong.id = held.id
        RETURNING wrong.controller_id, wrong.before, wrong.after
    ),
    changes AS (
        SELECT controller_id, before AS counted, -1 AS sign, false AS kept FROM put_right WHERE before IS NOT NULL
        UNION ALL SELECT controller_id, after, 1, false FROM put_right
    ) {ADD.format(changes="changes")};
    """


DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
SOME_CONTACTS = CONTACTS.format(contacts="contact.client_id = ANY (of_clients) OR contact.id = ANY (some_contacts)")
SOME_CASES = CASES.format(cases="entry.client_id = ANY (of_clients) OR entry.id = ANY (some_cases)")
LOCK = "PERFORM pg_advisory_xact_lock(hashtext('counselling figures'));"
RECOUNT = f"""
CREATE FUNCTION counselling_recount_now() RETURNS trigger {DEFINER} AS $$
DECLARE
    some_contacts bigint[] := NEW.contacts;
    some_cases bigint[] := NEW.cases;
    of_clients bigint[];
BEGIN
    {LOCK}
    SELECT array_agg(client_id) INTO of_clients FROM (
        SELECT unnest(NEW.clients) AS client_id
        UNION SELECT client_id FROM counselling_contact WHERE id = ANY (some_contacts) AND client_id IS NOT NULL
    ) touched;
    {recounted("counselling_contact", SOME_CONTACTS)}
    {recounted("counselling_case", SOME_CASES)}
    IF NEW.gone IS NOT NULL THEN
        WITH changes AS (
            SELECT (one ->> 'controller')::bigint AS controller_id, one -> 'counted' AS counted, -1 AS sign,
                false AS kept FROM jsonb_array_elements(NEW.gone) one
            UNION ALL SELECT (one ->> 'controller')::bigint, one -> 'counted', 1, true
            FROM jsonb_array_elements(NEW.gone) one WHERE (one ->> 'kept')::boolean
        ) {ADD.format(changes="changes")};
    END IF;
    DELETE FROM counselling_recount WHERE id = NEW.id;
    RETURN NULL;
END $$
"""
QUEUE = """
CREATE TABLE counselling_recount (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contacts bigint[] NOT NULL DEFAULT '{}', clients bigint[] NOT NULL DEFAULT '{}',
    cases bigint[] NOT NULL DEFAULT '{}', gone jsonb
)
"""
AT_THE_END = """
CREATE CONSTRAINT TRIGGER counselling_recount AFTER INSERT ON counselling_recount
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION counselling_recount_now()
"""
# Within a quarter of an hour a row that goes was a slip (it may be taken back for ten minutes).
GONE = """
    (SELECT jsonb_agg(jsonb_build_object('controller', controller_id, 'counted', counted, 'kept',
        {entered} < now() - interval '15 minutes')) FROM old_rows WHERE counted IS NOT NULL)
"""
DIFFERS = "FROM old_rows o JOIN new_rows n USING (id) WHERE to_jsonb(o) - 'counted' <> to_jsonb(n) - 'counted'"
KEYS = "coalesce((SELECT array_agg(DISTINCT {key}) FROM {rows} WHERE {key} IS NOT NULL), '{{}}')"
CLIENTS_OF_BOTH = (
    "ARRAY(SELECT o.client_id {d} AND o.client_id IS NOT NULL UNION SELECT n.client_id {d} AND n.client_id IS NOT NULL)"
).format(d=DIFFERS)
COUNTS_OF_CLIENT = "(o.nationality, o.gender, o.birth_date, o.centre_id) IS DISTINCT FROM (n.nationality, n.gender, n.birth_date, n.centre_id)"


def keys(key: str, rows: str) -> str:
    return KEYS.format(key=key, rows=rows)


# table, act, columns of the note, their values
NOTES = (
    ("contact", "INSERT", "contacts", keys("id", "new_rows")),
    ("contact", "UPDATE", "contacts, clients", f"ARRAY(SELECT n.id {DIFFERS}), {CLIENTS_OF_BOTH}"),
    ("contact", "DELETE", "clients, gone", f"{keys('client_id', 'old_rows')}, {GONE.format(entered='created_at')}"),
    ("contacttopic", "INSERT", "contacts", keys("contact_id", "new_rows")),
    ("contacttopic", "UPDATE", "contacts", f"{keys('contact_id', 'old_rows')} || {keys('contact_id', 'new_rows')}"),
    ("contacttopic", "DELETE", "contacts", keys("contact_id", "old_rows")),
    ("case", "INSERT", "cases", keys("id", "new_rows")),
    ("case", "UPDATE", "cases", f"ARRAY(SELECT n.id {DIFFERS})"),
    ("case", "DELETE", "gone", GONE.format(entered="CAST('-infinity' AS timestamptz)")),
    ("client", "UPDATE", "clients", f"ARRAY(SELECT n.id FROM old_rows o JOIN new_rows n USING (id) WHERE {COUNTS_OF_CLIENT})"),
)
REFERENCING = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}


def note(table: str, act: str, columns: str, values: str) -> migrations.RunSQL:
    """A trigger of a whole statement that notes what has to be counted again."""
    name = f"counselling_recount_{table}_{act.lower()}"
    names = [column.strip() for column in columns.split(",")]
    something = " OR ".join("gone IS NOT NULL" if column == "gone" else f"{column} <> '{{}}'" for column in names)
    function = f"""
        CREATE FUNCTION {name}() RETURNS trigger {DEFINER} AS $$
        BEGIN
            INSERT INTO counselling_recount ({columns})
            SELECT * FROM (SELECT {values}) AS noted ({columns}) WHERE {something};
            RETURN NULL;
        END $$
    """
    trigger = f"""
        CREATE TRIGGER {name} AFTER {act} ON counselling_{table} REFERENCING {REFERENCING[act]}
        FOR EACH STATEMENT EXECUTE FUNCTION {name}()
    """
    undo = [f"DROP TRIGGER {name} ON counselling_{table}", f"DROP FUNCTION {name}()"]
    return migrations.RunSQL([function, trigger], undo)


ONLY_JOBS = """
    IF NOT (current_setting('role') = 'none' AND session_user = current_user)
       AND portal_claim('role') IS DISTINCT FROM 'portal_jobs' THEN
        RAISE EXCEPTION 'Only the job counts anew.' USING ERRCODE = 'insufficient_privilege';
    END IF;
"""
EVERYTHING = """
    SELECT controller_id, counted, 1 AS sign, false AS kept FROM ({contacts}) contacts
    UNION ALL SELECT controller_id, counted, 1, false FROM ({cases}) cases
""".format(contacts=CONTACTS.format(contacts="true"), cases=CASES.format(cases="true"))
HELD = f"SELECT * FROM counselling_figure WHERE NOT is_kept AND ({SOMETHING})"
CHECK = f"""
CREATE FUNCTION counselling_wrong_figures() RETURNS bigint {DEFINER} AS $$
BEGIN
    {ONLY_JOBS}
    {LOCK}
    RETURN (SELECT count(*) FROM ({HELD}) held FULL JOIN ({CELLS.format(changes=f"({EVERYTHING})")}) fresh
        USING (controller_id, month, feature, value, centre_id)
        WHERE ({", ".join(f"held.{m}" for m in MEASURES)}) IS DISTINCT FROM ({", ".join(f"fresh.{m}" for m in MEASURES)}));
END $$
"""
REBUILD = f"""
CREATE FUNCTION counselling_rebuild_figures() RETURNS void {DEFINER} AS $$
BEGIN
    {ONLY_JOBS}
    {LOCK}
    UPDATE counselling_contact held SET counted = fresh.counted FROM ({CONTACTS.format(contacts="true")}) fresh
    WHERE fresh.id = held.id AND held.counted IS DISTINCT FROM fresh.counted;
    UPDATE counselling_case held SET counted = fresh.counted FROM ({CASES.format(cases="true")}) fresh
    WHERE fresh.id = held.id AND held.counted IS DISTINCT FROM fresh.counted;
    DELETE FROM counselling_figure WHERE NOT is_kept;
    INSERT INTO counselling_figure ({COLUMNS}) SELECT {COLUMNS} FROM (
        {CELLS.format(changes='''(
            SELECT controller_id, counted, 1 AS sign, false AS kept FROM counselling_contact
            UNION ALL SELECT controller_id, counted, 1, false FROM counselling_case)''')}
    ) cells;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_set_up"), ("counselling", "0006_disclosures"), ("database", "0002_claims")]
    operations = [
        migrations.AddField(
            "contact", "counted", models.JSONField(editable=False, null=True, verbose_name="in the figures")
        ),
        migrations.AddField(
            "case", "counted", models.JSONField(editable=False, null=True, verbose_name="in the figures")
        ),
        migrations.CreateModel(
            "Figure",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="month")),
                ("feature", models.CharField(max_length=20, verbose_name="feature")),
                ("value", models.CharField(max_length=40, verbose_name="value")),
                ("is_kept", models.BooleanField(default=False, verbose_name="of erased people")),
                ("number", models.IntegerField(verbose_name="number")),
                ("minutes", models.IntegerField(default=0, verbose_name="minutes")),
                ("persons", models.IntegerField(default=0, verbose_name="persons")),
                ("people_month", models.IntegerField(default=0, verbose_name="people of the month")),
                ("people_quarter", models.IntegerField(default=0, verbose_name="people of the quarter")),
                ("people_year", models.IntegerField(default=0, verbose_name="people of the year")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="counselling.centre",
                        verbose_name="centre",
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="controller",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("controller", "month", "feature", "value", "centre", "is_kept"),
                        name="counselling_figure_one",
                    )
                ],
            },
        ),
        # Keys that were changed above are to be checked before triggers come onto their tables.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(BANDS, NO_BANDS),
        migrations.RunSQL(QUEUE, "DROP TABLE counselling_recount"),
        migrations.RunSQL(RECOUNT, "DROP FUNCTION counselling_recount_now()"),
        migrations.RunSQL(AT_THE_END, "DROP TRIGGER counselling_recount ON counselling_recount"),
        *(note(*line) for line in NOTES),
        migrations.RunSQL(CHECK, "DROP FUNCTION counselling_wrong_figures()"),
        migrations.RunSQL(REBUILD, "DROP FUNCTION counselling_rebuild_figures()"),
        migrations.RunSQL("SELECT counselling_rebuild_figures()", migrations.RunSQL.noop),
    ]
