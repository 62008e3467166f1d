"""On which rows a role of the database may act: wall B, declared once for policies and tests.

A rule is plain equality of a column with what the one who is asking has sealed (``portal_user()``,
``portal_organisation()``, ``portal_claim(…)``) or with the keys that a function of ``functions.py`` answers.
``(SELECT …)`` around it has it asked once per statement instead of once per row. A table with people that has no
rules here fails a test, and so does a role with rights on it that no rule speaks of.
"""

from ibs_portal.database import rows_counselling
from ibs_portal.database.rules import (
    ME,
    OWN_CONTROLLER,
    OWN_HOUSE,
    OWN_PROGRAMMES,
    ROWS,
    SEALED,
    Rule,
    any_of,
    claim,
    protect,
    rule,
)

# Accounts and doors stand in ``rules.py``, counselling in ``rows_counselling.py``; whoever asks here gets all of them.
__all__ = ["ME", "OWN_CONTROLLER", "OWN_HOUSE", "ROWS", "SEALED", "Rule", "protect", "rows_counselling", "rule"]

# --- Rows of a programme -------------------------------------------------------------------------------------

# Volunteers and skilled workers only read, and their own; whatever they do is an errand that names the row:
#   email         a sign-up of this address, as long as nobody has confirmed it
#   account       what the sign-up of this account becomes, once the address has proved to be its own
#   volunteer     own details, a break, leaving, days away, certificates, the erasure of all of it
#   worker        own details, shifts, days away of a skilled worker, her wish for a companion, the erasure of all of it
#   registration  the answer to this invitation; "session" is the session, to be held while places are counted;
#                 "volunteer" and "session" together: putting oneself down for it
#   badge         ticking names with the code of this badge; "closing": forming the pairs of this get-together
#   promoting     offering the places of this session that have just become free to those who wait
#   match         looking at this question and answering it, for the side of "side"; its breaks and its end
#   letters       the mails to both sides of this match, once it is answered
#   met           noting a meeting of this match; "met_by" is the volunteer who was there
#   meeting       taking back this meeting
#   rated         saying how this meeting was; "rated_by" is the worker who says so
#   stand_in      answering the question to stand in
#   checkin       answering this question
#   feed          reading the personal calendar whose address has this hash
SIGNING_UP = (
    f"lower(email) = {claim('email', 'text')} AND source = 'online' AND status = 'applied' AND confirmed_at IS NULL"
)
WORKER_SIGNING_UP = (
    f"lower(email) = {claim('email', 'text')} AND source = 'online' AND status = 'here' AND confirmed_at IS NULL"
)
MY_VOLUNTEER = any_of("volunteer_id", "volunteers_own_volunteers")
MY_WORKER = any_of("worker_id", "volunteers_own_workers")
REACHED_VOLUNTEER = any_of("volunteer_id", "volunteers_reached_volunteers")
REACHED_WORKER = any_of("worker_id", "volunteers_reached_workers")
MY_MATCHES = any_of("match_id", "volunteers_shown_matches")
PROMOTED = f"session_id = {claim('promoting')} AND status IN ('waiting', 'offered')"


def protect_in_programme(tables: str, *rules: Rule) -> None:
    """With coordinators of the programme and jobs, who see all of its rows."""
    protect(tables, *rules, rule("program", OWN_PROGRAMMES), rule("jobs", SEALED))


protect_in_programme("volunteers_cohort volunteers_personfigure volunteers_pairexclusion volunteers_matchingproposal")
protect("volunteers_matchingweights", rule("program", OWN_PROGRAMMES))
protect("volunteers_matchingrun", rule("program", OWN_PROGRAMMES), rule("jobs", SEALED))
protect_in_programme(
    "volunteers_erasure",
    rule("visitor", f"{MY_VOLUNTEER} OR {MY_WORKER}"),
    rule("errand", f"volunteer_id = {claim('volunteer')} OR worker_id = {claim('worker')}"),
)
protect(
    "volunteers_calendarfeed",
    rule("visitor", f"{MY_VOLUNTEER} OR {MY_WORKER}"),
    rule("errand", f"volunteer_id = {claim('volunteer')} OR worker_id = {claim('worker')}"),
    rule("jobs", SEALED),
)
protect("volunteers_training", rule("visitor errand setup jobs", SEALED), rule("program", OWN_PROGRAMMES))
protect(
    "volunteers_trainingsession",
    rule("visitor jobs", SEALED),
    rule("errand", SEALED, f"id = {claim('session')}"),
    rule("program", OWN_PROGRAMMES),
)
protect_in_programme(
    "volunteers_volunteer",
    rule("visitor", f"user_id = {ME}"),
    rule("errand", f"id = {claim('volunteer')} OR user_id = {claim('account')} OR {SIGNING_UP}"),
    # Entered by the desk, without an account: she has just proved that the address is hers, and takes the row.
    rule("errand", any_of("id", "volunteers_volunteers_of_address")),
    rule("errand", any_of("id", "volunteers_volunteers_written_to"), "false"),
    rule("errand", any_of("id", "volunteers_members_written_to"), "false"),
)
protect_in_programme(
    "volunteers_volunteeroffer volunteers_volunteerlanguage volunteers_consent volunteers_groupmembership "
    "volunteers_volunteerabsence volunteers_qualificationgrant volunteers_certificate volunteers_statuschange "
    "volunteers_clearancecheck volunteers_groupvisit volunteers_grouprequest",
    rule("visitor", MY_VOLUNTEER),
    rule("errand", REACHED_VOLUNTEER),
)
# A list that is taken over lies open only before who chose it.
protect(
    "volunteers_volunteerimport volunteers_cohortimport",
    rule("program", f"{OWN_PROGRAMMES} AND by_id = {ME}"),
    rule("jobs", SEALED),
)
protect("volunteers_bulkact", rule("program", OWN_HOUSE))
# A speaker's mail to her group: an errand that names the group reaches its members and nobody else.
protect(
    "volunteers_bulkmail",
    rule("errand", f"group_id = {claim('group_mail')}"),
    rule("program", OWN_HOUSE),
    rule("jobs", SEALED),
)
protect(
    "volunteers_bulkmailrecipient",
    rule("errand", any_of("volunteer_id", "volunteers_members_written_to")),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect(
    "volunteers_groupdate",
    rule("visitor errand", f"{any_of('group_id', 'volunteers_own_groups')} OR {any_of('id', 'volunteers_own_visits')}"),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
# Coordinators write and take back their own notes; jobs encrypt them anew, and erase.
protect(
    "volunteers_volunteernote",
    rule("program", OWN_PROGRAMMES, write=f"{OWN_PROGRAMMES} AND author_id = {ME}"),
    rule("jobs", SEALED),
)
protect_in_programme(
    "volunteers_trainingregistration",
    rule("visitor", MY_VOLUNTEER),
    rule(
        "errand",
        f"id = {claim('registration')} OR (volunteer_id = {claim('volunteer')} AND session_id = {claim('session')})",
    ),
    rule("errand", PROMOTED),
)
protect_in_programme(
    "volunteers_companiongroup",
    rule("visitor", any_of("id", "volunteers_own_groups")),
    rule("errand", any_of("id", "volunteers_reached_groups")),
    rule("errand", f"id = {claim('group_mail')} AND {any_of('id', 'volunteers_own_groups')}", "false"),
)
protect_in_programme(
    "volunteers_skilledworker",
    rule("visitor", f"user_id = {ME}"),
    rule("errand", f"id = {claim('worker')} OR user_id = {claim('account')} OR {WORKER_SIGNING_UP}"),
    rule("errand", any_of("id", "volunteers_workers_of_address")),
    rule("errand", any_of("id", "volunteers_workers_written_to"), "false"),
)
protect(
    "volunteers_workerlanguage volunteers_workerconsent volunteers_workerabsence",
    rule("visitor", MY_WORKER),
    rule("errand", REACHED_WORKER),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect_in_programme(
    "volunteers_matchneed",
    rule("errand", f"worker_id = {claim('worker')} OR {any_of('id', 'volunteers_reached_needs')}"),
)
protect(
    "volunteers_needhelp",
    rule("visitor", any_of("need_id", "volunteers_own_needs")),
    rule("errand", "need_id IN (SELECT id FROM volunteers_matchneed)"),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect_in_programme(
    "volunteers_match",
    rule("visitor", any_of("id", "volunteers_shown_matches")),
    rule("errand", f"id = {claim('match')} OR id = {claim('met')}"),
    rule("errand", any_of("id", "volunteers_match_asked_about"), "false"),
    rule("errand", any_of("id", "volunteers_match_to_stand_in"), "false"),
)
protect_in_programme(
    "volunteers_matchpause", rule("visitor", MY_MATCHES), rule("errand", f"match_id = {claim('match')}")
)
protect_in_programme(
    "volunteers_standin",
    rule("visitor", f"{MY_VOLUNTEER} OR {any_of('match_id', 'volunteers_own_matches')}"),
    rule("errand", f"id = {claim('stand_in')} OR match_id = {claim('match')}"),
    rule("errand", f"match_id = {claim('met')} AND volunteer_id = {claim('met_by')}", "false"),
)

NOTED = f"match_id = {claim('met')} OR id = {claim('meeting')} OR id = {claim('rated')}"
protect_in_programme(
    "volunteers_meeting",
    rule("visitor", f"{MY_MATCHES} OR {MY_VOLUNTEER}"),
    # What else she noted for a day counts towards its 24 hours.
    rule("errand", f"{NOTED} OR volunteer_id = {claim('met_by')}", write=NOTED),
)
# What each side says is for the desk, and never for the other side.
protect_in_programme(
    "volunteers_meetingnote", rule("visitor", MY_VOLUNTEER), rule("errand", f"volunteer_id = {claim('met_by')}")
)
protect_in_programme(
    "volunteers_meetingfeedback",
    rule("visitor", MY_WORKER),
    rule("errand", f"meeting_id = {claim('rated')} AND worker_id = {claim('rated_by')}"),
)
protect_in_programme(
    "volunteers_checkin", rule("visitor", f"{MY_VOLUNTEER} OR {MY_WORKER}"), rule("errand", f"id = {claim('checkin')}")
)

# What somebody ticked is read by her own page and by the forming of pairs, never by a person at the desk.
protect(
    "volunteers_gettogether",
    rule("visitor jobs", SEALED),
    rule("errand", SEALED, any_of("id", "volunteers_badge_gettogethers")),
    rule("program", OWN_PROGRAMMES),
)
protect(
    "volunteers_participant",
    rule("visitor", f"{MY_VOLUNTEER} OR {MY_WORKER}"),
    rule("errand", f"code = {claim('badge', 'text')}"),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect(
    "volunteers_tick",
    rule("errand", f"{any_of('participant_id', 'volunteers_badges')} OR gettogether_id = {claim('closing')}"),
    rule("jobs", SEALED),
)
protect("volunteers_proposedpair", rule("program", OWN_PROGRAMMES), rule("jobs", SEALED))

# --- Guests of events ----------------------------------------------------------------------------------------

protect(
    "projects_registration",
    rule("errand", f"event_id = {claim('event')} OR reference = {claim('reference', 'text')}"),
    rule("counter counsel program editor", OWN_HOUSE),
    rule("jobs", SEALED),
)

# --- The trail: read only here, written by functions of its own (audit/migrations) --------------------------------

# What one did and saw oneself, without refused tries: they would say that the row exists.
OWN_TRACE = f"(actor_id = {ME} AND kind <> 'refused')"
OVERSEEN_TRACE = any_of("holder_id", "audit_overseen")
protect(
    "audit_entry",
    rule("counter program editor partner inspect", f"{OWN_TRACE} OR {OVERSEEN_TRACE}"),
    rule(
        "counsel",
        f"{OWN_TRACE} OR {OVERSEEN_TRACE} "
        f"OR (file_model = 'counselling.Client' AND {any_of('file_id', 'counselling_led_clients')})",
    ),
    rule("setup", f"{OWN_TRACE} OR {OVERSEEN_TRACE} OR split_part(model, '.', 1) IN ('accounts', 'account', 'mfa')"),
)
