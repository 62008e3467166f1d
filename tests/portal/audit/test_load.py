"""Eight people at once, a thousand edits, while the job seals: nobody waits for another, nothing is lost."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from counselling.models import Client, Contact
from ibs_portal.audit import sealing
from ibs_portal.audit.models import Entry, Seal
from ibs_portal.audit.sealing import seal_new_entries
from ibs_portal.audit.trail import record, record_reading
from ibs_portal.audit.verifying import verify
from ibs_portal.database.identity import asking_as
from tests.factories.casework import ContactFactory, make_house

PEOPLE, EDITS = 8, 125
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(persons, organisations):
    return make_house(persons, organisations)


def edit(chance: random.Random, clients: list[Client], by) -> int:
    """One of five things; how many entries it leaves."""
    client, kind = chance.choice(clients), chance.randrange(5)
    if kind == 0:
        return Client.objects.filter(pk=client.pk).exclude(phone=(phone := str(chance.random()))).update(phone=phone)
    if kind == 1:
        ContactFactory(by=by, client=client, centre=client.centre)
        return 1
    if kind == 2:
        record_reading(client, what="client.viewed")
        return 1
    if kind == 3:
        record("client.changed", client, by=by, fields=["phone"])
        return 1
    rows = [ContactFactory.build(by=by, client=client, centre=client.centre, at=timezone.now()) for _n in range(4)]
    for row in rows:
        row.controller_id = client.controller_id
    return len(Contact.objects.bulk_create(rows))


def work(number: int, clients: list[Client], by) -> tuple[int, list[str]]:
    chance, left, errors = random.Random(number), 0, []
    try:
        for _n in range(EDITS):
            try:
                with asking_as(by):
                    left += edit(chance, clients, by)
            except Exception as error:
                errors.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()
    return left, errors


def test_a_thousand_edits_by_eight_people_while_the_job_seals(house, persons, caplog):
    clients = list(Client.objects.filter(controller=house["client"].controller))
    by = persons["beratung"]
    before = Entry.objects.count()
    is_over = threading.Event()

    def seal() -> None:
        try:
            while not is_over.is_set():
                seal_new_entries()
                time.sleep(0.05)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        sealer = pool.submit(seal)
        results = list(pool.map(lambda number: work(number, clients, by), range(PEOPLE)))
        is_over.set()
        sealer.result()
    close_old_connections()
    assert [error for _left, errors in results for error in errors] == []
    assert Entry.objects.count() - before == sum(left for left, _errors in results)
    during = Seal.objects.count()
    seal_new_entries()
    report = verify()
    assert (report.findings, report.unsealed, report.entries) == ([], 0, Entry.objects.count())
    assert during > 2
    caplog.clear()


def late_and_quick(seal: Callable[[], int]) -> tuple[int, bool]:
    """A transaction takes its number, another one finishes first; what was sealed then, and whether it is so."""
    has_written, may_end = threading.Event(), threading.Event()

    def slow() -> int:
        try:
            with transaction.atomic():
                key = record("late.done", by=None).pk
                has_written.set()
                may_end.wait(10)
            return key
        finally:
            connection.close()

    seal_new_entries()
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(slow)
        has_written.wait(10)
        quick = record("quick.done", by=None).pk
        sealed_meanwhile = seal()
        may_end.set()
        key = late.result()
    return sealed_meanwhile, key < quick


def test_an_entry_that_comes_late_with_a_small_number_is_not_overtaken(monkeypatch, caplog):
    monkeypatch.setattr(sealing, "PAUSES", (0.0,))
    assert late_and_quick(seal_new_entries) == (0, True)
    assert seal_new_entries() == 1
    assert (verify().findings, verify().unsealed) == ([], 0)
    caplog.clear()


def test_negative_control_a_job_that_does_not_wait_seals_too_early():
    def hasty() -> int:
        newest = Entry.objects.latest("id").pk
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit_seal_entries(%s, '{}', 5000)", [newest])
            return cursor.fetchone()[0]

    assert late_and_quick(hasty) == (1, True)
    assert "Inserted: 1 too many" in " ".join(verify().findings)
