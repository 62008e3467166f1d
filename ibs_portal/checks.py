"""Mistakes of a deployment, found by ``manage.py check --deploy`` before anybody suffers from them."""

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from psycopg.conninfo import conninfo_to_dict

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


def serving_login_is_not_the_owner(app_configs=None, **kwargs) -> list[CheckMessage]:
    owner = conninfo_to_dict(settings.OWNER_URL).get("user", "")
    if owner != settings.SERVING_LOGIN and settings.SERVING_LOGIN != "postgres":
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


DEPLOYMENT: tuple[Callable[..., list[CheckMessage]], ...] = (
    serving_login_is_not_the_owner,
    demo_is_not_public,
    address_is_https,
    mail_has_a_sender,
    second_factor_is_required,
    secret_is_long,
)
