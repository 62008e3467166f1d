"""One migrated template database; each worker's test database is a copy of it, made in well under a second.

The template's name carries a digest of all migrations, so it is built once and again only when they change.
"""

import contextlib
import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from ibs_portal.audit.triggers import fingerprint
from tests.quick_migrating import quick_migrating

BASE = Path(__file__).resolve().parent.parent
LIBRARIES = ("django", "django-allauth", "procrastinate")


def digest() -> str:
    """What the template depends on: migrations, roles and triggers (made after migrating), library versions."""
    patterns = (
        "*/migrations/*.py",
        "ibs_portal/*/migrations/*.py",
        "ibs_portal/accounts/role*.py",
        "ibs_portal/database/*.py",
    )
    files = sorted({path for pattern in patterns for path in BASE.glob(pattern) if ".venv" not in path.parts})
    parts = [path.read_bytes() for path in files] + [version(name).encode() for name in LIBRARIES]
    parts.append(fingerprint().encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def administration() -> psycopg.Connection:
    """A connection as the owner to the server's maintenance database."""
    settings_of = connection.settings_dict
    keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    parameters = {key: settings_of[name] for key, name in keys.items() if settings_of[name]}
    return psycopg.connect(dbname="postgres", autocommit=True, **parameters)


def use_database(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def is_left_over(name: str) -> bool:
    """Whether this is a test database whose run (its process number is in the name) ended without a word."""
    run = re.fullmatch(r"test_portal_(\d+)_\w+", name)
    return bool(run) and not Path(f"/proc/{run.group(1)}").exists()


@contextlib.contextmanager
def working_in(name: str) -> Iterator[None]:
    """Another database for a while, in which everything may be done."""
    own = connection.settings_dict["NAME"]
    use_database(name)
    try:
        yield
    finally:
        use_database(own)


def template() -> str:
    """The name of the template."""
    return f"portal_template_{digest()}"


def name_beside(what: str) -> str:
    """A name for a database beside this worker's own, by which ``is_left_over`` knows it."""
    return f"test_portal_{os.getppid()}_{what}{os.getpid()}"


@contextlib.contextmanager
def copied(name: str, original: str) -> Iterator[str]:
    """A copy of a database that nobody works in, for a while."""
    with administration() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
        yield name
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def make_database(worker: str) -> str:
    """Makes this worker's database from the template, which the first worker builds; returns its name."""
    run = os.getpid() if worker == "single" else os.getppid()
    original, own = template(), f"test_portal_{run}_{worker}"
    lock_path = Path(settings.VAR) / "template.lock"
    lock_path.parent.mkdir(parents=True, exist_ok=True)
    with lock_path.open("w") as lock, administration() as server:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
        if original not in known:
            for old in (name for name in known if name.startswith("portal_template_")):
                server.execute(f"DROP DATABASE {old} WITH (FORCE)")
            build(server, original)
        for old in filter(is_left_over, known):
            server.execute(f"DROP DATABASE IF EXISTS {old} WITH (FORCE)")
        server.execute(f"DROP DATABASE IF EXISTS {own} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {own} TEMPLATE {original}")
    use_database(own)
    return own


def build(server: psycopg.Connection, name: str) -> None:
    """Migrates into a database of another name, so that a half-built template is never taken for a whole one."""
    unfinished = name.replace("portal_template", "unfinished_template")
    server.execute(f"DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")
    server.execute(f"CREATE DATABASE {unfinished} TEMPLATE template0 ENCODING 'UTF8'")
    use_database(unfinished)
    with quick_migrating():
        call_command("migrate", verbosity=0)
    connection.close()
    server.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")


def drop_database(name: str) -> None:
    connection.close()
    with administration() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


# What migrating itself leaves in the tables; all else is a test's.
OF_MIGRATING = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}


def empty_database() -> None:
    """Empties the tables that have rows, after a test without a transaction of its own.

    Django's ``flush`` empties all of them and then makes permissions, groups and triggers anew each time.
    """
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - OF_MIGRATING
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables))
        if filled := [row[0] for row in cursor.fetchall()]:
            # With CASCADE come the tables that point at these; nothing of migrating does.
            cursor.execute(f"TRUNCATE {', '.join(sorted(filled))} CASCADE")
