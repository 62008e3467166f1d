"""Who may do what on which table: the page that an auditor reads beside ``accounts/roles.py``.

``GRANTS`` says what each role of the database may do on a table at all (wall A): ``r`` read, ``c`` create,
``u`` update, ``d`` delete, ``-`` nothing. On which of its rows stands in ``rows.py`` (wall B), and the functions
that the rules there ask in ``functions.py``. ``manage.py walls`` builds all of it into the database, and so does
every migration; a table without a line fails it. Everything not named is refused.
"""

from ibs_portal.database import roles

# The column "door" stands for both doors; the staff door sees both realms, the public one only its own.
COLUMNS = {
    "visitor": (roles.VISITOR,),
    "errand": (roles.ERRAND,),
    "door": (roles.PUBLIC_DOOR, roles.STAFF_DOOR),
    "counter": (roles.COUNTER,),
    "counsel": (roles.COUNSELLING,),
    "program": (roles.PROGRAMME,),
    "editor": (roles.EDITORIAL,),
    "partner": (roles.PARTNER,),
    "inspect": (roles.INSPECTION,),
    "setup": (roles.SETUP,),
    "jobs": (roles.JOBS,),
}

GRANTS = """
table                               visitor errand door counter counsel program editor partner inspect setup jobs

# --- Accounts and doors
accounts_organisation               r       r      r    r       r       r       r      r       r       rcud  r
accounts_user                       r       r      rcu  r       r       r       r      r       r       rcu   rd
accounts_user_groups                -       -      rc   -       r       -       -      -       -       rcud  rd
accounts_user_user_permissions      -       -      r    -       -       -       -      -       -       r     rd
account_emailaddress                -       -      rcud -       -       -       -      -       -       -     rd
account_emailconfirmation           -       -      rcud -       -       -       -      -       -       -     rd
mfa_authenticator                   -       -      rcud -       -       -       -      -       -       -     rd
accounts_session                    -       -      rcud -       -       -       -      -       -       -     rd
usersessions_usersession            -       -      rcud -       -       -       -      -       -       -     rd
auth_group                          r       r      r    r       r       r       r      r       r       r     r
auth_permission                     r       r      r    r       r       r       r      r       r       r     r
auth_group_permissions              r       r      r    r       r       r       r      r       r       r     r
django_content_type                 r       r      r    r       r       r       r      r       r       r     r
django_admin_log                    -       -      -    -       -       -       -      -       -       rc    rd
django_session                      -       -      -    -       -       -       -      -       -       -     -

# --- Machinery
django_migrations                   r       -      -    -       -       -       -      -       -       -     -
portal_cache                        rcud    rcud   rcud rcud    rcud    rcud    rcud   rcud    rcud    rcud  rcud
portal_seal                         -       -      -    -       -       -       -      -       -       -     -
audit_entry                         -       -      -    r       r       r       r      r       r       r     -
audit_seal                          -       -      -    -       -       -       -      -       r       -     r
mail_demomail                       r       r      r    r       r       r       r      r       r       r     rc
procrastinate_jobs                  -       -      -    -       -       -       -      -       -       -     rcud
procrastinate_events                -       -      -    -       -       -       -      -       -       -     rcud
procrastinate_periodic_defers       -       -      -    -       -       -       -      -       -       -     rcud
procrastinate_workers               -       -      -    -       -       -       -      -       -       -     rcud

# --- The website
website_emergencycontact            r       r      r    r       r       r       r      r       r       rcud  r
website_legalpage                   r       r      r    r       r       r       r      r       r       rcud  r
website_newsitem                    r       r      r    rcu     rcu     rcu     rcu    r       r       rcud  r

# --- Counselling: the house
counselling_centre                  r       r      r    ru      ru      r       r      r       r       rcud  r
counselling_centre_carriers         r       r      r    r       r       r       r      r       r       rcud  r
counselling_topic                   r       r      r    r       r       r       r      r       r       rcud  r
counselling_privacynotice           -       -      -    -       r       -       -      -       -       rcud  -
counselling_answertemplate          -       -      -    r       r       -       -      -       -       rcud  -
counselling_partner                 -       -      -    r       rcu     -       -      -       -       rcud  -
counselling_partner_topics          -       -      -    r       rcd     -       -      -       -       rcud  -
counselling_offering                r       r      r    rcu     rcu     r       r      r       r       rcud  r
counselling_openingperiod           r       r      r    rcud    rcud    r       r      r       r       rcud  r
counselling_openingrule             r       r      r    rcud    rcud    r       r      r       r       rcud  r
counselling_openingexception        r       r      r    rcud    rcud    r       r      r       r       rcud  r
counselling_numberseries            -       -      -    rcu     rcu     -       -      -       -       -     -
counselling_staffmember             r       -      -    r       r       r       r      r       r       rcud  -
counselling_absence                 -       -      -    rcud    rcud    -       -      -       -       rcud  -
counselling_bookingcalendar         -       -      -    rcu     rcu     -       -      -       -       rcud  -
counselling_consultationwindow      -       -      -    rcd     rcd     -       -      -       -       rcud  -
counselling_interpreterservice      -       -      -    r       r       -       -      -       -       rcud  -
counselling_interpreterclosure      -       -      -    r       r       -       -      -       -       rcud  -

# --- Counselling: the people
counselling_client                  -       -      -    r       rcu     -       -      -       -       -     ru
counselling_clientname              -       -      -    r       rcud    -       -      -       -       -     -
counselling_clientmerge             -       -      -    -       rcu     -       -      -       -       -     ru
counselling_distinctpair            -       -      -    -       rc      -       -      -       -       -     -
counselling_namekeys                -       -      -    -       rcud    -       -      -       -       -     -
counselling_case                    -       -      -    -       rcu     -       -      -       -       -     ru
counselling_caseevent               -       -      -    -       rc      -       -      -       -       -     ru
counselling_contact                 -       -      -    rcud    rcud    -       -      -       -       -     -
counselling_contacttopic            -       -      -    rcd     rcd     -       -      -       -       -     -
counselling_contactnote             -       -      -    -       rcu     -       -      -       -       -     ru
counselling_noteaddendum            -       -      -    -       rc      -       -      -       -       -     ru
counselling_followup                -       -      -    -       rcud    -       -      -       -       -     ru
counselling_deadline                -       -      -    -       rcu     -       -      -       -       -     ru
counselling_disclosure              -       -      -    -       rcu     -       -      -       -       -     ru
counselling_breakglass              -       -      -    -       rc      -       -      -       -       -     ru
counselling_confidentialityrelease  -       -      -    -       rcu     -       -      -       -       -     ru
counselling_referral                -       -      -    -       rcu     -       -      -       -       -     ru
counselling_clientimport            -       -      -    -       rcud    -       -      -       -       -     rud
counselling_figure                  -       -      -    -       r       -       -      -       -       -     -
counselling_releasedfigures         -       -      -    -       rcu     -       -      r       -       -     -
counselling_recount                 -       -      -    -       -       -       -      -       -       -     -
counselling_draft                   -       -      -    rcud    rcud    -       -      -       -       -     rud
counselling_assessment              -       -      -    -       rc      -       -      -       -       -     -
counselling_need                    -       -      -    -       rc      -       -      -       -       -     ru
counselling_supportplan             -       -      -    -       rcud    -       -      -       -       -     -
counselling_goal                    -       -      -    -       rcud    -       -      -       -       -     ru
counselling_document                -       -      -    -       rcud    -       -      -       -       -     ru
counselling_documentcontent         -       -      -    -       rcd     -       -      -       -       -     rud
counselling_enquiry                 -       rc     -    rcu     rcu     -       -      -       -       -     rud
counselling_callattempt             -       -      -    rc      rc      -       -      -       -       -     rd
counselling_household               -       -      -    -       rc      -       -      -       -       -     -
counselling_householdmember         -       -      -    -       rcu     -       -      -       -       -     -
counselling_residence               -       -      -    -       rcud    -       -      -       -       -     ru
counselling_appointment             -       rcu    -    rcu     rcu     -       -      -       -       -     rud
counselling_interpreterrequest      -       -      -    rcu     rcu     -       -      -       -       -     rd

# --- Volunteers: the programme
volunteers_programme                r       r      r    r       r       r       r      r       r       rcu   r
volunteers_programme_partners       r       r      r    r       r       r       r      r       r       rcud  r
volunteers_programme_topics         r       r      r    r       r       r       r      r       r       rcud  r
volunteers_offer                    r       r      r    r       r       r       r      r       r       rcu   r
volunteers_cardterms                r       r      r    r       r       r       r      r       r       rcud  r
volunteers_training                 r       r      -    -       -       rcu     -      -       -       rcu   r
volunteers_trainingsession          r       ru     -    -       -       rcu     -      -       -       -     ru
volunteers_districtdistance         -       -      -    -       -       r       -      -       -       rcud  -
volunteers_cohort                   -       -      -    -       -       rcud    -      -       -       -     r
volunteers_personfigure             -       -      -    -       -       r       -      -       -       -     rc
volunteers_companiongroup           r       ru     -    -       -       rcu     -      -       -       -     ru

# --- Volunteers: the people
volunteers_volunteer                r       rcu    -    -       -       rcu     -      -       -       -     rud
volunteers_volunteerimport          -       -      -    -       -       rcud    -      -       -       -     rud
volunteers_cohortimport             -       -      -    -       -       rcud    -      -       -       -     rud
volunteers_volunteeroffer           r       rcd    -    -       -       rcd     -      -       -       -     rd
volunteers_volunteerlanguage        r       rcd    -    -       -       rcd     -      -       -       -     rd
volunteers_consent                  r       rcu    -    -       -       rcu     -      -       -       -     rd
volunteers_groupmembership          r       ru     -    -       -       rcu     -      -       -       -     rd
volunteers_trainingregistration     r       rcu    -    -       -       rcu     -      -       -       -     rud
volunteers_qualificationgrant       r       r      -    -       -       rcd     -      -       -       -     rud
volunteers_groupdate                r       r      -    -       -       rcu     -      -       -       -     r
volunteers_groupvisit               r       rcu    -    -       -       rcu     -      -       -       -     rud
volunteers_grouprequest             r       rcu    -    -       -       rcu     -      -       -       -     rd
volunteers_bulkmail                 -       rc     -    -       -       rc      -      -       -       -     r
volunteers_bulkmailrecipient        -       rc     -    -       -       rc      -      -       -       -     rd
volunteers_bulkact                  -       -      -    -       -       rcu     -      -       -       -     -
volunteers_statuschange             r       rc     -    -       -       rc      -      -       -       -     rcd
volunteers_clearancecheck           r       r      -    -       -       rcd     -      -       -       -     rd
volunteers_volunteernote            -       -      -    -       -       rcd     -      -       -       -     rud
volunteers_certificate              r       rcu    -    -       -       rcu     -      -       -       -     rud
volunteers_volunteerabsence         r       rcd    -    -       -       rcd     -      -       -       -     rd
volunteers_workerabsence            r       rcd    -    -       -       rcd     -      -       -       -     rd
volunteers_calendarfeed             r       rcud   -    -       -       -       -      -       -       -     rd
volunteers_pairexclusion            -       -      -    -       -       rcd     -      -       -       -     rd
volunteers_skilledworker            r       rcu    -    -       -       rcud    -      -       -       -     rud
volunteers_workerlanguage           r       rcd    -    -       -       rcd     -      -       -       -     rd
volunteers_gettogether              r       ru     -    -       -       rcu     -      -       -       -     r
volunteers_participant              r       r      -    -       -       rcud    -      -       -       -     rd
volunteers_tick                     -       rcd    -    -       -       -       -      -       -       -     rd
volunteers_proposedpair             -       -      -    -       -       rc      -      -       -       -     rd
volunteers_workerconsent            r       rcu    -    -       -       rcu     -      -       -       -     rd
volunteers_matchneed                -       rcu    -    -       -       rcud    -      -       -       -     ru
volunteers_needhelp                 r       rcd    -    -       -       rcd     -      -       -       -     rd
volunteers_erasure                  r       rcu    -    -       -       ru      -      -       -       -     rcu
volunteers_match                    r       ru     -    -       -       rcu     -      -       -       -     ru
volunteers_matchpause                r       rcud   -    -       -       rcud    -      -       -       -     rud
volunteers_standin                  r       ru     -    -       -       rcu     -      -       -       -     rud
volunteers_matchingweights          -       -      -    -       -       rcu     -      -       -       -     -
volunteers_matchingproposal         -       -      -    -       -       rcud    -      -       -       -     rd
volunteers_matchingrun              -       -      -    -       -       rc      -      -       -       -     rd
volunteers_weeklydigest             -       -      -    -       -       -       -      -       -       -     rc
volunteers_meeting                  r       rcud   -    -       -       rc      -      -       -       -     rud
volunteers_meetingnote              r       rc     -    -       -       rc      -      -       -       -     rud
volunteers_meetingfeedback          r       rcu    -    -       -       r       -      -       -       -     rud
volunteers_checkin                  r       ru     -    -       -       ru      -      -       -       -     rcud

# --- Projects
projects_place                      r       r      r    r       r       r       r      r       r       rcud  r
projects_project                    r       r      r    r       r       r       r      r       r       rcud  r
projects_eventseries                r       r      r    rcu     rcu     rcu     rcu    r       r       rcud  ru
projects_event                      r       r      r    rcu     rcu     rcu     rcu    r       r       r     rc
projects_registration               -       rcu    -    rcu     rcu     rcu     rcu    -       -       -     rud
"""

# Asked for by every list: hidden rows are not there anyway, so it says nothing.
HIDDEN = ("is_restricted",)

# Where a letter of the table does not stand for the whole row: these columns and no others.
COLUMNS_ONLY: dict[tuple[str, str, str], tuple[str, ...]] = {
    # At the counter: name (a table of its own), languages, whether somebody has to interpret. No birthday, no number.
    ("counselling_client", roles.COUNTER, "r"): (
        "id",
        "controller_id",
        "centre_id",
        "languages",
        "needs_interpreter",
        *HIDDEN,
    ),
    # What was disclosed stays as it was written; only its end can be set earlier.
    ("counselling_disclosure", roles.COUNSELLING, "u"): ("withdrawn_at", "withdrawn_by_id"),
    # A release is signed once and withdrawn once; what it allows is never widened. A referral gets its answer.
    ("counselling_confidentialityrelease", roles.COUNSELLING, "u"): (
        *("given_on", "withdrawn_at", "withdrawn_by_id", "withdrawn_how"),
    ),
    ("counselling_referral", roles.COUNSELLING, "u"): ("answer", "answered_on", "answer_text", "followup_id"),
    # A draft is erased in the night, and an enquiry that is over; their words are only encrypted anew.
    ("counselling_draft", roles.JOBS, "u"): ("content",),
    ("counselling_enquiry", roles.JOBS, "u"): ("message", "call_when", "answer"),
    ("volunteers_meetingnote", roles.JOBS, "u"): ("text",),
    # Neither side of a match reads what the desk noted of it: why it ended, how somebody answered, what spoke for it.
    ("volunteers_match", roles.VISITOR, "r"): (
        *("id", "programme_id", "need_id", "volunteer_id", "worker_id", "state", "score", "created_at"),
        *("approved_by_id", "approved_at", "reminded_at", "started_on", "ended_on"),
        *("volunteer_answer", "volunteer_answered_at", "worker_answer", "worker_answered_at"),
    ),
    # What a run proposed stays as it was; a pair is only fixed and released.
    ("volunteers_matchingproposal", roles.PROGRAMME, "u"): ("fixed_by_id", "fixed_at"),
}

# Of a file jobs reach only what is encrypted, so that a key can be replaced.
SEALED_ONLY = {
    "counselling_breakglass": ("reason",),
    "counselling_case": ("aim",),
    "counselling_caseevent": ("text",),
    "counselling_client": ("reach_note", "restriction_reason"),
    "counselling_clientmerge": ("before",),
    "counselling_confidentialityrelease": ("purpose", "reason_longer", "scope_text"),
    "counselling_deadline": ("move_reason", "text"),
    "counselling_disclosure": ("reason",),
    "counselling_followup": ("text",),
    "counselling_goal": ("client_does", "indicator", "others_do", "state_note", "we_do", "wish"),
    "counselling_need": ("text",),
    "counselling_referral": ("answer_text", "told"),
}
for _table, _texts in SEALED_ONLY.items():
    COLUMNS_ONLY[_table, roles.JOBS, "r"] = ("id", "token", *_texts)
    COLUMNS_ONLY[_table, roles.JOBS, "u"] = _texts


# --- Reading the page ----------------------------------------------------------------------------------------


def roles_of(columns: str) -> tuple[str, ...]:
    """The roles of the database behind names of columns, or behind one of the two doors."""
    doors = {"public_door": (roles.PUBLIC_DOOR,), "staff_door": (roles.STAFF_DOOR,)}
    return tuple(role for column in columns.split() for role in {**COLUMNS, **doors}[column])


def grants() -> dict[str, dict[str, str]]:
    """``{table: {role: letters}}`` of the table above; a role without rights has an empty text."""
    lines = [line.split() for line in GRANTS.splitlines() if line.strip() and not line.startswith("#")]
    header, found = lines[0][1:], {}
    for table, *cells in lines[1:]:
        if len(cells) != len(header) or table in found:
            raise ValueError(f"The line of {table} in GRANTS is there twice or has not {len(header)} cells.")
        pairs = [(role, cell.strip("-")) for name, cell in zip(header, cells, strict=True) for role in COLUMNS[name]]
        found[table] = dict(pairs)
    return found
