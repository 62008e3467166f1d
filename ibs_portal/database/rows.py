"""On which rows a role of the database may act: wall B, declared once for policies and tests.

A rule is plain equality of a column with what the one who is asking has sealed (``portal_user()``,
``portal_organisation()``, ``portal_claim(…)``) or with the keys that a function of ``functions.py`` answers.
``(SELECT …)`` around it has it asked once per statement instead of once per row. A table with people that has no
rules here fails a test, and so does a role with rights on it that no rule speaks of.
"""

from dataclasses import dataclass, replace

# Everybody whose seal is right, in the role it was made for. "(SELECT …)" is asked once per statement.
SEALED = "(SELECT portal_claim('role')) IS NOT NULL"
ME = "(SELECT portal_user())"
MINE = "(SELECT portal_organisation())"


def claim(name: str, kind: str = "bigint") -> str:
    """A value of the sealed claims, as the errand names it."""
    return f"(SELECT portal_claim('{name}'))::{kind}"


@dataclass(frozen=True)
class Rule:
    """On which rows the roles of some columns may act. ``write`` is ``read`` unless said otherwise."""

    columns: str
    read: str
    write: str = ""

    @property
    def check(self) -> str:
        return self.write or self.read


def rule(columns: str, read: str, write: str = "") -> Rule:
    return Rule(columns, read, write)


STAFF_COLUMNS = "counter counsel program editor partner inspect"
PUBLIC_REALM = "realm = 'public'"
# In public processes a door knows the accounts of its own realm only; "realm" is a column of each such row.
OF_AN_ACCOUNT_I_SEE = "user_id IN (SELECT id FROM accounts_user)"
OWN_HOUSE = f"organisation_id = {MINE}"
OWN_CONTROLLER = f"controller_id = {MINE}"
OWN_PROGRAMMES = "programme_id = ANY ((SELECT volunteers_own_programmes())::bigint[])"

ROWS: dict[str, tuple[Rule, ...]] = {
    "accounts_user": (
        rule("visitor errand", f"{PUBLIC_REALM} AND id = {ME}"),
        rule("public_door", f"{PUBLIC_REALM} AND {SEALED}"),
        rule("staff_door", SEALED),
        rule("counter counsel", f"id = {ME} OR organisation_id = ANY ((SELECT counselling_house())::bigint[])"),
        rule("program editor inspect", f"id = {ME} OR {OWN_HOUSE}"),
        rule("partner", f"id = {ME}"),
        rule("setup jobs", SEALED),
    ),
    "accounts_user_groups": (
        # New accounts of a door are never staff: that is for the set-up to say.
        rule("door", OF_AN_ACCOUNT_I_SEE, f"{OF_AN_ACCOUNT_I_SEE} AND group_id IN (SELECT accounts_public_groups())"),
        # Who may be put in charge of a case.
        rule("counsel", OF_AN_ACCOUNT_I_SEE),
        rule("setup jobs", SEALED),
    ),
    "accounts_user_user_permissions": (rule("door", OF_AN_ACCOUNT_I_SEE), rule("setup jobs", SEALED)),
    "account_emailaddress": (rule("door", OF_AN_ACCOUNT_I_SEE), rule("jobs", SEALED)),
    "account_emailconfirmation": (
        rule("door", "email_address_id IN (SELECT id FROM account_emailaddress)"),
        rule("jobs", SEALED),
    ),
    "mfa_authenticator": (rule("door", OF_AN_ACCOUNT_I_SEE), rule("jobs", SEALED)),
    # Whoever knows the key of a session may have it, and nobody else; realms never mix.
    "accounts_session": (
        rule("public_door", f"{PUBLIC_REALM} AND session_key = {claim('session', 'text')}"),
        rule("staff_door", f"realm = 'staff' AND session_key = {claim('session', 'text')}"),
        rule("jobs", SEALED),
    ),
    "usersessions_usersession": (rule("door", OF_AN_ACCOUNT_I_SEE), rule("jobs", SEALED)),
    "django_admin_log": (rule("setup jobs", SEALED),),
    # Values are read back as Python objects: what the public wrote, staff must never read.
    "portal_cache": (
        rule("visitor errand public_door", "starts_with(cache_key, 'public:')"),
        rule(f"staff_door {STAFF_COLUMNS} setup jobs", "starts_with(cache_key, 'staff:')"),
    ),
}


def protect(tables: str, *rules: Rule) -> None:
    """The rules of these tables; a second word about one would silently undo the first, so it is a mistake."""
    for table in tables.split():
        if table in ROWS:
            raise ValueError(f"{table} has its rules already.")
        ROWS[table] = rules


def any_of(column: str, function: str) -> str:
    """The column is among the keys that one of the functions below answers."""
    return f"{column} = ANY ((SELECT {function}())::bigint[])"


# --- The team of a house -------------------------------------------------------------------------------------

# "any_of" a function below: asked once per statement, and the key of the row is compared with what it says.
SHOWN_TEAM = any_of("id", "counselling_team_shown")
protect(
    "counselling_staffmember",
    rule("visitor program editor partner inspect", SHOWN_TEAM),
    rule("counter counsel", f"{SHOWN_TEAM} OR {any_of('id', 'counselling_colleagues')}"),
    rule("setup", SEALED),
)
# Who is in is no secret of a house with two employers; whoever writes does so for her own, at the counter for herself.
COLLEAGUES_AWAY = any_of("staff_id", "counselling_colleagues")
MYSELF_AWAY = f"{OWN_CONTROLLER} AND {any_of('staff_id', 'counselling_myself')}"
protect(
    "counselling_absence",
    rule("counter", COLLEAGUES_AWAY, write=MYSELF_AWAY),
    rule("counsel", COLLEAGUES_AWAY, write=OWN_CONTROLLER),
    rule("setup", SEALED),
)

protect(
    "counselling_bookingcalendar counselling_consultationwindow",
    rule("counter", COLLEAGUES_AWAY, write=MYSELF_AWAY),
    rule("counsel", COLLEAGUES_AWAY, write=OWN_CONTROLLER),
    rule("setup", SEALED),
)

# --- Rows that a controller holds ----------------------------------------------------------------------------

# The other controller reads what is disclosed to it, while it is; nobody but the own controller writes.
SHOWN_CLIENT = any_of("id", "counselling_disclosed_files")
SHOWN_FILE = any_of("client_id", "counselling_disclosed_files")
SHOWN_CONTACTS = any_of("client_id", "counselling_disclosed_contacts")
SHOWN_TOPICS = any_of("contact_id", "counselling_disclosed_contact_keys")
# Entered by oneself, and taken back by oneself alone.
OWN_CONTACT = f"{OWN_CONTROLLER} AND by_id = {ME}"


def own_or_shown(shown: str, write: str = OWN_CONTROLLER) -> Rule:
    return rule("counsel", f"{OWN_CONTROLLER} OR {shown}", write=write)


protect("counselling_client", rule("counter", OWN_CONTROLLER), own_or_shown(SHOWN_CLIENT))
protect("counselling_clientname", rule("counter", OWN_CONTROLLER), own_or_shown(SHOWN_FILE))
protect("counselling_distinctpair counselling_clientmerge", rule("counsel", OWN_CONTROLLER))
protect("counselling_namekeys counselling_case counselling_caseevent", own_or_shown(SHOWN_FILE))
protect("counselling_contact", rule("counter", OWN_CONTACT), own_or_shown(SHOWN_CONTACTS, write=OWN_CONTACT))
protect(
    "counselling_contacttopic",
    rule("counter", f"{OWN_CONTROLLER} AND contact_id IN (SELECT id FROM counselling_contact)"),
    own_or_shown(SHOWN_TOPICS),
)
protect("counselling_followup", own_or_shown(SHOWN_CONTACTS))
protect("counselling_deadline", rule("counsel", OWN_CONTROLLER))
OWN_CASE = any_of("case_id", "counselling_cases_led")
OPENED = any_of("client_id", "counselling_notes_opened")
protect(
    "counselling_contactnote counselling_noteaddendum",
    rule(
        "counsel",
        f"{OWN_CONTROLLER} AND (author_id = {ME} OR {OWN_CASE} OR {OPENED})",
        write=f"{OWN_CONTROLLER} AND author_id = {ME}",
    ),
)
protect(
    "counselling_disclosure",
    rule("counsel", f"{OWN_CONTROLLER} OR recipient_id = {MINE}", write=OWN_CONTROLLER),
)
# An opening begins now, whatever is written into it; the table itself says that it lasts eight hours at most.
JUST_NOW = "opened_at BETWEEN now() - interval '10 minutes' AND now() + interval '10 minutes'"
protect(
    "counselling_breakglass",
    rule("counsel", OWN_CONTROLLER, write=f"{OWN_CONTROLLER} AND user_id = {ME} AND {JUST_NOW}"),
)
# Whoever asks reaches the one enquiry of the form, and only while it is written: with its number, new, from the web.
protect(
    "counselling_enquiry",
    rule(
        "errand",
        f"reference = {claim('enquiry', 'text')}",
        write=f"reference = {claim('enquiry', 'text')} AND state = 'new' AND channel = 'web'",
    ),
    rule("counter counsel", OWN_CONTROLLER),
    rule("jobs", SEALED),
)
protect(
    "counselling_callattempt",
    rule("counter counsel", OWN_CONTROLLER, write=f"{OWN_CONTROLLER} AND by_id = {ME}"),
    rule("jobs", SEALED),
)
protect("counselling_draft", rule("counter counsel", f"{OWN_CONTROLLER} AND user_id = {ME}"), rule("jobs", SEALED))
# Whoever booked reaches the one appointment of the signed link, nothing else; what is free says a function.
protect(
    "counselling_appointment",
    rule("errand", f"reference = {claim('appointment', 'text')}"),
    rule("counter counsel", OWN_CONTROLLER),
    rule("jobs", SEALED),
)
# Who a person was sent to is read in the own house only, also while her file is shown to another.
protect("counselling_confidentialityrelease counselling_referral", rule("counsel", OWN_CONTROLLER))
# The other house never reads these, whatever it is shown.
protect(
    "counselling_residence counselling_household counselling_householdmember counselling_assessment counselling_need "
    "counselling_supportplan counselling_goal",
    rule("counsel", OWN_CONTROLLER),
)
# Jobs ask the scanner about documents, and encrypt them anew.
protect("counselling_document counselling_documentcontent", rule("counsel", OWN_CONTROLLER), rule("jobs", SEALED))
protect("counselling_interpreterrequest", rule("counter counsel", OWN_CONTROLLER), rule("jobs", SEALED))
protect("counselling_numberseries", rule("counter counsel", OWN_CONTROLLER))
# A list that is taken over lies open only before who chose it.
protect("counselling_clientimport", rule("counsel", f"{OWN_CONTROLLER} AND by_id = {ME}"), rule("jobs", SEALED))
# Figures are written by the database itself, as contacts and cases change.
protect("counselling_figure", rule("counsel", OWN_CONTROLLER))
protect("counselling_releasedfigures", rule("counsel", OWN_CONTROLLER), rule("partner", SEALED))

# --- Restricted files: not there for anybody but the head, whoever leads a case of the person, and the deputy

FILE_ROLES = {"counter", "counsel"}


def hide(tables: str, column: str, function: str = "counselling_hidden_files") -> None:
    """Adds to each rule for people who work with files that the row belongs to no file hidden from them."""
    there = f"({any_of(column, function)}) IS NOT TRUE"
    for table in tables.split():
        ROWS[table] = tuple(
            replace(rule, read=f"({rule.read}) AND {there}", write=rule.write and f"({rule.write}) AND {there}")
            if FILE_ROLES & set(rule.columns.split())
            else rule
            for rule in ROWS[table]
        )


hide("counselling_client", "id")
hide(
    "counselling_namekeys counselling_distinctpair counselling_clientmerge "
    "counselling_clientname counselling_case counselling_caseevent counselling_contact counselling_contactnote "
    "counselling_noteaddendum counselling_followup counselling_disclosure counselling_breakglass "
    "counselling_residence counselling_householdmember counselling_assessment counselling_need "
    "counselling_supportplan counselling_goal counselling_document counselling_documentcontent "
    "counselling_appointment counselling_confidentialityrelease counselling_referral counselling_deadline "
    "counselling_interpreterrequest",
    "client_id",
)
hide("counselling_contacttopic", "contact_id", "counselling_hidden_contacts")

# --- Rows of a programme -------------------------------------------------------------------------------------

# Volunteers and skilled workers only read, and their own; whatever they do is an errand that names the row:
#   email         a sign-up of this address, as long as nobody has confirmed it
#   account       what the sign-up of this account becomes, once the address has proved to be its own
#   volunteer     own details, a break, leaving, days away
#   worker        own details, shifts, days away of a skilled worker, and her wish for a companion
#   registration  the answer to this invitation; "session" is the session, to be held while places are counted;
#                 "volunteer" and "session" together: putting oneself down for it
#   promoting     offering the places of this session that have just become free to those who wait
#   match         looking at this question and answering it, for the side of "side"
#   letters       the mails to both sides of this match, once it is answered
#   met           noting a meeting of this match; "met_by" is the volunteer who was there
#   meeting       taking back this meeting
#   rated         saying how this meeting was; "rated_by" is the worker who says so
#   checkin       answering this question
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
MY_MATCHES = any_of("match_id", "volunteers_own_matches")
PROMOTED = f"session_id = {claim('promoting')} AND status IN ('waiting', 'offered')"


def protect_in_programme(tables: str, *rules: Rule) -> None:
    """With coordinators of the programme and jobs, who see all of its rows."""
    protect(tables, *rules, rule("program", OWN_PROGRAMMES), rule("jobs", SEALED))


protect("volunteers_cohort", rule("program", OWN_PROGRAMMES))
protect("volunteers_pairexclusion", rule("program", OWN_PROGRAMMES), rule("jobs", SEALED))
protect("volunteers_matchingweights volunteers_matchingrun", rule("program", OWN_PROGRAMMES))
protect("volunteers_matchingproposal", rule("program", OWN_PROGRAMMES), rule("jobs", SEALED))
protect("volunteers_training", rule("visitor errand setup jobs", SEALED), rule("program", OWN_PROGRAMMES))
protect(
    "volunteers_trainingsession",
    rule("visitor jobs", SEALED),
    rule("errand", SEALED, f"id = {claim('session')}"),
    rule("program", OWN_PROGRAMMES),
)
protect_in_programme(
    "volunteers_volunteer",
    rule("visitor", f"user_id = {ME} OR {any_of('id', 'volunteers_own_companions')}"),
    rule("errand", f"id = {claim('volunteer')} OR user_id = {claim('account')} OR {SIGNING_UP}"),
    # Entered by the desk, without an account: she has just proved that the address is hers, and takes the row.
    rule("errand", any_of("id", "volunteers_volunteers_of_address")),
    rule("errand", any_of("id", "volunteers_volunteers_written_to"), "false"),
)
protect_in_programme(
    "volunteers_volunteeroffer volunteers_volunteerlanguage volunteers_consent volunteers_groupmembership "
    "volunteers_qualificationgrant volunteers_certificate volunteers_statuschange volunteers_clearancecheck",
    rule("visitor", MY_VOLUNTEER),
    rule("errand", REACHED_VOLUNTEER),
)
protect("volunteers_bulkact", rule("program", OWN_HOUSE))
protect("volunteers_bulkmail", rule("program", OWN_HOUSE), rule("jobs", SEALED))
protect("volunteers_bulkmailrecipient", rule("program", OWN_PROGRAMMES), rule("jobs", SEALED))
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
)
protect_in_programme(
    "volunteers_skilledworker",
    rule("visitor", f"user_id = {ME} OR {any_of('id', 'volunteers_own_accompanied')}"),
    rule("errand", f"id = {claim('worker')} OR user_id = {claim('account')} OR {WORKER_SIGNING_UP}"),
    rule("errand", any_of("id", "volunteers_workers_of_address")),
    rule("errand", any_of("id", "volunteers_workers_written_to"), "false"),
)
protect(
    "volunteers_workerlanguage volunteers_workerconsent",
    rule("visitor", MY_WORKER),
    rule("errand", REACHED_WORKER),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect_in_programme(
    "volunteers_volunteerabsence",
    rule("visitor", MY_VOLUNTEER),
    rule("errand", REACHED_VOLUNTEER),
)
protect_in_programme(
    "volunteers_workerabsence",
    rule("visitor", MY_WORKER),
    rule("errand", f"worker_id = {claim('worker')}"),
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
)
protect_in_programme(
    "volunteers_match",
    rule("visitor", any_of("id", "volunteers_own_matches")),
    rule("errand", f"id = {claim('match')} OR id = {claim('met')}"),
    rule("errand", any_of("id", "volunteers_match_asked_about"), "false"),
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
