"""``make bench``: what a page costs, as a multiple of a bare Django page on this machine.

Ratios hold on any machine; absolute times do not. ``ARGS="--contacts 200000"`` fills the database further,
``--rounds`` and ``--requests`` trade time for steadiness. ``--walls`` measures what walls and trail cost on a
million contacts and 100,000 clients instead, ``--matching`` how long the best assignment takes.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import psycopg

from ibs_portal.run import environment_for
from tests.bench.measure import Page, WebServer, measure, report

PORTAL_PORT, BARE_PORT = 8391, 8392


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--contacts", type=int, default=50_000, help="rows in the table of contacts")
    parser.add_argument("--walls", action="store_true", help="what walls and trail cost, on a million contacts")
    parser.add_argument("--matching", action="store_true", help="how long the best assignment takes, by size")
    return parser.parse_args()


def prepare(var: Path) -> None:
    os.environ.update(environment_for(var, PORTAL_PORT), PORTAL_STATIC_ROOT=str(var / "static"))
    command = [sys.executable, "-m", "ibs_portal.prepare"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PORTAL_DATABASE_LOGIN": "owner"})
    os.environ["PORTAL_DATABASE_LOGIN"] = "owner"
    django.setup()


def pages(portal: WebServer, bare: WebServer) -> list[Page]:
    # Models can be imported only after django.setup().
    from tests.bench.people import cookie_of, file_address

    counsellor = {"Cookie": cookie_of("beratung")}
    coordinator = {"Cookie": cookie_of("freiwilligenagentur")}
    etag = portal.get("/de/", {}).getheader("ETag") or ""
    return [
        Page("bare page", bare, "/"),
        Page("home", portal, "/de/", limit=1.0),
        Page("home, copy still right", portal, "/de/", {"If-None-Match": etag}, 304 if etag else 200, 0.15),
        Page("log in", portal, "/konto/login/", limit=1.5),
        Page("sign-up, first step", portal, "/de/mitmachen/anmelden/name/", limit=1.5),
        Page("Heute", portal, "/intern/", counsellor, limit=3.0),
        Page("staff list: people", portal, "/intern/personen/", counsellor, limit=2.5),
        Page("client file", portal, file_address(), counsellor, limit=3.0),
        Page("yearly report", portal, "/intern/statistik/?time=2025", counsellor, limit=6.0),
        Page("counter", portal, "/intern/kontakt/neu/", counsellor, limit=4.0),
        Page("volunteers' pipeline", portal, "/intern/freiwillige/", coordinator, limit=2.5),
    ]


def postmaster_pid() -> int:
    """The parent of all Postgres backends."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        backend = connection.info.backend_pid
        return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def main() -> None:
    options = arguments()
    var = Path(os.environ.get("PORTAL_VAR") or tempfile.mkdtemp()).resolve()
    prepare(var)
    if options.matching:
        from tests.bench.matching import measure_matching

        for line in measure_matching():
            sys.stdout.write(f"{line}\n")
        return
    from tests.bench.people import fill

    fill(1_000_000 if options.walls else options.contacts)
    if options.walls:
        from tests.bench.walls import measure_walls

        sys.stdout.write("\n".join(measure_walls(postmaster_pid())) + "\n")
        return
    with (
        contextlib.closing(WebServer("ibs_portal.wsgi", PORTAL_PORT, login="serving")) as portal,
        contextlib.closing(WebServer("tests.bench.bare_wsgi", BARE_PORT, login="owner")) as bare,
    ):
        measured = pages(portal, bare)
        measure(measured, postmaster_pid(), rounds=options.rounds, requests=options.requests)
        sys.stdout.write(f"{report(measured)}\nmemory of one web process: {portal.memory():.0f} MB (PSS)\n")


if __name__ == "__main__":
    main()
