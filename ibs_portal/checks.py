"""Mistakes of a deployment, found by ``manage.py check --deploy`` before anybody suffers from them."""

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from ibs_portal.database.roles import DOOR_OF, PUBLIC_REALM, STAFF_ROLES

SHORTEST_SECRET = 50
# Names that only this machine or this desk can reach (RFC 6761).
PRIVATE_ENDINGS = ("localhost", ".test", ".internal", ".local")


def is_private(host: str) -> bool:
    """Whether a host name leads to this machine or a private network."""
    name = host.strip("[]").removeprefix(".").lower()
    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        return name.endswith(PRIVATE_ENDINGS)


def serving_login() -> str:
    return str(conninfo_to_dict(settings.SERVING_URL).get("user", ""))


def serving_login_is_not_the_owner(app_configs=None, **kwargs) -> list[CheckMessage]:
    if serving_login() not in (conninfo_to_dict(settings.OWNER_URL).get("user", ""), "postgres"):
        return []
    return [
        Error(
            "The login that serves pages owns the tables: it could drop them and is above every rule of the database.",
            hint="Give DATABASE_URL a login of its own and DATABASE_OWNER_URL the owner's.",
            id="portal.E001",
        )
    ]


def demo_is_not_public(app_configs=None, **kwargs) -> list[CheckMessage]:
    public = [host for host in settings.ALLOWED_HOSTS if not is_private(host)]
    if not settings.DEMO or not public:
        return []
    return [
        Error(
            f"The demo, with its printed passwords and open mailbox, is served to the public as {', '.join(public)}.",
            hint="Take PORTAL_DEMO out of the environment, or list only local names in PORTAL_HOSTS.",
            id="portal.E002",
        )
    ]


def address_is_https(app_configs=None, **kwargs) -> list[CheckMessage]:
    address = urlsplit(settings.SITE_URL)
    if address.scheme == "https" and not is_private(address.hostname or ""):
        return []
    return [
        Error(
            f"The portal believes its address is {settings.SITE_URL}: links in mails and cookies would not be safe.",
            hint="Set PORTAL_URL=https://… to the address that people type.",
            id="portal.E003",
        )
    ]


def mail_has_a_sender(app_configs=None, **kwargs) -> list[CheckMessage]:
    names = {
        "PORTAL_MAIL_FROM": settings.DEFAULT_FROM_EMAIL,
        "PORTAL_OPERATOR_MAIL": settings.OPERATOR_MAIL,
    }
    examples = [name for name, address in names.items() if address.rstrip(">").endswith(("example.org", "example.com"))]
    if not examples:
        return []
    return [
        Warning(
            f"{' and '.join(examples)} still name an example: mails are refused, reports reach nobody.",
            hint="Set them to addresses of your own.",
            id="portal.W004",
        )
    ]


def second_factor_is_required(app_configs=None, **kwargs) -> list[CheckMessage]:
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [
        Error(
            "Staff can open files with a password alone.",
            hint="SECOND_FACTOR_REQUIRED follows PORTAL_DEMO: take that out of the environment.",
            id="portal.E005",
        )
    ]


def secret_is_long(app_configs=None, **kwargs) -> list[CheckMessage]:
    if len(settings.SECRET_KEY) >= SHORTEST_SECRET and len(set(settings.SECRET_KEY)) > 5:
        return []
    return [
        Error(
            f"PORTAL_SECRET_KEY has fewer than {SHORTEST_SECRET} characters, or always the same ones.",
            hint="Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="portal.E006",
        )
    ]


def realm_is_known(app_configs=None, **kwargs) -> list[CheckMessage]:
    if settings.REALM in DOOR_OF:
        return []
    return [
        Error(
            f"PORTAL_REALM is “{settings.REALM}”, which is no part of the portal.",
            hint=f"Set it to one of: {', '.join(DOOR_OF)}.",
            id="portal.E007",
        )
    ]


def processes_share_the_seal_only(app_configs=None, **kwargs) -> list[CheckMessage]:
    """Whoever knows the secret of the public process could otherwise sign what staff believe: links, codes, forms."""
    if settings.REALM != PUBLIC_REALM or settings.SEAL_KEY != settings.SECRET_KEY:
        return []
    return [
        Error(
            "The public process has no seal key of its own, so it shares its secret with the staff process.",
            hint="Give each process a PORTAL_SECRET_KEY of its own and all of them the same PORTAL_SEAL_KEY.",
            id="portal.E008",
        )
    ]


def texts_can_be_encrypted(app_configs=None, **kwargs) -> list[CheckMessage]:
    """Enquiries and appointments come in through the public process: it encrypts what people write there."""
    if settings.FILE_KEYS:
        return []
    return [
        Error(
            "There is no key for encrypted texts: no note, no enquiry and no document can be kept.",
            hint="Set PORTAL_FILE_KEY (openssl rand -base64 32); the public process gets a key of its own, "
            "which the others name after theirs.",
            id="portal.E009",
        )
    ]


# --- Asked of the database: check --deploy --database default --------------------------------------------------

# What the login of this process is and has. Roles that are not there yet (before the first migration) are left out.
POWERS = """
SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication,
       EXISTS (SELECT FROM pg_class WHERE relowner = login.oid),
       EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
               AND has_table_privilege(login.oid, oid, 'SELECT, INSERT, UPDATE, DELETE')),
       ARRAY(SELECT rolname FROM pg_roles WHERE rolname = ANY (%s) AND pg_has_role(login.oid, oid, 'MEMBER'))
FROM pg_roles login WHERE rolname = %s
"""


def powers_of(login: str) -> tuple[bool, bool, bool, list[str]]:
    """Whether a login has powers over the server, owns something, has rights by itself; and its staff roles."""
    with connection.cursor() as cursor:
        cursor.execute(POWERS, [list(STAFF_ROLES), login])
        return cursor.fetchone() or (False, False, False, [])


def serving_login_has_no_powers(app_configs=None, databases=None, **kwargs) -> list[CheckMessage]:
    if not databases:
        return []
    login = serving_login()
    is_mighty, is_owner, has_rights, _roles = powers_of(login)
    hint = f"ALTER ROLE {login} NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB; then manage.py walls."
    found: list[CheckMessage] = []
    if is_mighty:
        found.append(Error(f"{login} serves pages and is above the walls.", hint=hint, id="portal.E010"))
    if is_owner:
        words = f"{login} serves pages and owns tables: no rule of the database binds it."
        found.append(Error(words, hint="REASSIGN OWNED BY it TO the login that migrates.", id="portal.E011"))
    elif has_rights and not is_mighty:
        words = f"{login} serves pages and has rights on tables before it has become anybody."
        found.append(Error(words, hint=hint, id="portal.E012"))
    return found


def public_login_becomes_no_staff(app_configs=None, databases=None, **kwargs) -> list[CheckMessage]:
    if not databases or settings.REALM != PUBLIC_REALM:
        return []
    login = serving_login()
    roles = powers_of(login)[3]
    if not roles:
        return []
    return [
        Error(
            f"This is the public process, but its login {login} may become {', '.join(sorted(roles))}.",
            hint="Give it the login of PORTAL_LOGIN_PUBLIC in DATABASE_URL, then run manage.py walls.",
            id="portal.E013",
        )
    ]


DATABASE = (serving_login_has_no_powers, public_login_becomes_no_staff)
DEPLOYMENT: tuple[Callable[..., list[CheckMessage]], ...] = (
    serving_login_is_not_the_owner,
    demo_is_not_public,
    address_is_https,
    mail_has_a_sender,
    second_factor_is_required,
    secret_is_long,
    realm_is_known,
    processes_share_the_seal_only,
    texts_can_be_encrypted,
)
