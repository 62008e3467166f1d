"""``make run``: the portal with everything it needs, until Ctrl-C; ``make manage``: one command in the same place.

It prepares in one process (migrations, catalogues, static files, demo data once), then keeps two children
alive: the web server and the job worker. If one of them ends, the other is stopped too and it is said why.
"""

import argparse
import contextlib
import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from ibs_portal.database.embedded import EmbeddedPostgresError, database_environment

PATIENCE = 10  # seconds that a child has to finish what it is doing
PR_SET_PDEATHSIG = 1  # prctl(2)
LIBC = ctypes.CDLL(None)


class NotReadyError(Exception):
    """Says in one sentence why the portal cannot start and what to do."""


def secret_key_file(var: Path) -> Path:
    """A secret of this folder's own, made once and readable by nobody else."""
    path = var / "secret_key"
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path


def environment_for(var: Path, port: int) -> dict[str, str]:
    """The variables of ``settings.py`` for a demo on this machine; what is set already wins."""
    defaults = {
        "DJANGO_SETTINGS_MODULE": "ibs_portal.settings",
        "PORTAL_DEMO": "1",
        "PORTAL_URL": f"http://localhost:{port}",
        "PORTAL_VAR": str(var),
    }
    if not os.environ.get("PORTAL_SECRET_KEY"):
        defaults["PORTAL_SECRET_KEY_FILE"] = str(secret_key_file(var))
    return {**defaults, **{key: os.environ[key] for key in defaults if os.environ.get(key)}}


def ensure_port_is_free(port: int) -> None:
    with socket.socket() as probe:
        # As the web server does it: a port that still waits for its last packets is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise NotReadyError(
                f"Port {port} is taken ({error.strerror}): stop what runs there, or 'make run PORT={port + 1}'."
            ) from error


def die_with_parent() -> None:
    """In the child: ends it when this process is killed, so that no server is left behind."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(*command: str, environment: dict[str, str]) -> subprocess.Popen:
    # A session of its own: Ctrl-C reaches only us, and we stop the children in order. What goes wrong is said
    # on the error stream; the other one would greet between our own lines.
    return subprocess.Popen(
        [sys.executable, *command],
        env=environment,
        start_new_session=True,
        preexec_fn=die_with_parent,
        stdout=subprocess.DEVNULL,
    )


def web_command(port: int) -> tuple[str, ...]:
    options = ["--workers=2", "--threads=4", "--worker-class=gthread", "--preload", "--graceful-timeout=8"]
    return ("-m", "gunicorn", f"--bind=127.0.0.1:{port}", *options, "--log-level=warning", "ibs_portal.wsgi")


def stop(children: dict[str, subprocess.Popen]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def serve(port: int, environment: dict[str, str]) -> int:
    """Runs web server and job worker until a signal comes or one of them ends."""
    children = {
        "web server": start(*web_command(port), environment=environment),
        "job worker": start(
            "manage.py", "procrastinate", "worker", "--delete-jobs=successful", environment=environment
        ),
    }
    try:
        while True:
            for name, child in children.items():
                if child.poll() is not None:
                    sys.stderr.write(f"The {name} has ended with status {child.returncode}; the portal stops.\n")
                    return 1
            time.sleep(0.3)
    except (KeyboardInterrupt, SystemExit):
        sys.stdout.write("\nStopping …\n")
        return 0
    finally:
        # A second Ctrl-C must not leave a child behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop(children)


def run(port: int, var: Path) -> int:
    ensure_port_is_free(port)
    with database_environment(var) as database:
        environment = {**os.environ, **environment_for(var, port), **database}
        prepared = subprocess.run(
            [sys.executable, "-m", "ibs_portal.prepare"], env={**environment, "PORTAL_DATABASE_LOGIN": "owner"}
        )
        if prepared.returncode:
            return prepared.returncode
        sys.stdout.write(f"\n  The portal:  http://localhost:{port}/      Ctrl-C stops it.\n\n")
        sys.stdout.flush()
        return serve(port, environment)


def manage(arguments: list[str], port: int, var: Path) -> int:
    with database_environment(var) as database:
        environment = {**os.environ, **environment_for(var, port), **database}
        # Ctrl-C is for the command; we wait for it and then let go of the database.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, env=environment, preexec_fn=restore_interrupt).returncode


def restore_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--manage", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    var = Path(os.environ.get("PORTAL_VAR") or "var").resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # A shell starts what it puts into the background with the signal ignored; we want to hear it all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        var.mkdir(parents=True, exist_ok=True)
        if options.manage is not None:
            return manage(options.manage, options.port, var)
        return run(options.port, var)
    except (NotReadyError, EmbeddedPostgresError) as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:
        sys.stderr.write(f"{error.strerror}: {error.filename}. Choose another folder with VAR=…\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
