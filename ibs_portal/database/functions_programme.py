"""Functions of the programme that look past the walls: places of sessions, and get-togethers. See ``functions.py``."""

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
}
