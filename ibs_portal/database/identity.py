"""Tells Postgres who is asking, for the current transaction only.

The settings ``portal.user``, ``portal.organisation``, ``portal.roles`` and ``portal.request`` are set with
``set_config(…, is_local => true)``: they end with the transaction, so a reused connection never carries
one person's identity into the next person's request. Never set them for a session.
"""

import contextlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

SETTINGS = ("portal.user", "portal.organisation", "portal.roles", "portal.request")
_STATEMENT = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)


@dataclass(frozen=True)
class Identity:
    """Who is asking; an empty one is an anonymous visitor."""

    user: str = ""
    organisation: str = ""
    roles: str = ""

    @classmethod
    def of(cls, user: Any) -> "Identity":
        if user is None or not user.is_authenticated:
            return cls()
        organisation = user.organisation_id or ""
        return cls(str(user.pk), str(organisation), ",".join(sorted(user.role_codes)))


def identify(identity: Identity, request_id: str) -> None:
    """Sets who is asking for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [identity.user, identity.organisation, identity.roles, request_id])


@contextlib.contextmanager
def asking_as(user: Any) -> Iterator[str]:
    """One transaction in which ``user`` is asking; for requests, jobs and commands alike.

    Yields the id under which this request or job appears in the trail.
    """
    request_id = uuid.uuid4().hex
    with transaction.atomic():
        identify(Identity.of(user), request_id)
        yield request_id
