"""Functions that look past the walls for a rule or a page, and say little.

Each answers for the one who is asking and for nobody else. They belong to the owner, so they may look past
the walls; that is why they say so little.
"""

from ibs_portal.database.functions_counselling import OF_COUNSELLING, TODAY
from ibs_portal.database.functions_programme import OF_SESSIONS_AND_EVENINGS
from ibs_portal.database.functions_stand_ins import OF_STAND_INS
from ibs_portal.database.rows import SIGNING_UP, WORKER_SIGNING_UP

HOLDS_A_PLACE = f"(waiting.confirmed_at IS NOT NULL OR waiting.source <> 'online' OR applied_on >= {TODAY} - 1)"
# Of the other side of a match: the whole name and how to reach her only where ``told`` says so.
CARD = """other.given_name, other.district,
            CASE WHEN told THEN trim(concat_ws(' ', other.given_name, other.family_name)) ELSE '' END,
            CASE WHEN told THEN other.phone ELSE '' END, CASE WHEN told THEN other.email ELSE '' END,
            ARRAY(SELECT jsonb_array_elements_text(term -> 'facts') FROM jsonb_array_elements(shown.reasons) term
                WHERE term ->> 'code' = 'language')"""
# How often somebody looked at a file, by month and role; what file that is comes after it.
READINGS = """SELECT date_trunc('month', entry.at AT TIME ZONE 'Europe/Berlin')::date, coalesce(worker.role, ''),
            count(*), count(DISTINCT entry.actor_id)
        FROM audit_entry entry LEFT JOIN (
            SELECT own.user_id, min(kind.name) AS role FROM accounts_user_groups own
            JOIN auth_group kind ON kind.id = own.group_id GROUP BY own.user_id
        ) worker ON worker.user_id = entry.actor_id
        WHERE entry.kind = 'read'"""
# Of the person whose file ``kind`` and ``key`` name; and that the one who is asking leads her programme.
THE_FILE = """CASE $1 WHEN 'volunteers.Volunteer' THEN volunteer_id
                WHEN 'volunteers.SkilledWorker' THEN worker_id END = $2"""
LED_BY_ME = """portal_claim('role') = 'portal_programme' AND CASE $1
            WHEN 'volunteers.Volunteer' THEN (SELECT programme_id FROM volunteers_volunteer WHERE id = $2)
            WHEN 'volunteers.SkilledWorker' THEN (SELECT programme_id FROM volunteers_skilledworker WHERE id = $2)
            END = ANY (volunteers_own_programmes())"""
FUNCTIONS = {
    **OF_COUNSELLING,
    # The newest change of what public pages show, out of the trail and the log of the set-up.
    "website_stamp() RETURNS text": """
        SELECT concat_ws('/',
            (SELECT max(id) FROM (SELECT id, model FROM audit_entry ORDER BY id DESC LIMIT 100) newest WHERE model LIKE
                ANY (ARRAY['counselling.Opening%', 'counselling.Centre%', 'counselling.Absence%', 'projects.%',
                           'website.%'])),
            (SELECT max(id) FROM django_admin_log))
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
    **OF_STAND_INS,
    "volunteers_own_needs() RETURNS bigint[]": """
        SELECT array_agg(need_id) FROM volunteers_match WHERE id = ANY (volunteers_shown_matches())
    """,
    "volunteers_own_groups() RETURNS bigint[]": """
        SELECT array_agg(group_id) FROM volunteers_groupmembership
        WHERE left_on IS NULL AND volunteer_id = ANY (volunteers_own_volunteers())
    """,
    # What each side of a match knows of the other: first name and part of town while both are being asked; the whole
    # name, phone and e-mail address while it goes on, and for whoever stands in as long as she does. Nobody reads the
    # row itself: gender, life situation, motivation and reasons are the person's and the desk's.
    # By a signed link it is the side of the link: of the question, of the check-in, of the meeting to be noted.
    "volunteers_cards() RETURNS TABLE (match_id bigint, side text, given_name text, district text, name text, "
    "phone text, email text, languages text[])": f"""
        SELECT shown.id, 'volunteer', {CARD}
        FROM volunteers_match shown JOIN volunteers_skilledworker other ON other.id = shown.worker_id
        CROSS JOIN LATERAL (SELECT shown.state = 'active' AND (shown.volunteer_id = ANY (volunteers_own_volunteers())
            OR shown.id = ANY (volunteers_stood_in_matches())) AS told) goes_on
        WHERE (shown.id = ANY (volunteers_own_matches()) AND shown.volunteer_id = ANY (volunteers_own_volunteers()))
        OR shown.id = ANY (volunteers_stood_in_matches())
        OR (shown.id = portal_claim('match')::bigint AND portal_claim('side') = 'volunteer')
        OR (shown.id = portal_claim('met')::bigint AND (shown.volunteer_id = portal_claim('met_by')::bigint
            OR EXISTS (SELECT FROM volunteers_running_stand_ins() running
                WHERE running.match_id = shown.id AND running.volunteer_id = portal_claim('met_by')::bigint)))
        OR shown.id = (SELECT asked.match_id FROM volunteers_checkin asked
            WHERE asked.id = portal_claim('checkin')::bigint AND asked.side = 'volunteer')
        UNION ALL
        SELECT shown.id, 'worker', {CARD}
        FROM volunteers_match shown JOIN volunteers_volunteer other ON other.id = shown.volunteer_id
        CROSS JOIN LATERAL (SELECT shown.state = 'active' AND shown.worker_id = ANY (volunteers_own_workers())
            AS told) goes_on
        WHERE (shown.id = ANY (volunteers_own_matches()) AND shown.worker_id = ANY (volunteers_own_workers()))
        OR (shown.id = portal_claim('match')::bigint AND portal_claim('side') = 'worker')
        OR shown.id = (SELECT asked.match_id FROM volunteers_checkin asked
            WHERE asked.id = portal_claim('checkin')::bigint AND asked.side = 'worker')
        UNION ALL
        SELECT running.match_id, 'deputy', other.given_name, other.district,
            trim(concat_ws(' ', other.given_name, other.family_name)), other.phone, other.email, ARRAY[]::text[]
        FROM volunteers_running_stand_ins() running JOIN volunteers_volunteer other ON other.id = running.volunteer_id
        WHERE running.worker_id = ANY (volunteers_own_workers())
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
        SELECT 'volunteers.Match:desk', count(*) FROM volunteers_match
        WHERE id = ANY (volunteers_own_matches()) HAVING count(*) > 0
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
        UNION ALL
        SELECT 'volunteers.BulkMailRecipient', count(*) FROM volunteers_bulkmailrecipient
        WHERE volunteer_id = ANY (volunteers_own_volunteers()) HAVING count(*) > 0
        UNION ALL
        SELECT 'volunteers.Tick', count(*) FROM volunteers_tick tick JOIN volunteers_participant me
        ON me.id = tick.participant_id WHERE me.volunteer_id = ANY (volunteers_own_volunteers())
        OR me.worker_id = ANY (volunteers_own_workers()) HAVING count(*) > 0
        UNION ALL
        SELECT 'volunteers.ProposedPair', count(*) FROM volunteers_proposedpair
        WHERE volunteer_id = ANY (volunteers_own_volunteers()) OR worker_id = ANY (volunteers_own_workers())
        HAVING count(*) > 0
    """,
    # How often somebody else looked at the own file, by month and role: no names. The trail keeps it for two years.
    "volunteers_readings_of_me() RETURNS TABLE (month date, role text, looks bigint, people bigint)": f"""
        {READINGS} AND entry.actor_id IS DISTINCT FROM portal_user() AND (
            (entry.file_model = 'volunteers.Volunteer' AND entry.file_id = ANY (volunteers_own_volunteers()))
            OR (entry.file_model = 'volunteers.SkilledWorker' AND entry.file_id = ANY (volunteers_own_workers())))
        GROUP BY 1, 2 ORDER BY 1 DESC, 2
    """,
    # The same two for the copy that the desk hands out, about people of the programmes that it leads.
    "volunteers_readings_of(kind text, key bigint) RETURNS TABLE (month date, role text, looks bigint, "
    "people bigint)": f"""
        {READINGS} AND entry.file_model = $1 AND entry.file_id = $2 AND {LED_BY_ME}
        AND entry.actor_id IS DISTINCT FROM CASE $1 WHEN 'volunteers.Volunteer'
            THEN (SELECT user_id FROM volunteers_volunteer WHERE id = $2)
            ELSE (SELECT user_id FROM volunteers_skilledworker WHERE id = $2) END
        GROUP BY 1, 2 ORDER BY 1 DESC, 2
    """,
    "volunteers_held_besides(kind text, key bigint) RETURNS TABLE (label text, number bigint)": f"""
        SELECT found.label, found.number FROM (
            SELECT 'volunteers.Match:desk' AS label, count(*) AS number FROM volunteers_match
            WHERE {THE_FILE} AND state IN ('asked', 'active', 'ended')
            UNION ALL
            SELECT 'volunteers.MatchingProposal', count(*) FROM volunteers_matchingproposal
            WHERE $1 = 'volunteers.Volunteer' AND volunteer_id = $2
            UNION ALL
            SELECT 'volunteers.PairExclusion', count(*) FROM volunteers_pairexclusion WHERE {THE_FILE}
            UNION ALL
            SELECT 'volunteers.ProposedPair', count(*) FROM volunteers_proposedpair WHERE {THE_FILE}
            UNION ALL
            SELECT 'volunteers.Tick', count(*) FROM volunteers_tick tick
            JOIN volunteers_participant me ON me.id = tick.participant_id WHERE {THE_FILE}
            UNION ALL
            SELECT 'volunteers.CalendarFeed', count(*) FROM volunteers_calendarfeed WHERE {THE_FILE}
        ) found WHERE found.number > 0 AND {LED_BY_ME}
    """,
    # Whether a skilled worker is on the list of those who wait; the desk's note on it is not hers to read.
    "volunteers_am_waiting() RETURNS boolean": """
        SELECT EXISTS (
            SELECT FROM volunteers_matchneed WHERE state = 'open' AND worker_id = ANY (volunteers_own_workers())
        )
    """,
    # What an errand reaches beyond the row that it names.
    # In whose name mails about the account go out whose address the errand names: a programme is public, who is not.
    "volunteers_who_writes() RETURNS TABLE (name text, email text)": """
        SELECT programme.name, programme.contact_email FROM volunteers_programme programme JOIN (
            SELECT programme_id, user_id, email FROM volunteers_volunteer
            UNION ALL SELECT programme_id, user_id, email FROM volunteers_skilledworker
        ) person ON person.programme_id = programme.id
        JOIN accounts_user account ON account.id = person.user_id
            OR person.user_id IS NULL AND lower(account.email) = lower(person.email)
        WHERE lower(account.email) = portal_claim('email') AND portal_claim('role') = 'portal_errand'
        ORDER BY person.user_id NULLS LAST LIMIT 1
    """,
    # Whether the address that the errand names is on file: with an "account", or entered by the "desk" of this place.
    "volunteers_address_on_file(side text, place bigint) RETURNS text": """
        SELECT CASE WHEN bool_or(has_account) THEN 'account' WHEN bool_or(programme_id = place) THEN 'desk' ELSE '' END
        FROM (
            SELECT user_id IS NOT NULL has_account, programme_id FROM volunteers_volunteer
            WHERE side = 'volunteer' AND lower(email) = portal_claim('email')
            UNION ALL SELECT user_id IS NOT NULL, programme_id FROM volunteers_skilledworker
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
            UNION ALL SELECT volunteer_id FROM volunteers_standin WHERE match_id = portal_claim('letters')::bigint
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
        AND NOT EXISTS (SELECT FROM volunteers_matchpause WHERE match_id = going.id
            AND began_on IS NOT NULL AND ended_on IS NULL)
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
    "accounts_public_groups() RETURNS SETOF integer": """
        SELECT id FROM auth_group WHERE name IN ('volunteer', 'skilled_worker')
    """,
}
