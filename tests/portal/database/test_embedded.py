"""The embedded Postgres: started together, stopped by the last one, never left half-made."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from ibs_portal.database.embedded import OWNER, SERVING, EmbeddedPostgres, EmbeddedPostgresError, find_binaries

pytestmark = pytest.mark.xdist_group("embedded")


@pytest.fixture
def folder(tmp_path_factory):
    """A folder whose parents everybody may enter, as the server runs as another user for root."""
    path = Path(tempfile.gettempdir()) / f"portal-test-{os.getpid()}-{time.monotonic_ns()}"
    path.mkdir(mode=0o755)
    yield path
    subprocess.run(["rm", "-rf", str(path)], check=True)


def is_running(server: EmbeddedPostgres) -> bool:
    return server._is_running()


def test_starts_serves_and_stops_with_its_last_user(folder):
    first = EmbeddedPostgres(folder, throwaway=True).start()
    second = EmbeddedPostgres(folder, throwaway=True).start()
    first.release()
    assert is_running(second)
    with psycopg.connect(second.url(SERVING)) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (SERVING,)
    second.release()
    assert not is_running(second)


def test_the_serving_login_can_neither_make_tables_nor_become_the_owner(folder):
    server = EmbeddedPostgres(folder, throwaway=True).start()
    with psycopg.connect(server.url(SERVING), autocommit=True) as connection:
        for statement in ("CREATE TABLE x (i int)", f"SET ROLE {OWNER}", "CREATE ROLE y", "ALTER SYSTEM SET port = 1"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    server.release()


def test_four_simultaneous_starts_make_one_server(folder):
    command = [sys.executable, "-m", "ibs_portal.database.embedded", sys.executable, "-c", "import time; time.sleep(1)"]
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {"PORTAL_VAR": str(folder), "PORTAL_THROWAWAY": "1"}
    runs = [subprocess.Popen(command, env=environment) for _ in range(4)]
    assert [run.wait(60) for run in runs] == [0, 0, 0, 0]
    assert not (folder / "pg18" / "data" / "postmaster.pid").exists()


def test_a_killed_user_does_not_keep_the_server_for_ever(folder):
    command = [sys.executable, "-m", "ibs_portal.database.embedded", "sleep", "60"]
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {"PORTAL_VAR": str(folder), "PORTAL_THROWAWAY": "1"}
    killed = subprocess.Popen(command, env=environment, start_new_session=True)
    server = EmbeddedPostgres(folder, throwaway=True)
    while not server._is_running() if (folder / "pg18" / "data" / "PG_VERSION").exists() else True:
        time.sleep(0.1)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    server.start()
    server.release()
    assert not is_running(server)


def test_missing_binaries_are_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_PG_BIN", str(tmp_path))
    with pytest.raises(EmbeddedPostgresError, match="No PostgreSQL found: run 'make venv'"):
        find_binaries()
