"""Functions that look past the walls for a rule or a page, and say little.

Each answers for the one who is asking and for nobody else. They belong to the owner, so they may look past
the walls; that is why they say so little.
"""

from ibs_portal.database.functions_programme import OF_SESSIONS_AND_EVENINGS
from ibs_portal.database.rows import SIGNING_UP, WORKER_SIGNING_UP

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
HOLDS_A_PLACE = f"(waiting.confirmed_at IS NOT NULL OR waiting.source <> 'online' OR applied_on >= {TODAY} - 1)"
FUNCTIONS = {
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
        SELECT array_agg(id) FROM counselling_client file WHERE is_restricted AND NOT (
            portal_claim('role') = 'portal_counselling' AND controller_id = portal_organisation() AND (
                EXISTS (
                    SELECT FROM accounts_user_groups own
                    JOIN auth_group_permissions given USING (group_id)
                    JOIN auth_permission permission ON permission.id = given.permission_id
                    JOIN django_content_type kind ON kind.id = permission.content_type_id
                    WHERE own.user_id = portal_user() AND permission.codename = 'view_restricted_file'
                    AND kind.app_label = 'counselling'
                ) OR EXISTS (
                    SELECT FROM counselling_case led WHERE led.client_id = file.id
                    AND led.controller_id = portal_organisation() AND portal_user() IN (led.owner_id, led.deputy_id)
                )
            )
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
    # The newest change of what public pages show, out of the trail and the log of the set-up.
    "website_stamp() RETURNS text": """
        SELECT concat_ws('/',
            (SELECT max(id) FROM (SELECT id, model FROM audit_entry ORDER BY id DESC LIMIT 100) newest WHERE model LIKE
                ANY (ARRAY['counselling.Opening%', 'counselling.Centre%', 'counselling.Absence%', 'projects.%',
                           'website.%'])),
            (SELECT max(id) FROM django_admin_log))
    """,
    "counselling_house() RETURNS bigint[]": """
        SELECT array_agg(DISTINCT other.organisation_id) FROM counselling_centre_carriers own
        JOIN counselling_centre_carriers other USING (centre_id) WHERE own.organisation_id = portal_organisation()
    """,
    "volunteers_own_programmes() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_programme WHERE organisation_id = portal_organisation()
    """,
    # What is a volunteer's or skilled worker's own. A match is shown from the question on, unless it came to nothing.
    "volunteers_own_volunteers() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_volunteer WHERE user_id = portal_user()
    """,
    "volunteers_own_workers() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_skilledworker WHERE user_id = portal_user()
    """,
    "volunteers_own_matches() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_match WHERE state IN ('asked', 'active', 'ended')
        AND (volunteer_id = ANY (volunteers_own_volunteers()) OR worker_id = ANY (volunteers_own_workers()))
    """,
    "volunteers_own_needs() RETURNS bigint[]": """
        SELECT array_agg(need_id) FROM volunteers_match WHERE id = ANY (volunteers_own_matches())
    """,
    "volunteers_own_groups() RETURNS bigint[]": """
        SELECT array_agg(group_id) FROM volunteers_groupmembership
        WHERE left_on IS NULL AND volunteer_id = ANY (volunteers_own_volunteers())
    """,
    # The other side, from both yes until the end.
    "volunteers_own_companions() RETURNS bigint[]": """
        SELECT array_agg(volunteer_id) FROM volunteers_match
        WHERE state = 'active' AND worker_id = ANY (volunteers_own_workers())
    """,
    "volunteers_own_accompanied() RETURNS bigint[]": """
        SELECT array_agg(worker_id) FROM volunteers_match
        WHERE state = 'active' AND volunteer_id = ANY (volunteers_own_volunteers())
    """,
    # First name and part of town of the other side: all that each side of a match knows while both are being asked.
    # By a signed link it is the side of the link: of the question, of the check-in, of the meeting to be noted.
    "volunteers_cards() RETURNS TABLE (match_id bigint, side text, given_name text, district text)": """
        SELECT shown.id, 'volunteer', other.given_name, other.district FROM volunteers_match shown
        JOIN volunteers_skilledworker other ON other.id = shown.worker_id
        WHERE (shown.id = ANY (volunteers_own_matches()) AND shown.volunteer_id = ANY (volunteers_own_volunteers()))
        OR (shown.id = portal_claim('match')::bigint AND portal_claim('side') = 'volunteer')
        OR (shown.id = portal_claim('met')::bigint AND shown.volunteer_id = portal_claim('met_by')::bigint)
        OR shown.id = (SELECT asked.match_id FROM volunteers_checkin asked
            WHERE asked.id = portal_claim('checkin')::bigint AND asked.side = 'volunteer')
        UNION ALL
        SELECT shown.id, 'worker', other.given_name, other.district FROM volunteers_match shown
        JOIN volunteers_volunteer other ON other.id = shown.volunteer_id
        WHERE (shown.id = ANY (volunteers_own_matches()) AND shown.worker_id = ANY (volunteers_own_workers()))
        OR (shown.id = portal_claim('match')::bigint AND portal_claim('side') = 'worker')
        OR shown.id = (SELECT asked.match_id FROM volunteers_checkin asked
            WHERE asked.id = portal_claim('checkin')::bigint AND asked.side = 'worker')
    """,
    # The match that a check-in is about: whether it still goes on.
    "volunteers_match_asked_about() RETURNS bigint[]": """
        SELECT array_agg(match_id) FROM volunteers_checkin WHERE id = portal_claim('checkin')::bigint
    """,
    # What the desk keeps and the person does not read on her pages: that it is there, and how much, is no secret of it.
    "volunteers_kept_from_me() RETURNS TABLE (label text, number bigint)": """
        SELECT 'volunteers.VolunteerNote', count(*) FROM volunteers_volunteernote
        WHERE volunteer_id = ANY (volunteers_own_volunteers()) HAVING count(*) > 0
        UNION ALL
        SELECT 'volunteers.MatchNeed', count(*) FROM volunteers_matchneed
        WHERE worker_id = ANY (volunteers_own_workers()) HAVING count(*) > 0
        UNION ALL
        SELECT 'volunteers.MatchingProposal', count(*) FROM volunteers_matchingproposal
        WHERE volunteer_id = ANY (volunteers_own_volunteers()) HAVING count(*) > 0
        UNION ALL
        SELECT 'volunteers.PairExclusion', count(*) FROM volunteers_pairexclusion
        WHERE volunteer_id = ANY (volunteers_own_volunteers()) OR worker_id = ANY (volunteers_own_workers())
        HAVING count(*) > 0
    """,
    # How often somebody else looked at the own file, by month and role: no names. The trail keeps it for two years.
    "volunteers_readings_of_me() RETURNS TABLE (month date, role text, looks bigint, people bigint)": """
        SELECT date_trunc('month', entry.at AT TIME ZONE 'Europe/Berlin')::date, coalesce(worker.role, ''),
            count(*), count(DISTINCT entry.actor_id)
        FROM audit_entry entry LEFT JOIN (
            SELECT own.user_id, min(kind.name) AS role FROM accounts_user_groups own
            JOIN auth_group kind ON kind.id = own.group_id GROUP BY own.user_id
        ) worker ON worker.user_id = entry.actor_id
        WHERE entry.kind = 'read' AND entry.actor_id IS DISTINCT FROM portal_user() AND (
            (entry.file_model = 'volunteers.Volunteer' AND entry.file_id = ANY (volunteers_own_volunteers()))
            OR (entry.file_model = 'volunteers.SkilledWorker' AND entry.file_id = ANY (volunteers_own_workers())))
        GROUP BY 1, 2 ORDER BY 1 DESC, 2
    """,
    # Whether a skilled worker is on the list of those who wait; the desk's note on it is not hers to read.
    "volunteers_am_waiting() RETURNS boolean": """
        SELECT EXISTS (
            SELECT FROM volunteers_matchneed WHERE state = 'open' AND worker_id = ANY (volunteers_own_workers())
        )
    """,
    # What an errand reaches beyond the row that it names.
    # Whether the address that the errand names is on file: with an "account", or entered by the "desk" alone.
    "volunteers_address_on_file(side text) RETURNS text": """
        SELECT CASE WHEN bool_or(has_account) THEN 'account' WHEN count(*) > 0 THEN 'desk' ELSE '' END FROM (
            SELECT user_id IS NOT NULL has_account FROM volunteers_volunteer
            WHERE side = 'volunteer' AND lower(email) = portal_claim('email')
            UNION ALL SELECT user_id IS NOT NULL FROM volunteers_skilledworker
            WHERE side = 'worker' AND lower(email) = portal_claim('email')
        ) on_file
    """,
    # Rows without an account whose address the account of the errand has proved to be its own.
    "volunteers_proven_addresses() RETURNS text[]": """
        SELECT array_agg(lower(email)) FROM account_emailaddress
        WHERE user_id = portal_claim('account')::bigint AND verified
    """,
    "volunteers_volunteers_of_address() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_volunteer
        WHERE user_id IS NULL AND lower(email) = ANY (volunteers_proven_addresses())
    """,
    "volunteers_workers_of_address() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_skilledworker
        WHERE user_id IS NULL AND lower(email) = ANY (volunteers_proven_addresses())
    """,
    # Whether as many people wait as the programme can answer; a sign-up that nobody confirms counts for a day.
    "volunteers_signup_is_full(place bigint, side text) RETURNS boolean": f"""
        SELECT CASE side WHEN 'volunteer' THEN (
            SELECT count(*) FROM volunteers_volunteer waiting WHERE waiting.programme_id = programme.id
            AND waiting.status IN ('applied', 'interview') AND {HOLDS_A_PLACE}
        ) >= programme.most_volunteers_waiting ELSE (
            SELECT count(*) FROM volunteers_skilledworker waiting WHERE waiting.programme_id = programme.id
            AND waiting.status <> 'left' AND waiting.source = 'online' AND waiting.welcomed_on IS NULL
            AND {HOLDS_A_PLACE}
        ) >= programme.most_workers_waiting END
        FROM volunteers_programme programme WHERE programme.id = place
    """,
    "volunteers_reached_volunteers() RETURNS bigint[]": f"""
        SELECT array_agg(id) FROM volunteers_volunteer
        WHERE id = portal_claim('volunteer')::bigint OR user_id = portal_claim('account')::bigint OR {SIGNING_UP}
    """,
    "volunteers_reached_workers() RETURNS bigint[]": f"""
        SELECT array_agg(id) FROM volunteers_skilledworker
        WHERE id = portal_claim('worker')::bigint OR user_id = portal_claim('account')::bigint OR {WORKER_SIGNING_UP}
    """,
    "volunteers_reached_groups() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_companiongroup WHERE speaker_id = ANY (volunteers_reached_volunteers())
    """,
    "volunteers_reached_needs() RETURNS bigint[]": """
        SELECT array_agg(need_id) FROM volunteers_match WHERE id = portal_claim('match')::bigint
    """,
    "volunteers_volunteers_written_to() RETURNS bigint[]": """
        SELECT array_agg(volunteer_id) FROM (
            SELECT volunteer_id FROM volunteers_match
            WHERE id = portal_claim('letters')::bigint AND state IN ('active', 'declined', 'ended')
            UNION ALL SELECT volunteer_id FROM volunteers_trainingregistration
            WHERE session_id = portal_claim('promoting')::bigint AND status = 'offered'
        ) written_to
    """,
    "volunteers_workers_written_to() RETURNS bigint[]": """
        SELECT array_agg(worker_id) FROM volunteers_match
        WHERE id = portal_claim('letters')::bigint AND state IN ('active', 'declined', 'ended')
    """,
    # Which groups of her programme a volunteer may ask for, and how full they are; who is in them is not told.
    "volunteers_open_groups() RETURNS "
    "TABLE (id bigint, name text, focus text, meets text, seats bigint, members bigint)": """
        SELECT wanted.id, wanted.name, wanted.focus, wanted.meets, wanted.seats,
        (SELECT count(*) FROM volunteers_groupmembership WHERE group_id = wanted.id AND left_on IS NULL)
        FROM volunteers_companiongroup wanted WHERE wanted.is_active AND wanted.programme_id IN (
            SELECT programme_id FROM volunteers_volunteer WHERE user_id = portal_user())
        ORDER BY wanted.name
    """,
    # The speaker of a group knows first names, who comes to a date, and whose check-in is due. Nothing else.
    "volunteers_spoken_for() RETURNS TABLE (group_id bigint, given_name text)": """
        SELECT own.id, member.given_name FROM volunteers_companiongroup own
        JOIN volunteers_groupmembership place ON place.group_id = own.id AND place.left_on IS NULL
        JOIN volunteers_volunteer member ON member.id = place.volunteer_id
        WHERE own.speaker_id = ANY (volunteers_own_volunteers()) ORDER BY member.given_name, member.id
    """,
    "volunteers_group_answers() RETURNS TABLE (date_id bigint, given_name text, answer text)": """
        SELECT visit.date_id, member.given_name, visit.answer FROM volunteers_groupvisit visit
        JOIN volunteers_groupdate meeting ON meeting.id = visit.date_id
        JOIN volunteers_companiongroup own ON own.id = meeting.group_id
        JOIN volunteers_volunteer member ON member.id = visit.volunteer_id
        WHERE own.speaker_id = ANY (volunteers_own_volunteers()) AND visit.answer <> ''
        ORDER BY member.given_name, member.id
    """,
    "volunteers_group_checkins() RETURNS TABLE (group_id bigint, given_name text, due_on date)": """
        SELECT own.id, member.given_name, asked.due_on FROM volunteers_companiongroup own
        JOIN volunteers_groupmembership place ON place.group_id = own.id AND place.left_on IS NULL
        JOIN volunteers_volunteer member ON member.id = place.volunteer_id
        JOIN volunteers_checkin asked ON asked.volunteer_id = member.id AND asked.answer = ''
        JOIN volunteers_match going ON going.id = asked.match_id AND going.state = 'active'
        WHERE own.speaker_id = ANY (volunteers_own_volunteers())
        AND asked.due_on <= (now() AT TIME ZONE 'Europe/Berlin')::date
        ORDER BY asked.due_on, member.given_name
    """,
    # To whom a mail of the speaker goes: members who may be written to. The addresses reach nobody's page.
    "volunteers_members_written_to() RETURNS bigint[]": """
        SELECT array_agg(member.id ORDER BY member.id) FROM volunteers_companiongroup own
        JOIN volunteers_groupmembership place ON place.group_id = own.id AND place.left_on IS NULL
        JOIN volunteers_volunteer member ON member.id = place.volunteer_id
        WHERE own.id = portal_claim('group_mail')::bigint AND own.speaker_id = ANY (volunteers_own_volunteers())
        AND member.email <> '' AND member.status <> 'left'
        AND (member.source <> 'online' OR member.confirmed_at IS NOT NULL)
        AND EXISTS (SELECT FROM volunteers_consent said WHERE said.volunteer_id = member.id
            AND said.kind = 'data' AND said.withdrawn_at IS NULL)
    """,
    # How many places of a training session are taken; by whom is not told.
    "volunteers_places_taken(session bigint) RETURNS bigint": """
        SELECT count(*) FROM volunteers_trainingregistration
        WHERE session_id = session AND status IN ('invited', 'offered', 'confirmed', 'attended')
    """,
    **OF_SESSIONS_AND_EVENINGS,
    # What a certificate says to whoever has its code: first letters, time and hours, never a name.
    "volunteers_certificate_shown() RETURNS TABLE (initials text, since date, until date, minutes integer, "
    "issued_on date, revoked_on date, programme text, organisation text, phone text, email text)": """
        SELECT shown.initials, shown.since, shown.until, shown.minutes, shown.issued_on, shown.revoked_on,
            programme.name, house.name, programme.contact_phone, programme.contact_email
        FROM volunteers_certificate shown JOIN volunteers_programme programme ON programme.id = shown.programme_id
        JOIN accounts_organisation house ON house.id = programme.organisation_id
        WHERE shown.code = portal_claim('certificate') AND portal_claim('role') = 'portal_errand'
    """,
    # Whose trail somebody reads for her work: the head, the coordinators, the data protection officer.
    "audit_overseen() RETURNS bigint[]": """
        SELECT ARRAY[portal_organisation()] WHERE EXISTS (
            SELECT FROM accounts_user_groups own
            JOIN auth_group_permissions given USING (group_id)
            JOIN auth_permission permission ON permission.id = given.permission_id
            JOIN django_content_type kind ON kind.id = permission.content_type_id
            WHERE own.user_id = portal_user() AND permission.codename = 'view_trail' AND kind.app_label = 'audit'
        )
    """,
    "counselling_led_clients() RETURNS bigint[]": """
        SELECT array_agg(DISTINCT client_id) FROM counselling_case
        WHERE controller_id = portal_organisation() AND portal_user() IN (owner_id, deputy_id)
    """,
    "accounts_public_groups() RETURNS SETOF integer": """
        SELECT id FROM auth_group WHERE name IN ('volunteer', 'skilled_worker')
    """,
}
