"""What the walls and the trail cost, on a million contacts of 100,000 clients."""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator

from django.db import transaction

from counselling.models import Client, Contact
from counselling.queries.clients import find_clients
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record_reading
from ibs_portal.database.identity import asking_as
from tests.bench.bare import TEMPLATE
from tests.bench.measure import children, cpu_seconds

ROUNDS, REQUESTS, SEARCHES = 15, 30, 200


def cpu(act: Callable[[], object], postmaster: int, times: int) -> float:
    """CPU milliseconds of this process and of Postgres for one act."""
    pids = [os.getpid(), *children(postmaster)]
    before = cpu_seconds(pids)
    for _time in range(times):
        act()
    return (cpu_seconds(pids) - before) / times * 1000


def render(rows) -> str:
    from django.template import Context

    return TEMPLATE.render(Context({"rows": rows}))


def measure_walls(postmaster: int) -> Iterator[str]:
    user = User.objects.get(email="beratung@example.org")
    rows = Contact.objects.filter(controller=user.organisation_id).order_by("-at", "-pk")[:50]

    def bare() -> None:
        with transaction.atomic():
            render(rows.all())

    def walled() -> None:
        with asking_as(user):
            render(rows.all())

    pairs = [(cpu(bare, postmaster, REQUESTS), cpu(walled, postmaster, REQUESTS)) for _round in range(ROUNDS)]
    without, behind = (statistics.median(side) for side in zip(*pairs, strict=True))
    yield f"{Contact.objects.count():,} contacts, {Client.objects.count():,} clients"
    ratio = behind / without
    yield f"list of 50 rows: {without:.2f} ms bare, {behind:.2f} ms behind the walls, {ratio:.2f}× (at most 1.3)"
    yield f"opening a file: {trail_cost(user):.2f} ms for the trail (at most 5)"
    yield searching(user)


def trail_cost(user: User) -> float:
    client = Client.objects.filter(controller=user.organisation_id).first()
    times = []
    for _time in range(300):
        with asking_as(user):
            before = time.perf_counter()
            record_reading(client, what="file")
            times.append((time.perf_counter() - before) * 1000)
            transaction.set_rollback(True)
    return statistics.median(times)


def searching(user: User) -> str:
    """Whole names, beginnings and numbers, as they are typed at the counter."""
    chosen, times, found = random.Random(7), [], 0
    for _time in range(SEARCHES):
        number = str(chosen.randrange(1, 99_000))
        words = chosen.choice([f"muster {number}", f"Must {number[:4]}", f"amal {number}", f"{number} Amal"])
        with asking_as(user):
            before = time.perf_counter()
            found += bool(list(find_clients(user, words)))
            times.append((time.perf_counter() - before) * 1000)
    times.sort()
    middle, slow = statistics.median(times), times[int(len(times) * 0.95)]
    return (
        f"name search: median {middle:.0f} ms, 95th percentile {slow:.0f} ms (at most 400), {found} of {SEARCHES} found"
    )
