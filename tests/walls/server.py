"""The portal as processes of its own, with the logins of a production, over a database of its own."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connection

from tests.template_database import administration, digest

SEED = """
import django, json
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
from django.db import transaction
from ibs_portal.accounts.models import Session, User
from ibs_portal.accounts.sessions import SessionStore
from tests.walls.world import make_world
with transaction.atomic():
    make_world()
    keys = {}
    for user in User.objects.all():
        for realm in ("staff", "public"):
            store = SessionStore()
            store.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                          HASH_SESSION_KEY: user.get_session_auth_hash()})
            store.save()
            Session.objects.filter(pk=store.session_key).update(realm=realm)
            keys[f"{user.email} {realm}"] = store.session_key
print(json.dumps(keys))
"""


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

    def python(self, code: str, **more: str) -> str:
        environment = self.environment(settings.LOGINS["everything"], **more)
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=180
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def walled(django_db_setup, django_db_blocker) -> Iterator[Walled]:
    name = f"test_portal_{os.getppid()}_walls{os.getpid()}"
    with django_db_blocker.unblock(), administration() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE portal_template_{digest()}")
        made = Walled(name, {})
        made.sessions = json.loads(made.python(SEED, PORTAL_DATABASE_LOGIN="owner").splitlines()[-1])
        yield made
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(walled: Walled, login: str, **more: str) -> Iterator[int]:
    """A web server with two workers of three threads, whose connections are kept; yields its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=3"]
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
