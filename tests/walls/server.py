"""The portal as processes of its own, with the logins of a production, over a database of its own."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction

from ibs_portal.accounts.models import Session, User
from ibs_portal.accounts.sessions import SessionStore
from tests.template_database import copied, name_beside, template, working_in
from tests.walls.world import make_world


@dataclass
class Walled:
    """A database with the demo in it, and the keys of everybody's sessions, by ``<e-mail> <realm>``."""

    name: str
    sessions: dict[str, str]

    def url(self, login: str) -> str:
        return f"postgresql://{login}@/{self.name}?host={connection.settings_dict['HOST']}"

    def environment(self, login: str, **more: str) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url(login),
            "DATABASE_OWNER_URL": self.url(connection.settings_dict["USER"]),
            "DJANGO_SETTINGS_MODULE": "tests.walls.settings",
            "PORTAL_DATABASE_LOGIN": "serving",
            **more,
        }


@pytest.fixture(scope="session")
def world_database(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The demo and a second agency (``world.py``), made once: tests work in it and take it back, or copy it."""
    with django_db_blocker.unblock(), copied(name_beside("world"), template()) as name:
        with working_in(name), transaction.atomic():
            make_world()
        yield name


@pytest.fixture(scope="session")
def walled(world_database, django_db_blocker) -> Iterator[Walled]:
    name = world_database.replace("_world", "_walls")
    with django_db_blocker.unblock(), copied(name, world_database):
        with working_in(name), transaction.atomic():
            sessions = {
                f"{user.email} {realm}": session_of(user, realm)
                for user in User.objects.all()
                for realm in ("staff", "public")
            }
        yield Walled(name, sessions)


def session_of(user: User, realm: str) -> str:
    """The key of a session in which this person is logged in."""
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store.save()
    Session.objects.filter(pk=store.session_key).update(realm=realm)
    return store.session_key


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(walled: Walled, login: str, **more: str) -> Iterator[int]:
    """A web server with two workers of three threads, whose connections are kept; yields its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=3", "--preload"]
    process = subprocess.Popen(
        [*command, "--worker-class=gthread", "--keep-alive=60", "--log-level=error", "ibs_portal.wsgi"],
        env=walled.environment(login, **more),
    )
    try:
        for _attempt in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(15)
