"""Functions that look past the walls for those who stand in for a companion. See ``functions.py``."""

from ibs_portal.database.functions_counselling import TODAY

OF_STAND_INS = {
    # The day by which sight begins and ends by itself.
    "portal_today() RETURNS date": f"SELECT {TODAY}",
    "volunteers_running_stand_ins() RETURNS TABLE (match_id bigint, volunteer_id bigint, worker_id bigint)": """
        SELECT accompanied.id, deputy.id, accompanied.worker_id FROM volunteers_standin own
        JOIN volunteers_match accompanied ON accompanied.id = own.match_id AND accompanied.state = 'active'
        JOIN volunteers_volunteer deputy ON deputy.id = own.volunteer_id AND deputy.status = 'active'
        WHERE own.state = 'accepted' AND portal_today() BETWEEN own.starts_on AND own.ends_on AND (
            deputy.id = ANY (volunteers_own_volunteers()) OR accompanied.worker_id = ANY (volunteers_own_workers())
            OR (accompanied.id = portal_claim('met')::bigint AND deputy.id = portal_claim('met_by')::bigint))
    """,
    # Matches in which whoever is asking takes the companion's place today; and all that are shown to her.
    "volunteers_stood_in_matches() RETURNS bigint[]": """
        SELECT array_agg(match_id) FROM volunteers_running_stand_ins()
        WHERE volunteer_id = ANY (volunteers_own_volunteers())
    """,
    "volunteers_shown_matches() RETURNS bigint[]": """
        SELECT volunteers_own_matches() || volunteers_stood_in_matches()
    """,
    # The match that an answer to the question to stand in is about: whether it still goes on.
    "volunteers_match_to_stand_in() RETURNS bigint[]": """
        SELECT array_agg(match_id) FROM volunteers_standin WHERE id = portal_claim('stand_in')::bigint
    """,
    # First names of all three and the part of town: for whoever is asked or stands in, and for both sides once it is
    # accepted; nothing any more when the last day is over.
    "volunteers_stand_in_names() RETURNS TABLE ("
    "id bigint, match_id bigint, volunteer_id bigint, given_name text, district text, companion text, deputy text, "
    "starts_on date, ends_on date, is_accepted boolean, is_mine boolean)": """
        SELECT own.id, own.match_id, own.volunteer_id, worker.given_name, worker.district, companion.given_name,
            deputy.given_name, own.starts_on, own.ends_on, own.state = 'accepted',
            coalesce(own.volunteer_id = ANY (volunteers_own_volunteers()), false)
        FROM volunteers_standin own
        JOIN volunteers_match accompanied ON accompanied.id = own.match_id AND accompanied.state = 'active'
        JOIN volunteers_skilledworker worker ON worker.id = accompanied.worker_id
        JOIN volunteers_volunteer companion ON companion.id = own.companion_id
        JOIN volunteers_volunteer deputy ON deputy.id = own.volunteer_id
        WHERE own.state IN ('asked', 'accepted') AND own.ends_on >= portal_today() AND (
            own.volunteer_id = ANY (volunteers_own_volunteers()) OR own.id = portal_claim('stand_in')::bigint
            OR (own.state = 'accepted' AND own.match_id = ANY (volunteers_own_matches())))
        ORDER BY own.starts_on, own.id
    """,
    # Who of the desk gets the mail about an answer: staff accounts are not there for whoever gives it.
    "volunteers_who_asked(stand_in bigint) RETURNS TABLE (email text, language text)": """
        SELECT account.email, account.language FROM volunteers_standin own
        JOIN accounts_user account ON account.id = own.asked_by_id AND account.is_active
        WHERE own.id = stand_in AND own.match_id = portal_claim('letters')::bigint
    """,
}
