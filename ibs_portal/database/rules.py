"""What a rule of wall B is made of, and the rules about accounts and doors; the page is ``rows.py``."""

from dataclasses import dataclass

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
