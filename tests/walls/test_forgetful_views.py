"""Ten kinds of views that forget to filter, on a live server whose connections go from one person to the next.

Every answer is compared with what the database's owner counts for this person: no row of anybody else, and no
empty page for whoever has rows. ``PORTAL_LEAK_REQUESTS`` makes it longer.
"""

import collections
import http.client
import json
import os
import random
import threading

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.walls.holes import FORGETFUL
from tests.walls.server import Walled, served

pytestmark = pytest.mark.xdist_group("walls")

REQUESTS = int(os.environ.get("PORTAL_LEAK_REQUESTS", "10000"))
CLIENTS = 6
STAFF = {
    "leitung": {"Client", "Case", "Contact", "FollowUp", "Registration"},
    "beratung": {"Client", "Case", "Contact", "FollowUp", "Registration", "ContactNote"},
    "koordination-landkreis": {"Client", "Case", "Contact", "FollowUp", "ContactNote"},
    "bfd": {"Client", "Registration"},
    "redaktion": {"Registration"},
    "freiwilligenagentur": {"Volunteer", "SkilledWorker", "Match", "Meeting"},
    "agentur2": {"Volunteer", "SkilledWorker", "Match", "Meeting", "Registration"},
    "begleiterin": {"Volunteer", "Match", "Meeting"},
    "fachkraft": {"SkilledWorker", "Match", "Meeting"},
    "begleiter2": {"Volunteer", "Match", "Meeting"},
    "partner": set(),
    "technik": set(),
    "niemand": set(),
    "datenschutz": set(),
    "": set(),
}
# What each kind of view speaks of; "nummer" asks for one row, which may be anybody's.
SPEAKS_OF = {
    "liste": {"Client", "Case", "Contact", "FollowUp", "Volunteer", "SkilledWorker", "Match", "Registration"},
    "suche": {"Client", "Volunteer"},
    "kalender": {"ContactNote", "Meeting", "FollowUp"},
    "nummer": set(),
}
USUALLY = {"Client", "Volunteer", "Registration"}


def organisation_of(walled: Walled) -> dict[str, int]:
    """Whose rows each person may see: of the own house, or of the programme she belongs to."""
    parameters = connection.get_connection_params() | {"dbname": walled.name}
    statement = """
        SELECT split_part(u.email, '@', 1), coalesce(u.organisation_id, p.organisation_id, 0) FROM accounts_user u
        LEFT JOIN volunteers_volunteer v ON v.user_id = u.id LEFT JOIN volunteers_skilledworker w ON w.user_id = u.id
        LEFT JOIN volunteers_programme p ON p.id = coalesce(v.programme_id, w.programme_id)
    """
    with psycopg.connect(**parameters) as owner:
        return dict(owner.execute(statement).fetchall())


def shown_rows(walled: Walled) -> set[tuple[int, str, int]]:
    """Rows of a file that another house shows for a while: to whom, model, key."""
    parameters = connection.get_connection_params() | {"dbname": walled.name}
    children = ("Case", "Contact", "FollowUp")
    parts = ["SELECT recipient_id, 'Client', client_id FROM counselling_disclosure WHERE withdrawn_at IS NULL"]
    parts += [
        f"SELECT recipient_id, '{name}', row.id FROM counselling_disclosure shown "
        f"JOIN counselling_{name.lower()} row USING (client_id) WHERE withdrawn_at IS NULL"
        for name in children
    ]
    with psycopg.connect(**parameters) as owner:
        return set(owner.execute(" UNION ALL ".join(parts)).fetchall())


class Visitor(threading.Thread):
    """Somebody who is another person with every request, over one connection that stays open."""

    def __init__(self, port: int, walled: Walled, houses: dict[str, int], shown: set, seed: int) -> None:
        super().__init__()
        self.shown = shown
        self.random, self.walled, self.houses = random.Random(seed), walled, houses
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.wrong: list[tuple] = []
        self.asked = self.rows = 0

    def run(self) -> None:
        for _request in range(REQUESTS // CLIENTS + 1):
            name, view = self.random.choice(list(STAFF)), self.random.choice(list(FORGETFUL))
            key = self.walled.sessions.get(f"{name}@example.org staff", "")
            headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"} if key else {}
            self.connection.request(
                "GET", f"/loch/vergesslich/{view}/?id={self.random.randrange(1, 90)}", headers=headers
            )
            response = self.connection.getresponse()
            body = response.read()
            self.asked += 1
            if name:
                self.look(name, view, response.status, body)
            elif response.status != 302:
                self.wrong.append(("nobody", view, response.status))

        self.connection.close()

    def look(self, name: str, view: str, status: int, body: bytes) -> None:
        if status != 200:
            self.wrong.append((name, view, status, body[:200]))
            return
        said = json.loads(body)
        said.pop("counts", None)
        self.rows += sum(map(len, said.values()))
        house = self.houses[name]
        others = {(model, *row) for model, rows in said.items() for row in rows if row[1] != house}
        foreign = {row for row in others if (house, row[0], row[1]) not in self.shown}
        empty = {model for model in STAFF[name] & SPEAKS_OF.get(view, USUALLY) if not said.get(model)}
        too_much = {model for model, rows in said.items() if rows} - ALLOWED[name]
        if foreign or empty or too_much:
            self.wrong.append((name, view, sorted(foreign)[:3], empty, too_much))


# Beside what everybody certainly has: rows that may come and go.
ALLOWED = {name: models | {"Registration", "FollowUp"} for name, models in STAFF.items()}
ALLOWED |= {name: set() for name in ("partner", "technik", "niemand", "datenschutz", "")}
ALLOWED |= {
    "leitung": ALLOWED["leitung"] | {"ContactNote"},
    "bfd": ALLOWED["bfd"] | {"Contact"},
    "begleiterin": {"Volunteer", "Match", "Meeting", "SkilledWorker"},
    "begleiter2": {"Volunteer", "Match", "Meeting", "SkilledWorker"},
    "fachkraft": {"Volunteer", "Match", "Meeting", "SkilledWorker"},
}


def run(walled: Walled, login: str) -> list[Visitor]:
    houses, shown = organisation_of(walled), shown_rows(walled)
    with served(walled, login) as port:
        visitors = [Visitor(port, walled, houses, shown, seed) for seed in range(CLIENTS)]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
    return visitors


def test_views_that_forget_to_filter_show_nobody_else(walled):
    visitors = run(walled, settings.LOGINS["everything"])
    wrong = collections.Counter(str(case) for visitor in visitors for case in visitor.wrong)
    assert wrong.most_common(5) == []
    assert sum(visitor.asked for visitor in visitors) >= REQUESTS
    # On the average more than four rows a page: it was not the emptiness that kept them apart.
    assert sum(visitor.rows for visitor in visitors) > 4 * REQUESTS


def test_with_one_policy_gone_the_run_finds_it(walled, monkeypatch):
    """The negative control."""
    monkeypatch.setattr("tests.walls.test_forgetful_views.REQUESTS", 300)
    parameters = connection.get_connection_params() | {"dbname": walled.name, "autocommit": True}
    with psycopg.connect(**parameters) as owner:
        owner.execute("CREATE POLICY forgotten ON counselling_client USING (true)")
        try:
            visitors = run(walled, settings.LOGINS["everything"])
        finally:
            owner.execute("DROP POLICY forgotten ON counselling_client")
    assert any(visitor.wrong for visitor in visitors)
