"""Functions of counselling that look past the walls and say little; see ``functions.py``."""

TODAY = "CAST(now() AT TIME ZONE 'Europe/Berlin' AS date)"
MIDNIGHT = "(({day})::timestamp AT TIME ZONE 'Europe/Berlin')"
LIVE = f"withdrawn_at IS NULL AND {TODAY} BETWEEN starts_on AND ends_on"
AT_WORK = """
    NOT EXISTS (SELECT FROM counselling_absence away WHERE away.staff_id = member.id
                AND day BETWEEN away.starts_on AND away.ends_on)
    AND (extract(isodow FROM day) - 1)::int = ANY (member.weekdays)
"""
# Behind policies neither likeness of words nor questions to keys use an index, so the finder asks for them here: of the
# own house, and for readers of files of what is shown to it. Birth and phone are theirs alone.
FINDERS = "('portal_counter', 'portal_counselling')"
KNOWS_FILES = "portal_claim('role') = 'portal_counselling'"
THERE = "({column} = ANY (counselling_hidden_files())) IS NOT TRUE"
FOUND = f"""
    FROM counselling_namekeys keys
    WHERE ((keys.controller_id = portal_organisation() AND portal_claim('role') IN {FINDERS})
        OR ({KNOWS_FILES} AND keys.client_id = ANY (counselling_disclosed_files())))
    AND {THERE.format(column="keys.client_id")}
"""
MAY_FIND = (
    f"name.controller_id = portal_organisation() AND portal_claim('role') IN {FINDERS} "
    f"AND {THERE.format(column='name.client_id')}"
)
OF_COUNSELLING = {
    # Who stands on the team page, who of them is in the house today, and which languages are spoken on a day:
    # answers for everybody, without a word about who is away, when and why.
    "counselling_team_shown() RETURNS bigint[]": f"""
        SELECT array_agg(member.id) FROM counselling_staffmember member
        JOIN counselling_centre centre ON centre.id = member.centre_id AND centre.is_public
        JOIN accounts_user account ON account.id = member.user_id AND account.is_active
        WHERE member.is_public AND (member.ended_on IS NULL OR member.ended_on >= {TODAY})
    """,
    "counselling_team_present() RETURNS bigint[]": f"""
        SELECT array_agg(member.id) FROM counselling_staffmember member, {TODAY} day
        WHERE member.id = ANY (counselling_team_shown()) AND {AT_WORK}
    """,
    # Consultation hours of those on the team page who show them.
    "counselling_team_hours() RETURNS TABLE (staff bigint, weekday smallint, opens time, closes time)": """
        SELECT staff_id, weekday, opens, closes FROM counselling_consultationwindow WHERE staff_id IN (
        SELECT staff_id FROM counselling_bookingcalendar WHERE are_hours_public
        AND staff_id = ANY (counselling_team_shown())) ORDER BY weekday, opens""",
    "counselling_languages_on(centre bigint, day date) RETURNS text[]": f"""
        SELECT coalesce(array_agg(array_to_string(member.languages, ' ') ORDER BY job, member.id), ARRAY[]::text[])
        FROM counselling_staffmember member JOIN accounts_user account ON account.id = member.user_id
        WHERE member.centre_id = centre AND account.is_active
        AND (member.ended_on IS NULL OR member.ended_on >= day) AND {AT_WORK}
    """,
    # Who can be booked in a centre, and when each of them is taken: by whom and why is not told. A number stands for
    # the person; spans in which she is away look like appointments.
    "counselling_calendars(place bigint, first date, last date) RETURNS TABLE (staff bigint, controller bigint, "
    "languages text[], weekdays integer[], minutes integer, windows jsonb, busy jsonb)": f"""
        SELECT member.id, member.controller_id, member.languages::text[], member.weekdays::integer[],
            coalesce(calendar.slot_minutes, 30)::integer,
            (SELECT coalesce(jsonb_agg(jsonb_build_array(weekday, opens, closes) ORDER BY weekday, opens), '[]')
             FROM counselling_consultationwindow own WHERE own.staff_id = member.id),
            (SELECT coalesce(jsonb_agg(jsonb_build_array(begins, ends) ORDER BY begins), '[]') FROM (
                SELECT starts_at begins, ends_at ends FROM counselling_appointment taken
                WHERE taken.staff_id = member.id AND taken.state IN ('booked', 'came', 'missed')
                AND starts_at < {MIDNIGHT.format(day="last + 1")} AND ends_at > {MIDNIGHT.format(day="first")}
                UNION ALL SELECT {MIDNIGHT.format(day="starts_on")}, {MIDNIGHT.format(day="ends_on + 1")}
                FROM counselling_absence away
                WHERE away.staff_id = member.id AND starts_on <= last AND ends_on >= first
                UNION ALL SELECT {MIDNIGHT.format(day="member.ended_on + 1")}, {MIDNIGHT.format(day="last + 1")}
                WHERE member.ended_on < last
                UNION ALL SELECT {MIDNIGHT.format(day="first")}, {MIDNIGHT.format(day="member.started_on")}
                WHERE member.started_on > first
            ) spans)
        FROM counselling_staffmember member
        JOIN accounts_user account ON account.id = member.user_id AND account.is_active
        LEFT JOIN counselling_bookingcalendar calendar ON calendar.staff_id = member.id
        WHERE member.centre_id = place AND (member.ended_on IS NULL OR member.ended_on >= first)
        AND coalesce(calendar.is_bookable, member.job IN ('head', 'counsellor', 'coordinator'))
    """,
    # How many appointments are still to come that were booked with this address or number: against hoarding.
    "counselling_coming_with(address text, number text) RETURNS bigint": """
        SELECT count(*) FROM counselling_appointment WHERE state = 'booked' AND starts_at > now()
        AND created_by_id IS NULL
        AND ((address <> '' AND lower(email) = lower(address)) OR (number <> '' AND phone = number))
    """,
    # The private feed of one member of staff, for whoever has its present address: times and numbers, no names.
    "counselling_feed() RETURNS TABLE (reference text, starts_at timestamptz, ends_at timestamptz, channel text, "
    "state text, revision integer, changed_at timestamptz, place text)": """
        SELECT due.reference, due.starts_at, due.ends_at, due.channel, due.state, due.revision, due.changed_at,
            centre.short_name
        FROM counselling_appointment due JOIN counselling_centre centre ON centre.id = due.centre_id
        JOIN counselling_bookingcalendar calendar ON calendar.staff_id = due.staff_id
        WHERE due.staff_id = portal_claim('feed')::bigint AND calendar.feed_number > 0
        AND calendar.feed_number = portal_claim('feed_number')::bigint
        AND due.ends_at > now() - interval '30 days'
        ORDER BY due.starts_at
    """,
    "counselling_colleagues() RETURNS bigint[]": """
        SELECT array_agg(member.id) FROM counselling_staffmember member
        JOIN counselling_centre_carriers own USING (centre_id) WHERE own.organisation_id = portal_organisation()
    """,
    "counselling_myself() RETURNS bigint[]": """
        SELECT array_agg(id) FROM counselling_staffmember WHERE user_id = portal_user()
    """,
    # Clients of others whose file is shown to the person's organisation today, and those whose contacts are.
    "counselling_disclosed_files() RETURNS bigint[]": f"""
        SELECT array_agg(client_id) FROM counselling_disclosure
        WHERE recipient_id = portal_organisation() AND {LIVE}
    """,
    "counselling_disclosed_contacts() RETURNS bigint[]": f"""
        SELECT array_agg(client_id) FROM counselling_disclosure
        WHERE recipient_id = portal_organisation() AND {LIVE} AND scope = 'file'
    """,
    "counselling_disclosed_contact_keys() RETURNS bigint[]": """
        SELECT array_agg(id) FROM counselling_contact WHERE client_id = ANY (counselling_disclosed_contacts())
    """,
    # Restricted files that are not there for the one who is asking: neither head, nor leading a case of theirs.
    "counselling_hidden_files() RETURNS bigint[]": """
        SELECT array_agg(file.id) FROM counselling_client file
        -- Restricted files are few: each is asked for a case of its own, not all cases for theirs.
        LEFT JOIN LATERAL (
            SELECT true AS is_led FROM counselling_case led WHERE led.client_id = file.id
            AND led.controller_id = portal_organisation() AND portal_user() IN (led.owner_id, led.deputy_id) LIMIT 1
        ) mine ON true
        WHERE is_restricted AND (
            portal_claim('role') IS DISTINCT FROM 'portal_counselling'
            OR file.controller_id IS DISTINCT FROM portal_organisation()
            OR (is_led IS NULL AND NOT EXISTS (
                SELECT FROM accounts_user_groups own JOIN auth_group_permissions given USING (group_id)
                WHERE own.user_id = portal_user() AND given.permission_id = (
                    SELECT permission.id FROM auth_permission permission
                    WHERE permission.codename = 'view_restricted_file' AND permission.content_type_id = (
                        SELECT id FROM django_content_type WHERE app_label = 'counselling' AND model = 'client'))
            ))
        )
    """,
    "counselling_hidden_contacts() RETURNS bigint[]": """
        SELECT array_agg(id) FROM counselling_contact WHERE client_id = ANY (counselling_hidden_files())
    """,
    # Clients whose notes the person has opened with a reason, until it expires.
    "counselling_notes_opened() RETURNS bigint[]": """
        SELECT array_agg(client_id) FROM counselling_breakglass
        WHERE user_id = portal_user() AND controller_id = portal_organisation() AND expires_at > now()
    """,
    # Which contacts of a file of the own organisation have a note: that there is one is no secret, what it says is.
    "counselling_contacts_with_note(client bigint) RETURNS bigint[]": """
        SELECT array_agg(contact_id) FROM counselling_contactnote note
        WHERE note.client_id = client AND controller_id = portal_organisation()
        AND portal_claim('role') = 'portal_counselling' AND (client = ANY (counselling_hidden_files())) IS NOT TRUE
    """,
    # For the sheet of a person (Art. 15 GDPR): how often a file of the own house was looked at, by month and role.
    # Whoever works with the file may know that; by whom it was is for those who may read the trail.
    "counselling_readings_of(client bigint) RETURNS "
    "TABLE (month date, role text, house bigint, looks bigint, people bigint)": """
        SELECT date_trunc('month', entry.at AT TIME ZONE 'Europe/Berlin')::date, coalesce(worker.role, ''),
        entry.organisation_id, count(*), count(DISTINCT entry.actor_id)
        FROM audit_entry entry LEFT JOIN (
            SELECT own.user_id, min(kind.name) AS role FROM accounts_user_groups own
            JOIN auth_group kind ON kind.id = own.group_id GROUP BY own.user_id
        ) worker ON worker.user_id = entry.actor_id
        WHERE entry.file_model = 'counselling.Client' AND entry.file_id = client AND entry.kind = 'read'
        AND portal_claim('role') = 'portal_counselling' AND EXISTS (
            SELECT FROM counselling_client WHERE id = client AND controller_id = portal_organisation())
        AND (client = ANY (counselling_hidden_files())) IS NOT TRUE GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3
    """,
    # Cases that the person is in charge of, or stands in for.
    "counselling_cases_led() RETURNS bigint[]": """
        SELECT array_agg(id) FROM counselling_case
        WHERE (owner_id = portal_user() OR deputy_id = portal_user()) AND controller_id = portal_organisation()
    """,
    # The counter may not look at cases, but what it records belongs to the open one.
    "counselling_case_taking_contacts(client bigint) RETURNS bigint": """
        SELECT id FROM counselling_case WHERE client_id = client AND status = 'open'
        AND controller_id = portal_organisation() AND portal_claim('role') IN ('portal_counter', 'portal_counselling')
        AND (client = ANY (counselling_hidden_files())) IS NOT TRUE ORDER BY opened_on DESC, id DESC LIMIT 1
    """,
    # All are questions to keys (tsquery): who answers most of "better" comes first.
    "counselling_people_named(wanted text, better text[], fitting text) RETURNS bigint[]": f"""
        SELECT array_agg(client_id) FROM (
            SELECT keys.client_id {FOUND} AND keys.names @@ wanted::tsquery
            AND (fitting = '' OR ({KNOWS_FILES} AND keys.facts @@ fitting::tsquery))
            ORDER BY (SELECT count(*) FROM unnest(better::tsquery[]) part WHERE keys.names @@ part) DESC,
            keys.client_id DESC LIMIT 160) hits
    """,
    "counselling_people_with(fitting text) RETURNS bigint[]": f"""
        SELECT array_agg(client_id) FROM (
            SELECT keys.client_id {FOUND} AND {KNOWS_FILES} AND keys.facts @@ fitting::tsquery
            ORDER BY keys.client_id DESC LIMIT 160) hits
    """,
    "counselling_names_alike(words text[]) RETURNS bigint[]": f"""
        SELECT array_agg(id) FROM (
            SELECT name.id FROM counselling_clientname name
            WHERE {MAY_FIND} AND name.search_key %> ANY (words)
            ORDER BY (SELECT sum(word_similarity(word, name.search_key)) FROM unnest(words) word) DESC, name.sort_key
            LIMIT 200) hits
    """,
    "counselling_house() RETURNS bigint[]": """
        SELECT array_agg(DISTINCT other.organisation_id) FROM counselling_centre_carriers own
        JOIN counselling_centre_carriers other USING (centre_id) WHERE own.organisation_id = portal_organisation()
    """,
    "counselling_led_clients() RETURNS bigint[]": """
        SELECT array_agg(DISTINCT client_id) FROM counselling_case
        WHERE controller_id = portal_organisation() AND portal_user() IN (owner_id, deputy_id)
    """,
}
