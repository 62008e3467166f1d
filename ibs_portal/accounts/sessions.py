"""The session store: every touch of a session happens at the door, and only the one whose key is known."""

import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from ibs_portal.accounts.models.session import Session
from ibs_portal.database import roles
from ibs_portal.database.composed import Typed, composed_once
from ibs_portal.database.identity import at_the_door, who_is_asking


class SessionStore(DatabaseStore):
    """Django's store in the database. Loading needs no step aside while the request still stands at the door."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.account = data.get(SESSION_KEY)  # type: ignore[attr-defined]
        return session

    def _get_session_from_db(self):
        if is_at_the_door(self.session_key):
            return self._live_session()
        with at_the_door(self.session_key or ""):
            return self._live_session()

    def _live_session(self) -> Session | None:
        """As Django's, which forgets the key of a session that is over."""
        found = _live(Typed(self.session_key or ""), timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None

    def exists(self, session_key):
        with at_the_door(session_key):
            return super().exists(session_key)

    def save(self, must_create=False):
        if self.session_key is None:
            return self.create()
        with at_the_door(self.session_key):
            return super().save(must_create)

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key is not None:
            with at_the_door(key):
                super().delete(key)


@composed_once
def _live(key: str, now: datetime.datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


def is_at_the_door(session_key: str | None) -> bool:
    identity = who_is_asking()
    return identity is not None and identity.role in roles.DOOR_OF.values() and identity.session == session_key
