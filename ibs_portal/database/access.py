"""Who may do what on which table: the page that an auditor reads beside ``accounts/roles.py``.

``GRANTS`` says what each role of the database may do on a table at all (wall A): ``r`` read, ``c`` create,
``u`` update, ``d`` delete, ``-`` nothing. ``ROWS`` says on which of its rows (wall B). ``manage.py walls``
builds both into the database after every migration; a table without a line fails it, and so does a model with
people that has no rows here. Everything not named is refused.

A rule is written once. ``rules_of(table)`` is what the generator and the tests read.
"""

from dataclasses import dataclass

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
website_newsitem                    r       r      r    rcud    rcud    rcud    rcud   r       r       rcud  r

# --- Counselling: the house
counselling_centre                  r       r      r    ru      ru      r       r      r       r       rcud  r
counselling_centre_carriers         r       r      r    r       r       r       r      r       r       rcud  r
counselling_topic                   r       r      r    r       r       r       r      r       r       rcud  r
counselling_openingperiod           r       r      r    rcud    rcud    r       r      r       r       rcud  r
counselling_openingrule             r       r      r    rcud    rcud    r       r      r       r       rcud  r
counselling_openingexception        r       r      r    rcud    rcud    r       r      r       r       rcud  r
counselling_numberseries            -       -      -    rcu     rcu     -       -      -       -       -     -
counselling_staffmember             r       -      -    r       r       r       r      r       r       rcud  -
counselling_absence                 -       -      -    r       r       -       -      -       -       rcud  -

# --- Counselling: the people
counselling_client                  -       -      -    r       rcu     -       -      -       -       -     -
counselling_clientname              -       -      -    r       rcud    -       -      -       -       -     -
counselling_case                    -       -      -    -       rcu     -       -      -       -       -     -
counselling_caseevent               -       -      -    -       rc      -       -      -       -       -     -
counselling_contact                 -       -      -    rcd     rcd     -       -      -       -       -     -
counselling_contacttopic            -       -      -    rc      rc      -       -      -       -       -     -
counselling_contactnote             -       -      -    -       rc      -       -      -       -       -     -
counselling_followup                -       -      -    -       rcud    -       -      -       -       -     -
counselling_disclosure              -       -      -    -       rcu     -       -      -       -       -     -
counselling_breakglass              -       -      -    -       rc      -       -      -       -       -     -

# --- Volunteers: the programme
volunteers_programme                r       r      r    r       r       r       r      r       r       rcu   r
volunteers_programme_partners       r       r      r    r       r       r       r      r       r       rcud  r
volunteers_offer                    r       r      r    r       r       r       r      r       r       rcu   r
volunteers_training                 r       r      -    -       -       r       -      -       -       rcu   r
volunteers_trainingsession          r       ru     -    -       -       rcu     -      -       -       -     r
volunteers_cohort                   -       -      -    -       -       rcu     -      -       -       -     -
volunteers_companiongroup           r       ru     -    -       -       rcu     -      -       -       -     ru

# --- Volunteers: the people
volunteers_volunteer                r       rcu    -    -       -       rcu     -      -       -       -     rud
volunteers_volunteeroffer           r       rcd    -    -       -       rcd     -      -       -       -     rd
volunteers_volunteerlanguage        r       rcd    -    -       -       rcd     -      -       -       -     rd
volunteers_consent                  r       rc     -    -       -       rc      -      -       -       -     rd
volunteers_groupmembership          r       ru     -    -       -       rcu     -      -       -       -     rd
volunteers_trainingregistration     r       ru     -    -       -       rcu     -      -       -       -     rd
volunteers_qualificationgrant       r       r      -    -       -       rcd     -      -       -       -     rd
volunteers_skilledworker            r       r      -    -       -       rcu     -      -       -       -     r
volunteers_workerlanguage           r       -      -    -       -       rcd     -      -       -       -     -
volunteers_matchneed                -       ru     -    -       -       rcu     -      -       -       -     ru
volunteers_needhelp                 r       r      -    -       -       rc      -      -       -       -     -
volunteers_match                    r       ru     -    -       -       rcu     -      -       -       -     ru
volunteers_meeting                  r       rcud   -    -       -       rc      -      -       -       -     r

# --- Projects
projects_place                      r       r      r    r       r       r       r      r       r       rcud  r
projects_project                    r       r      r    r       r       r       r      r       r       rcud  r
projects_eventseries                r       r      r    rcu     rcu     rcu     rcu    r       r       rcud  ru
projects_event                      r       r      r    rcu     rcu     rcu     rcu    r       r       r     rc
projects_registration               -       rcu    -    rcu     rcu     rcu     rcu    -       -       -     rud
"""

# Where a letter of the table does not stand for the whole row: these columns and no others.
COLUMNS_ONLY: dict[tuple[str, str, str], tuple[str, ...]] = {
    # At the counter: name (a table of its own) and languages. No birthday, no address, no number.
    ("counselling_client", roles.COUNTER, "r"): ("id", "controller_id", "centre_id", "languages"),
    # What was disclosed stays as it was written; only its end can be set earlier.
    ("counselling_disclosure", roles.COUNSELLING, "u"): ("withdrawn_at", "withdrawn_by_id"),
}

# --- Which rows ------------------------------------------------------------------------------------------------

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
    for table in tables.split():
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
protect(
    "counselling_absence",
    rule("counter counsel", any_of("staff_id", "counselling_colleagues")),
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
protect("counselling_case counselling_caseevent", own_or_shown(SHOWN_FILE))
protect("counselling_contact", rule("counter", OWN_CONTACT), own_or_shown(SHOWN_CONTACTS, write=OWN_CONTACT))
protect(
    "counselling_contacttopic",
    rule("counter", f"{OWN_CONTROLLER} AND contact_id IN (SELECT id FROM counselling_contact)"),
    own_or_shown(SHOWN_TOPICS),
)
protect("counselling_followup", own_or_shown(SHOWN_CONTACTS))
OWN_CASE = any_of("case_id", "counselling_cases_led")
OPENED = any_of("client_id", "counselling_notes_opened")
protect(
    "counselling_contactnote",
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
protect("counselling_numberseries", rule("counter counsel", OWN_CONTROLLER))

# --- Rows of a programme -------------------------------------------------------------------------------------

# Volunteers and skilled workers only read, and their own; whatever they do is an errand that names the row:
#   email         a sign-up of this address, as long as nobody has confirmed it
#   account       what the sign-up of this account becomes, once the address has proved to be its own
#   volunteer     own details, a break, leaving
#   registration  the answer to this invitation; "session" is the session, to be held while places are counted
#   match         looking at this question and answering it, for the side of "side"
#   letters       the mails to both sides of this match, once it is answered
#   met, meeting  noting a meeting of this match; taking back or rating this meeting
SIGNING_UP = (
    f"lower(email) = {claim('email', 'text')} AND source = 'online' AND status = 'applied' AND confirmed_at IS NULL"
)
MY_VOLUNTEER = any_of("volunteer_id", "volunteers_own_volunteers")
REACHED_VOLUNTEER = any_of("volunteer_id", "volunteers_reached_volunteers")
MY_MATCHES = any_of("match_id", "volunteers_own_matches")

protect("volunteers_cohort", rule("program", OWN_PROGRAMMES))
protect("volunteers_training", rule("visitor errand setup jobs", SEALED), rule("program", OWN_PROGRAMMES))
protect(
    "volunteers_trainingsession",
    rule("visitor jobs", SEALED),
    rule("errand", SEALED, f"id = {claim('session')}"),
    rule("program", OWN_PROGRAMMES),
)
protect(
    "volunteers_volunteer",
    rule("visitor", f"user_id = {ME} OR {any_of('id', 'volunteers_own_companions')}"),
    rule("errand", f"id = {claim('volunteer')} OR user_id = {claim('account')} OR {SIGNING_UP}"),
    rule("errand", any_of("id", "volunteers_volunteers_written_to"), "false"),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect(
    "volunteers_volunteeroffer volunteers_volunteerlanguage volunteers_consent volunteers_groupmembership "
    "volunteers_qualificationgrant",
    rule("visitor", MY_VOLUNTEER),
    rule("errand", REACHED_VOLUNTEER),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect(
    "volunteers_trainingregistration",
    rule("visitor", MY_VOLUNTEER),
    rule("errand", f"id = {claim('registration')}"),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect(
    "volunteers_companiongroup",
    rule("visitor", any_of("id", "volunteers_own_groups")),
    rule("errand", any_of("id", "volunteers_reached_groups")),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect(
    "volunteers_skilledworker",
    rule("visitor", f"user_id = {ME} OR {any_of('id', 'volunteers_own_accompanied')}"),
    rule("errand", any_of("id", "volunteers_workers_written_to")),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect(
    "volunteers_workerlanguage",
    rule("visitor", any_of("worker_id", "volunteers_own_workers")),
    rule("program", OWN_PROGRAMMES),
)
protect(
    "volunteers_matchneed",
    rule("errand", any_of("id", "volunteers_reached_needs")),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect(
    "volunteers_needhelp",
    rule("visitor", any_of("need_id", "volunteers_own_needs")),
    rule("errand", any_of("need_id", "volunteers_reached_needs")),
    rule("program", OWN_PROGRAMMES),
)
protect(
    "volunteers_match",
    rule("visitor", any_of("id", "volunteers_own_matches")),
    rule("errand", f"id = {claim('match')} OR id = {claim('met')}"),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
)
protect(
    "volunteers_meeting",
    rule("visitor", MY_MATCHES),
    rule("errand", f"match_id = {claim('met')} OR id = {claim('meeting')}"),
    rule("program", OWN_PROGRAMMES),
    rule("jobs", SEALED),
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

# --- Functions that the rules ask ----------------------------------------------------------------------------

# Each answers for the one who is asking and for nobody else. They belong to the owner, so they may look past
# the walls; that is why they say so little.
TODAY = "CAST(now() AT TIME ZONE 'Europe/Berlin' AS date)"
LIVE = f"withdrawn_at IS NULL AND {TODAY} BETWEEN starts_on AND ends_on"
AT_WORK = """
    NOT EXISTS (SELECT FROM counselling_absence away WHERE away.staff_id = member.id
                AND day BETWEEN away.starts_on AND away.ends_on)
    AND (extract(isodow FROM day) - 1)::int = ANY (member.weekdays)
"""
# Behind policies LIKE and likeness of words use no index, so the finder asks for keys here. Only words with
# letters count, wildcards in them are letters; the longest word leads the index, the others are compared after.
PATTERNS = r"""
    SELECT array_agg(pattern ORDER BY length(pattern) DESC) found FROM (
        SELECT '% ' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%' pattern
        FROM unnest(words) word WHERE word <> '') patterns
"""
FINDERS = "('portal_counter', 'portal_counselling')"
MAY_FIND = f"name.controller_id = portal_organisation() AND portal_claim('role') IN {FINDERS}"
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
    "counselling_languages_on(centre bigint, day date) RETURNS text[]": f"""
        SELECT coalesce(array_agg(array_to_string(member.languages, ' ') ORDER BY job, member.id), ARRAY[]::text[])
        FROM counselling_staffmember member JOIN accounts_user account ON account.id = member.user_id
        WHERE member.centre_id = centre AND account.is_active
        AND (member.ended_on IS NULL OR member.ended_on >= day) AND {AT_WORK}
    """,
    "counselling_colleagues() RETURNS bigint[]": """
        SELECT array_agg(member.id) FROM counselling_staffmember member
        JOIN counselling_centre_carriers own USING (centre_id) WHERE own.organisation_id = portal_organisation()
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
    # Clients whose notes the person has opened with a reason, until it expires.
    "counselling_notes_opened() RETURNS bigint[]": """
        SELECT array_agg(client_id) FROM counselling_breakglass
        WHERE user_id = portal_user() AND controller_id = portal_organisation() AND expires_at > now()
    """,
    # Which contacts of a file of the own organisation have a note: that there is one is no secret, what it says is.
    "counselling_contacts_with_note(client bigint) RETURNS bigint[]": """
        SELECT array_agg(contact_id) FROM counselling_contactnote note
        WHERE note.client_id = client AND controller_id = portal_organisation()
        AND portal_claim('role') = 'portal_counselling'
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
        ORDER BY opened_on DESC, id DESC LIMIT 1
    """,
    "counselling_names_beginning_with(words text[]) RETURNS bigint[]": f"""
        SELECT array_agg(id) FROM (
            SELECT name.id FROM counselling_clientname name, ({PATTERNS}) wanted
            WHERE {MAY_FIND} AND name.search_key LIKE wanted.found[1] AND name.search_key LIKE ALL (wanted.found)
            LIMIT 200) hits
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
    "volunteers_cards() RETURNS TABLE (match_id bigint, side text, given_name text, district text)": """
        SELECT shown.id, 'volunteer', other.given_name, other.district FROM volunteers_match shown
        JOIN volunteers_skilledworker other ON other.id = shown.worker_id
        WHERE (shown.id = ANY (volunteers_own_matches()) AND shown.volunteer_id = ANY (volunteers_own_volunteers()))
        OR (shown.id = portal_claim('match')::bigint AND portal_claim('side') = 'volunteer')
        UNION ALL
        SELECT shown.id, 'worker', other.given_name, other.district FROM volunteers_match shown
        JOIN volunteers_volunteer other ON other.id = shown.volunteer_id
        WHERE (shown.id = ANY (volunteers_own_matches()) AND shown.worker_id = ANY (volunteers_own_workers()))
        OR (shown.id = portal_claim('match')::bigint AND portal_claim('side') = 'worker')
    """,
    # Whether a skilled worker is on the list of those who wait; the desk's note on it is not hers to read.
    "volunteers_am_waiting() RETURNS boolean": """
        SELECT EXISTS (
            SELECT FROM volunteers_matchneed WHERE state = 'open' AND worker_id = ANY (volunteers_own_workers())
        )
    """,
    # What an errand reaches beyond the row that it names.
    "volunteers_address_is_known() RETURNS boolean": """
        SELECT EXISTS (SELECT FROM volunteers_volunteer WHERE lower(email) = portal_claim('email'))
    """,
    "volunteers_reached_volunteers() RETURNS bigint[]": f"""
        SELECT array_agg(id) FROM volunteers_volunteer
        WHERE id = portal_claim('volunteer')::bigint OR user_id = portal_claim('account')::bigint OR {SIGNING_UP}
    """,
    "volunteers_reached_groups() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_companiongroup WHERE speaker_id = ANY (volunteers_reached_volunteers())
    """,
    "volunteers_reached_needs() RETURNS bigint[]": """
        SELECT array_agg(need_id) FROM volunteers_match WHERE id = portal_claim('match')::bigint
    """,
    "volunteers_volunteers_written_to() RETURNS bigint[]": """
        SELECT array_agg(volunteer_id) FROM volunteers_match
        WHERE id = portal_claim('letters')::bigint AND state IN ('active', 'declined')
    """,
    "volunteers_workers_written_to() RETURNS bigint[]": """
        SELECT array_agg(worker_id) FROM volunteers_match
        WHERE id = portal_claim('letters')::bigint AND state IN ('active', 'declined')
    """,
    # How many places of a training session are taken; by whom is not told.
    "volunteers_places_taken(session bigint) RETURNS bigint": """
        SELECT count(*) FROM volunteers_trainingregistration
        WHERE session_id = session AND status IN ('invited', 'confirmed', 'attended')
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
        pairs = [(role, cell.strip("-")) for name, cell in zip(header, cells) for role in COLUMNS[name]]
        found[table] = dict(pairs)
    return found
