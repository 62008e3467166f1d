"""Functions of the programme that look past the walls: sessions, get-togethers, calendars. See ``functions.py``."""

# Whose calendar the errand has the address of, as long as she takes part and may log in.
FEED_OWNER = """
    SELECT feed.volunteer_id, feed.worker_id, feed.programme_id, feed.made_at,
        coalesce(companion.contact_language, worker.contact_language) AS language
    FROM volunteers_calendarfeed feed
    LEFT JOIN volunteers_volunteer companion ON companion.id = feed.volunteer_id
    LEFT JOIN volunteers_skilledworker worker ON worker.id = feed.worker_id
    JOIN accounts_user account ON account.id = coalesce(companion.user_id, worker.user_id) AND account.is_active
    WHERE feed.secret_hash = portal_claim('feed') AND coalesce(companion.left_on, worker.left_on) IS NULL
"""
TODAY = "(now() AT TIME ZONE 'Europe/Berlin')::date"
# When a skilled worker came or is expected to come.
ARRIVAL = """CASE worker.status WHEN 'arriving' THEN coalesce(worker.arrives_on, cohort.arrives_on)
    ELSE worker.arrived_on END"""
KEPT_IN_CALENDARS = "now() - interval '90 days'"
A_DATE_OF = "least(evening.closes_at, evening.starts_at + interval '2 hours')"
A_DAY = "(met.\"on\"::timestamp AT TIME ZONE 'Europe/Berlin')"
OF_SESSIONS_AND_EVENINGS = {
    # Dates of groups at which it is noted how long the one who is asking was there: they stay hers to read.
    "volunteers_own_visits() RETURNS bigint[]": """
        SELECT array_agg(date_id) FROM volunteers_groupvisit
        WHERE minutes IS NOT NULL AND volunteer_id = ANY (volunteers_own_volunteers())
    """,
    # How many places of training sessions are taken, and how many wait for one; by whom is not told.
    "volunteers_lines(sessions bigint[]) RETURNS TABLE (session bigint, taken bigint, waiting bigint)": """
        SELECT session_id, count(*) FILTER (WHERE status IN ('invited', 'offered', 'confirmed', 'attended')),
            count(*) FILTER (WHERE status = 'waiting')
        FROM volunteers_trainingregistration WHERE session_id = ANY (sessions) GROUP BY session_id
    """,
    # Where on the waiting list somebody stands, for nobody but herself.
    "volunteers_place_in_line(registration bigint) RETURNS bigint": """
        SELECT count(*) FROM volunteers_trainingregistration own JOIN volunteers_trainingregistration ahead
        ON ahead.session_id = own.session_id AND ahead.status = 'waiting'
        AND (ahead.waiting_since, ahead.id) <= (own.waiting_since, own.id)
        WHERE own.id = registration AND own.status = 'waiting' AND (
            own.id = portal_claim('registration')::bigint OR own.volunteer_id = ANY (volunteers_own_volunteers()))
    """,
    # A get-together: the other side's first names for the badge that the errand names, until the pairs are formed;
    # and for the desk how many of each side have ticked, not who and not whom.
    "volunteers_badges() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_participant WHERE code = portal_claim('badge')
    """,
    "volunteers_badge_gettogethers() RETURNS bigint[]": """
        SELECT array_agg(gettogether_id) FROM volunteers_participant WHERE code = portal_claim('badge')
    """,
    "volunteers_faces() RETURNS TABLE (participant bigint, given_name text, number smallint, desk smallint)": """
        SELECT other.id, coalesce(companion.given_name, worker.given_name), other.badge, other."table"
        FROM volunteers_participant me
        JOIN volunteers_gettogether evening ON evening.id = me.gettogether_id AND evening.closed_at IS NULL
        JOIN volunteers_participant other ON other.gettogether_id = me.gettogether_id
            AND (other.volunteer_id IS NULL) <> (me.volunteer_id IS NULL)
        LEFT JOIN volunteers_volunteer companion ON companion.id = other.volunteer_id
        LEFT JOIN volunteers_skilledworker worker ON worker.id = other.worker_id
        WHERE me.code = portal_claim('badge') ORDER BY other.badge
    """,
    "volunteers_ticked(evening bigint) RETURNS TABLE (volunteers bigint, workers bigint)": """
        SELECT count(*) FILTER (WHERE volunteer_id IS NOT NULL), count(*) FILTER (WHERE worker_id IS NOT NULL)
        FROM volunteers_participant someone WHERE gettogether_id = evening
        AND programme_id = ANY (volunteers_own_programmes())
        AND EXISTS (SELECT FROM volunteers_tick WHERE participant_id = someone.id)
    """,
    # The personal calendar of whoever shows its address: own dates and places. Nobody's name is in any of it.
    "volunteers_feed_owner() RETURNS TABLE (language text, programme text)": f"""
        SELECT own.language, programme.name FROM ({FEED_OWNER}) own
        JOIN volunteers_programme programme ON programme.id = own.programme_id
    """,
    "volunteers_feed() RETURNS TABLE (kind text, key bigint, title text, place text, starts_at timestamptz, "
    "ends_at timestamptz, minutes integer, is_certain boolean, is_cancelled boolean, revision integer, "
    "changed_at timestamptz)": f"""
        WITH own AS ({FEED_OWNER}), dates AS (
            SELECT 'training' kind, session.id key, training.title, session.place, session.starts_at, session.ends_at,
                0 minutes, asked.status IN ('confirmed', 'attended') is_certain, session.cancelled_at IS NOT NULL gone,
                session.revision revision, session.changed_at
            FROM own JOIN volunteers_trainingregistration asked ON asked.volunteer_id = own.volunteer_id
                AND asked.status IN ('invited', 'offered', 'confirmed', 'attended', 'cancelled')
            JOIN volunteers_trainingsession session ON session.id = asked.session_id
            JOIN volunteers_training training ON training.id = session.training_id
            UNION ALL
            SELECT 'group', meeting.id, meeting.topic, meeting.place, meeting.starts_at, meeting.ends_at, 0,
                coalesce(visit.answer = 'yes' OR visit.minutes > 0, false), meeting.cancelled_at IS NOT NULL,
                (meeting.cancelled_at IS NOT NULL)::integer, coalesce(meeting.cancelled_at, own.made_at)
            FROM own JOIN volunteers_groupdate meeting ON meeting.programme_id = own.programme_id
            LEFT JOIN volunteers_groupvisit visit
                ON visit.date_id = meeting.id AND visit.volunteer_id = own.volunteer_id
            WHERE visit.minutes > 0 OR (
                visit.answer IS DISTINCT FROM 'no' AND visit.minutes IS DISTINCT FROM 0 AND meeting.group_id IN (
                    SELECT group_id FROM volunteers_groupmembership
                    WHERE volunteer_id = own.volunteer_id AND left_on IS NULL))
            UNION ALL
            SELECT 'gettogether', evening.id, evening.title, evening.place, evening.starts_at, {A_DATE_OF}, 0, true,
                false, 0, own.made_at
            FROM own JOIN volunteers_participant badge
                ON badge.volunteer_id = own.volunteer_id OR badge.worker_id = own.worker_id
            JOIN volunteers_gettogether evening ON evening.id = badge.gettogether_id
            UNION ALL
            SELECT 'meeting', met.id, '', '', {A_DAY}, NULL, met.minutes, true, false, 0, {A_DAY}
            FROM own JOIN volunteers_meeting met ON met.volunteer_id = own.volunteer_id
                OR met.match_id IN (SELECT id FROM volunteers_match WHERE worker_id = own.worker_id)
        )
        SELECT * FROM dates WHERE dates.starts_at > {KEPT_IN_CALENDARS} ORDER BY dates.starts_at, dates.kind, dates.key
    """,
    # What employer and agency know of the cohorts that they sent: how many, and no row of anybody.
    # Nobody waits before the day on which she arrives.
    "volunteers_cohort_figures() RETURNS TABLE (name text, programme text, arrives_on date, closed_on date, "
    "people bigint, arrived bigint, placed bigint, waiting bigint, waited bigint)": f"""
        SELECT cohort.name, programme.name, cohort.arrives_on, cohort.closed_on, count(worker.id),
            count(*) FILTER (WHERE worker.status = 'here' OR worker.arrived_on IS NOT NULL),
            count(*) FILTER (WHERE found.begun IS NOT NULL),
            count(*) FILTER (WHERE found.begun IS NULL AND found.is_waiting),
            coalesce(sum(greatest(coalesce(found.begun, {TODAY}) - found.wished, 0))
                FILTER (WHERE found.begun IS NOT NULL OR found.is_waiting), 0)
        FROM volunteers_cohort cohort JOIN volunteers_programme programme ON programme.id = cohort.programme_id
        LEFT JOIN volunteers_skilledworker worker ON worker.cohort_id = cohort.id
        LEFT JOIN LATERAL (
            SELECT (SELECT min(started_on) FROM volunteers_match WHERE worker_id = worker.id AND started_on IS NOT NULL)
                AS begun,
                (SELECT greatest(min(opened_on), {ARRIVAL}) FROM volunteers_matchneed WHERE worker_id = worker.id)
                AS wished,
                EXISTS (SELECT FROM volunteers_matchneed WHERE worker_id = worker.id AND (state = 'proposed'
                    OR state = 'open' AND (worker.status <> 'arriving' OR {ARRIVAL} <= {TODAY}))) AS is_waiting
        ) found ON true
        WHERE portal_claim('role') = 'portal_partner'
        AND portal_organisation() IN (cohort.employer_id, cohort.agency_id)
        GROUP BY cohort.id, programme.id ORDER BY cohort.arrives_on DESC, cohort.id LIMIT 200
    """,
}
