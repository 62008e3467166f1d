"""Tells Postgres who is asking, for the current transaction only.

One statement becomes the role and sets ``portal.claims`` and ``portal.seal`` (``seal.py``), all of them with
``is_local => true``: they end with the transaction, so a reused connection never carries one person's
identity into the next person's request. Never set them for a session.
"""

import contextlib
import contextvars
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from ibs_portal.database import roles
from ibs_portal.database.seal import sealed

SETTINGS = ("role", "portal.claims", "portal.seal", "portal.request")
_STATEMENT = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)


@dataclass(frozen=True)
class Identity:
    """Who is asking, as which role of the database; ``reach`` names rows beyond the person's own (an errand)."""

    role: str = roles.VISITOR
    user: int | None = None
    organisation: int | None = None
    session: str = ""
    reach: tuple[tuple[str, str], ...] = ()
    request: str = field(default_factory=lambda: uuid.uuid4().hex)

    @classmethod
    def of(cls, user: Any, *, role: str | None = None) -> "Identity":
        """A person in the role of her work; nobody at all is a visitor."""
        if user is None or not user.is_authenticated:
            return cls(role=role or roles.VISITOR)
        return cls(role or user.database_role, user.pk, user.organisation_id)

    @property
    def claims(self) -> dict[str, object]:
        own = {"role": self.role, "user": self.user, "organisation": self.organisation, "session": self.session}
        return {**own, **dict(self.reach), "request": self.request}


# Outside of a request, job or command nobody is asking: the login sees nothing, the owner everything.
_current: contextvars.ContextVar[Identity | None] = contextvars.ContextVar("who_is_asking", default=None)


def who_is_asking() -> Identity | None:
    return _current.get()


def _tell(identity: Identity | None) -> None:
    text, seal = sealed(identity.claims) if identity else ("", "")
    values = [identity.role if identity else "none", text, seal, identity.request if identity else ""]
    # Beside Django's log of queries: it is no question to the data, and every page would carry it.
    with connection.wrap_database_errors:
        connection.ensure_connection()
        with connection.connection.cursor() as cursor:
            cursor.execute(_STATEMENT, values)


def become(identity: Identity) -> None:
    """Changes who is asking for the rest of the block of ``asking`` that this runs in."""
    if identity != _current.get():
        _tell(identity)
        _current.set(identity)


@contextlib.contextmanager
def asking(identity: Identity) -> Iterator[Identity]:
    """One transaction, or one part of it, in which this identity asks; afterwards it is as before."""
    before, is_inner = _current.get(), connection.in_atomic_block
    with transaction.atomic():
        token = _current.set(identity)
        try:
            _tell(identity)
            yield identity
        finally:
            _current.reset(token)
        if is_inner:
            _tell(before)


def asking_as(user: Any) -> contextlib.AbstractContextManager[Identity]:
    """One transaction in which ``user`` is asking; for jobs, commands and tests alike."""
    return asking(Identity.of(user))


def asking_as_job() -> contextlib.AbstractContextManager[Identity]:
    """One transaction of a job that nobody in particular asked for."""
    return asking(Identity(role=roles.JOBS))


def at_the_door(session: str = "") -> contextlib.AbstractContextManager[Identity]:
    """The part of a transaction that reads and writes sessions, accounts and second factors of this process's realm."""
    before = _current.get() or Identity()
    return asking(replace(before, role=roles.DOOR_OF[settings.REALM], session=session or before.session, reach=()))


def errand(**reach: object) -> contextlib.AbstractContextManager[Identity]:
    """The part of a transaction in which somebody of the public does one thing, reaching the rows named here.

    ``errand(event=7)`` may touch the registrations of that event and nothing else. What may be named stands in
    ``access.py``. Name only what the person has shown: a signed link, an own row.
    """
    before = _current.get() or Identity()
    named = tuple(sorted((name, str(value)) for name, value in reach.items()))
    return asking(replace(before, role=roles.ERRAND, reach=named))


def cache_key(key: str, key_prefix: str, version: int) -> str:
    """Keys of the shared cache begin with a realm, which the database checks: what somebody of the public wrote is
    never read by staff."""
    identity = _current.get()
    is_public = identity is not None and identity.role in roles.PUBLIC_ROLES
    return f"{roles.PUBLIC_REALM if is_public else roles.STAFF_REALM}:{key_prefix}:{version}:{key}"
