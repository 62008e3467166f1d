"""Wall B of counselling: rows of a house and of a controller, and files that are not there for everybody."""

from dataclasses import replace

from ibs_portal.database.rules import (
    ME,
    MINE,
    OWN_CONTROLLER,
    ROWS,
    SEALED,
    Rule,
    any_of,
    claim,
    protect,
    rule,
)

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


# Jobs encrypt anew, here and below; they reach no other columns of a file (``access.py``).
ANEW = rule("jobs", SEALED)
protect("counselling_client", rule("counter", OWN_CONTROLLER), own_or_shown(SHOWN_CLIENT), ANEW)
protect("counselling_clientname", rule("counter", OWN_CONTROLLER), own_or_shown(SHOWN_FILE))
protect("counselling_distinctpair", rule("counsel", OWN_CONTROLLER))
protect("counselling_clientmerge", rule("counsel", OWN_CONTROLLER), ANEW)
protect("counselling_namekeys", own_or_shown(SHOWN_FILE))
protect("counselling_case counselling_caseevent", own_or_shown(SHOWN_FILE), ANEW)
protect("counselling_contact", rule("counter", OWN_CONTACT), own_or_shown(SHOWN_CONTACTS, write=OWN_CONTACT))
protect(
    "counselling_contacttopic",
    rule("counter", f"{OWN_CONTROLLER} AND contact_id IN (SELECT id FROM counselling_contact)"),
    own_or_shown(SHOWN_TOPICS),
)
protect("counselling_followup", own_or_shown(SHOWN_CONTACTS), ANEW)
protect("counselling_deadline", rule("counsel", OWN_CONTROLLER), ANEW)
OWN_CASE = any_of("case_id", "counselling_cases_led")
OPENED = any_of("client_id", "counselling_notes_opened")
protect(
    "counselling_contactnote counselling_noteaddendum",
    rule(
        "counsel",
        f"{OWN_CONTROLLER} AND (author_id = {ME} OR {OWN_CASE} OR {OPENED})",
        write=f"{OWN_CONTROLLER} AND author_id = {ME}",
    ),
    ANEW,
)
protect(
    "counselling_disclosure",
    rule("counsel", f"{OWN_CONTROLLER} OR recipient_id = {MINE}", write=OWN_CONTROLLER),
    ANEW,
)
# An opening begins now, whatever is written into it; the table itself says that it lasts eight hours at most.
JUST_NOW = "opened_at BETWEEN now() - interval '10 minutes' AND now() + interval '10 minutes'"
protect(
    "counselling_breakglass",
    rule("counsel", OWN_CONTROLLER, write=f"{OWN_CONTROLLER} AND user_id = {ME} AND {JUST_NOW}"),
    ANEW,
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
protect("counselling_confidentialityrelease counselling_referral", rule("counsel", OWN_CONTROLLER), ANEW)
# The other house never reads these, whatever it is shown.
protect(
    "counselling_household counselling_householdmember counselling_assessment counselling_supportplan",
    rule("counsel", OWN_CONTROLLER),
)
protect("counselling_need counselling_goal counselling_residence", rule("counsel", OWN_CONTROLLER), ANEW)
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
