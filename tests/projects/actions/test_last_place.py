"""A place is never given twice, also with a hundred people pressing at once."""

import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction

from ibs_portal.database.identity import errand
from projects.actions.registration import accept_offer, cancel_registration, expire_offers, register_guest
from projects.models import Event, Registration
from projects.models.event import EventQuerySet
from tests.factories.projects import DAY, NOW, EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, AT_ONCE = 100, 20
GUARD = "projects_event_not_oversold"


def all_at_once(act, people=PEOPLE):
    """Runs ``act(number)`` in real threads with connections of their own; returns results and errors."""
    start = threading.Barrier(AT_ONCE)

    def one(number):
        try:
            if number < AT_ONCE:
                start.wait(timeout=20)
            return act(number)
        except IntegrityError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(people)))


def press(event):
    """As the page does it: somebody of the public, who reaches the guests of this event and may change no event."""

    def act(number):
        with errand(event=event.pk):
            return register_guest(event, by=None, now=NOW, name=f"Gast {number}", email="g@example.org").state

    return act


def without_lock(monkeypatch):
    """Reads the event without locking it, and takes a moment to think, as people and networks do."""

    def lock(self, pk):
        event = self.select_related("project", "place").get(pk=pk)
        time.sleep(0.02)
        return event

    monkeypatch.setattr(EventQuerySet, "lock", lock)


@pytest.mark.parametrize("seats", [1, 3, 7, 1, 10])
def test_exactly_as_many_win_as_there_are_places(seats):
    event = EventFactory(seats=seats)
    states = all_at_once(press(event))
    event.refresh_from_db()
    assert (states.count("registered"), states.count("waiting")) == (seats, PEOPLE - seats)
    assert (event.seats_taken, Registration.objects.holding().count()) == (seats, seats)


def test_parties_of_many_sizes_never_take_more_than_there_is():
    event, chance = EventFactory(seats=40), random.Random(7)
    sizes = [chance.randint(1, 6) for _person in range(PEOPLE)]
    all_at_once(
        lambda n: register_guest(event, by=None, now=NOW, name=f"Gast {n}", email="g@example.org", seats=sizes[n])
    )
    event.refresh_from_db()
    held = sum(Registration.objects.holding().values_list("seats", flat=True))
    assert event.seats_taken == held <= 40
    assert Registration.objects.count() == PEOPLE


def test_without_the_lock_the_database_still_refuses_one_too_many(monkeypatch):
    without_lock(monkeypatch)
    event = EventFactory(seats=1)
    results = all_at_once(press(event))
    event.refresh_from_db()
    assert (results.count("registered"), event.seats_taken) == (1, 1)
    assert any(isinstance(result, IntegrityError) and GUARD in str(result) for result in results)


def test_without_lock_and_guard_it_oversells(monkeypatch):
    """The negative control: this is what the two are there for."""
    without_lock(monkeypatch)
    event = EventFactory(seats=1)
    guard = next(c for c in Event._meta.constraints if c.name == GUARD)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Event, guard)
    try:
        results = all_at_once(press(event))
        assert results.count("registered") > 1
    finally:
        Registration.objects.all().delete()
        Event.objects.update(seats_taken=0)
        with connection.schema_editor() as editor:
            editor.add_constraint(Event, guard)


def test_the_same_form_pressed_a_hundred_times_is_one_registration():
    event, key = EventFactory(seats=50), uuid.uuid4()
    found = all_at_once(
        lambda n: register_guest(event, by=None, now=NOW, name="Gast", email="g@example.org", form_key=key).pk
    )
    assert len(set(found)) == 1 == Registration.objects.count()


def test_coming_and_going_and_accepting_at_once_keeps_the_count():
    event = EventFactory(seats=10)
    rows = [RegistrationFactory(event=event) for _row in range(10)]
    rows += [RegistrationFactory(event=event, state="waiting") for _row in range(20)]

    def act(number):
        row = rows[number % 30]
        try:
            if number % 3 == 0:
                return cancel_registration(row, by=None, now=NOW)
            if number % 3 == 1:
                return accept_offer(row, by=None, now=NOW)
            return register_guest(event, by=None, now=NOW, name="Neu", email="n@example.org")
        except Exception as refused:  # a refusal is an answer too; what counts is the state afterwards
            return refused

    all_at_once(act)
    event.refresh_from_db()
    held = Registration.objects.holding()
    assert event.seats_taken == held.count() <= 10
    assert Registration.objects.filter(state="waiting").exists() <= (event.seats_taken == 10)


def test_two_workers_that_expire_the_same_offer_hand_it_on_once():
    event = EventFactory(seats=1)
    RegistrationFactory(event=event, state="offered", offer_expires_at=NOW)
    waiting = [RegistrationFactory(event=event, state="waiting") for _row in range(3)]
    assert sum(all_at_once(lambda n: expire_offers(by=None, now=NOW), people=AT_ONCE)) == 1
    assert [row.pk for row in Registration.objects.filter(state="offered")] == [waiting[0].pk]


def test_the_counter_follows_every_way_a_row_can_change():
    event = EventFactory(seats=5)
    row = RegistrationFactory(event=event, seats=2)
    steps = []
    for values in (
        {"seats": 3},
        {"state": "waiting"},
        {"state": "offered", "offer_expires_at": NOW + DAY},
        {"state": "cancelled", "offer_expires_at": None, "cancelled_at": NOW, "cancel_cause": "guest"},
    ):
        Registration.objects.filter(pk=row.pk).update(**values)
        event.refresh_from_db()
        steps.append(event.seats_taken)
    assert steps == [3, 0, 3, 0]
    Registration.objects.bulk_create(RegistrationFactory.build_batch(5, event=event, organisation=row.organisation))
    event.refresh_from_db()
    assert event.seats_taken == 5
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(event=event)
