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
accounts_user                       r       rcu    rcu  r       r       r       r      r       r       rcud  rd
accounts_user_groups                -       -      rc   r       r       r       -      -       -       rcud  rd
accounts_user_user_permissions      -       -      r    -       -       -       -      -       -       rcud  rd
account_emailaddress                -       -      rcud -       -       -       -      -       -       rcud  rd
account_emailconfirmation           -       -      rcud -       -       -       -      -       -       rd    rd
mfa_authenticator                   -       -      rcud -       -       -       -      -       -       rd    rd
accounts_session                    -       -      rcud -       -       -       -      -       -       -     rd
usersessions_usersession            -       -      rcud -       -       -       -      -       -       -     rd
auth_group                          r       r      r    r       r       r       r      r       r       rc    r
auth_permission                     r       r      r    r       r       r       r      r       r       r     r
auth_group_permissions              r       r      r    r       r       r       r      r       r       rcud  r
django_content_type                 r       r      r    r       r       r       r      r       r       r     r
django_admin_log                    -       -      -    -       -       -       -      -       -       rc    rd
django_session                      -       -      -    -       -       -       -      -       -       -     -

# --- Machinery
django_migrations                   -       -      -    -       -       -       -      -       -       -     -
portal_cache                        rcud    rcud   rcud rcud    rcud    rcud    rcud   rcud    rcud    rcud  rcud
portal_seal                         -       -      -    -       -       -       -      -       -       -     -
audit_entry                         rc      rc     rc   rc      rc      rc      rc     rc      rc      rc    rc
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
counselling_staffmember             r       r      r    r       r       r       r      r       r       rcud  r
counselling_absence                 -       -      -    r       r       -       -      -       -       rcud  r

# --- Counselling: the people
counselling_client                  -       -      -    r       rcu     -       -      -       -       -     -
counselling_clientname              -       -      -    r       rcud    -       -      -       -       -     -
counselling_case                    -       -      -    -       rcu     -       -      -       -       -     -
counselling_caseevent               -       -      -    -       rc      -       -      -       -       -     -
counselling_contact                 -       -      -    rc      rcu     -       -      -       -       -     -
counselling_contacttopic            -       -      -    rc      rcud    -       -      -       -       -     -
counselling_contactnote             -       -      -    -       rcu     -       -      -       -       -     -
counselling_followup                -       -      -    rc      rcu     -       -      -       -       -     -

# --- Volunteers: the programme
volunteers_programme                r       r      r    r       r       ru      r      r       r       rcud  r
volunteers_programme_partners       r       r      r    r       r       r       r      r       r       rcud  r
volunteers_offer                    r       r      r    r       r       r       r      r       r       rcud  r
volunteers_training                 r       r      r    -       -       rcud    -      -       -       rcud  r
volunteers_trainingsession          r       r      r    -       -       rcud    -      -       -       -     r
volunteers_cohort                   -       -      -    -       -       rcud    -      -       -       rcud  r
volunteers_companiongroup           r       r      -    -       -       rcud    -      -       -       -     r

# --- Volunteers: the people
volunteers_volunteer                ru      rcu    rcu  -       -       rcud    -      -       -       -     rud
volunteers_volunteer_offers         rcd     rcd    -    -       -       rcud    -      -       -       -     rd
volunteers_volunteerlanguage        rcud    rcud   -    -       -       rcud    -      -       -       -     rd
volunteers_consent                  rcu     rcu    -    -       -       rcud    -      -       -       -     rd
volunteers_groupmembership          r       r      -    -       -       rcud    -      -       -       -     rd
volunteers_trainingregistration     ru      ru     -    -       -       rcud    -      -       -       -     rd
volunteers_qualificationgrant       r       r      -    -       -       rcud    -      -       -       -     rd
volunteers_skilledworker            r       r      r    -       -       rcud    -      -       -       -     r
volunteers_workerlanguage           r       r      -    -       -       rcud    -      -       -       -     r
volunteers_matchneed                r       ru     -    -       -       rcud    -      -       -       -     ru
volunteers_matchneed_help           r       r      -    -       -       rcud    -      -       -       -     r
volunteers_match                    r       ru     -    -       -       rcu     -      -       -       -     ru
volunteers_meeting                  rcud    rcud   -    -       -       rcud    -      -       -       -     r

# --- Projects
projects_place                      r       r      r    rcu     rcu     rcu     rcu    r       r       rcud  r
projects_project                    r       r      r    rcu     rcu     rcu     rcu    r       r       rcud  r
projects_eventseries                r       r      r    rcud    rcud    rcud    rcud   r       r       rcud  ru
projects_event                      r       ru     r    rcud    rcud    rcud    rcud   r       r       rcud  rcu
projects_registration               -       rcu    -    rcu     rcu     rcu     rcu    -       -       -     rud
"""

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
        rule("visitor", f"{PUBLIC_REALM} AND id = {ME}"),
        rule("errand", f"{PUBLIC_REALM} AND (id = {ME} OR email = {claim('email', 'text')})"),
        rule("public_door", f"{PUBLIC_REALM} AND {SEALED}"),
        rule("staff_door", SEALED),
        rule("counter counsel", f"id = {ME} OR organisation_id = ANY ((SELECT counselling_house())::bigint[])"),
        rule("editor partner inspect", f"id = {ME} OR {OWN_HOUSE}"),
        rule(
            "program",
            f"id = {ME} OR {OWN_HOUSE} OR id IN (SELECT user_id FROM volunteers_volunteer) "
            "OR id IN (SELECT user_id FROM volunteers_skilledworker)",
        ),
        rule("setup jobs", SEALED),
    ),
    "accounts_user_groups": (
        # New accounts of a door are never staff: that is for the set-up to say.
        rule("door", OF_AN_ACCOUNT_I_SEE, f"{OF_AN_ACCOUNT_I_SEE} AND group_id IN (SELECT accounts_public_groups())"),
        rule("counter counsel program", OF_AN_ACCOUNT_I_SEE),
        rule("setup jobs", SEALED),
    ),
    "accounts_user_user_permissions": (rule("door", OF_AN_ACCOUNT_I_SEE), rule("setup jobs", SEALED)),
    "account_emailaddress": (rule("door", OF_AN_ACCOUNT_I_SEE), rule("setup jobs", SEALED)),
    "account_emailconfirmation": (
        rule("door", "email_address_id IN (SELECT id FROM account_emailaddress)"),
        rule("setup jobs", SEALED),
    ),
    "mfa_authenticator": (rule("door", OF_AN_ACCOUNT_I_SEE), rule("setup jobs", SEALED)),
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


# --- Rows that a controller holds ----------------------------------------------------------------------------

protect("counselling_client counselling_clientname", rule("counter counsel", OWN_CONTROLLER))
protect("counselling_case counselling_caseevent", rule("counsel", OWN_CONTROLLER))
protect("counselling_contact", rule("counter", f"{OWN_CONTROLLER} AND by_id = {ME}"), rule("counsel", OWN_CONTROLLER))
protect("counselling_contacttopic counselling_followup", rule("counter counsel", OWN_CONTROLLER))
protect(
    "counselling_contactnote",
    rule(
        "counsel",
        f"{OWN_CONTROLLER} AND (author_id = {ME} OR contact_id IN (SELECT contact.id FROM counselling_contact contact "
        f"JOIN counselling_case led ON led.id = contact.case_id WHERE led.owner_id = {ME} OR led.deputy_id = {ME}))",
    ),
)
protect("counselling_numberseries", rule("counter counsel", OWN_CONTROLLER))

# --- Rows of a programme -------------------------------------------------------------------------------------

protect("volunteers_cohort volunteers_companiongroup", rule("program jobs", OWN_PROGRAMMES))

# --- Guests of events ----------------------------------------------------------------------------------------

protect(
    "projects_registration",
    rule("errand", f"event_id = {claim('event')} OR reference = {claim('reference', 'text')}"),
    rule("counter counsel program editor", OWN_HOUSE),
    rule("jobs", SEALED),
)

# --- Functions that the rules ask ----------------------------------------------------------------------------

# Each answers for the one who is asking and for nobody else. They belong to the owner, so they may look past
# the walls; that is why they say so little.
FUNCTIONS = {
    "counselling_house() RETURNS bigint[]": """
        SELECT array_agg(DISTINCT other.organisation_id) FROM counselling_centre_carriers own
        JOIN counselling_centre_carriers other USING (centre_id) WHERE own.organisation_id = portal_organisation()
    """,
    "volunteers_own_programmes() RETURNS bigint[]": """
        SELECT array_agg(id) FROM volunteers_programme WHERE organisation_id = portal_organisation()
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
