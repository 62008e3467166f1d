"""Twenty people want the same time, with real threads and real transactions, each as somebody of the public."""

from collections import Counter
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from counselling.actions import appointment as actions
from counselling.actions.appointment import (
    cancel_appointment,
    create_appointment,
    move_appointment,
    request_appointment,
)
from counselling.models import Appointment, BookingCalendar, StaffMember
from counselling.rules.appointment import new_reference
from ibs_portal.database.identity import asking_as, errand
from tests.counselling.actions.test_casework_races import at_once
from tests.factories.appointments import AppointmentFactory, first_free, make_bookable

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 20
FACTS = {"channel": "in_person", "language": "ar", "contact_language": "de"}


@pytest.fixture
def house(persons, organisations):
    """Only one colleague can be booked: each time is there once."""
    rows = make_bookable(persons, organisations)
    others = StaffMember.objects.exclude(user=persons["beratung"])
    BookingCalendar.objects.bulk_create(
        BookingCalendar(staff=member, controller=member.controller, is_bookable=False) for member in others
    )
    return rows


def book(house, start, number: int, reference: str = "") -> Appointment:
    reference = reference or new_reference()
    with errand(appointment=reference):
        return request_appointment(
            house["centre"],
            now=timezone.now(),
            starts_at=start,
            reference=reference,
            name=f"Mensch {number}",
            phone=f"0375 {number:06}",
            **FACTS,
        )


def winners_and_losers(outcomes: Counter) -> tuple[int, list[str]]:
    return outcomes["done"], sorted(words for words in outcomes if words != "done")


def test_twenty_people_one_slot_exactly_one_winner(house):
    start = first_free(house["centre"])
    won, words = winners_and_losers(at_once(THREADS, lambda n: book(house, start, n)))
    assert (won, Appointment.objects.filter(starts_at=start).count()) == (1, 1)
    assert words == ["Diese Zeit hat gerade jemand anderes bekommen. Bitte wählen Sie eine andere."]


def test_without_the_lock_the_constraint_still_lets_one_win(house):
    """Negative control of the lock: the calendars are read by all before anybody writes; the database says no."""
    start, offer = first_free(house["centre"]), actions.offer_of
    stale = offer(house["centre"], now=timezone.now())
    with (
        mock.patch.object(actions, "lock_calendars", lambda centre: None),
        mock.patch.object(actions, "offer_of", lambda *args, **kwargs: stale),
    ):
        won, _words = winners_and_losers(at_once(4, lambda n: book(house, start, n)))
    assert (won, Appointment.objects.filter(starts_at=start).count()) == (1, 1)


def test_the_same_form_sent_twenty_times_is_one_appointment(house):
    start, reference = first_free(house["centre"]), new_reference()
    outcomes = at_once(THREADS, lambda n: book(house, start, 1, reference))
    assert (outcomes, Appointment.objects.count()) == ({"done": THREADS}, 1)


def test_staff_and_public_at_the_same_moment(house):
    start, by = first_free(house["centre"]), house["beratung"]

    def staff(number: int) -> None:
        with asking_as(by):
            create_appointment(
                by=by,
                now=timezone.now(),
                centre=house["centre"],
                staff=house["staff"]["beratung"],
                starts_at=start,
                minutes=30,
                name=f"Mensch {number}",
                channel="in_person",
            )

    won, _words = winners_and_losers(at_once(10, lambda n: staff(n) if n % 2 else book(house, start, n)))
    assert (won, Appointment.objects.filter(starts_at=start).count()) == (1, 1)


def test_two_that_swap_their_times_do_not_wait_for_each_other(house):
    """Both move at once to where the other one stands: whoever is second is told, nobody hangs, nothing is doubled."""
    member, by = house["staff"]["beratung"], house["beratung"]
    times = [first_free(house["centre"], position=p) for p in (0, 1, 2)]
    rows = [AppointmentFactory(staff=member, starts_at=moment) for moment in times[:2]]

    def move(number: int) -> None:
        with asking_as(by):
            move_appointment(rows[number], by=by, now=timezone.now(), starts_at=times[1 - number])

    outcomes = at_once(2, move)
    assert outcomes["done"] == 0
    assert sorted(Appointment.objects.values_list("starts_at", flat=True)) == times[:2]


def test_a_cancelled_time_is_given_once_more_and_only_once(house):
    start = first_free(house["centre"])
    taken = book(house, start, 1)
    with errand(appointment=taken.reference):
        cancel_appointment(taken, by=None, now=timezone.now())
    won, _words = winners_and_losers(at_once(8, lambda n: book(house, start, n + 2)))
    assert (won, Appointment.objects.live().filter(starts_at=start).count()) == (1, 1)


def test_two_cancel_the_same_appointment_and_one_is_told(house):
    row, by = AppointmentFactory(staff=house["staff"]["beratung"]), house["beratung"]

    def cancel(number: int) -> None:
        with asking_as(by):
            cancel_appointment(row, by=by, now=timezone.now(), reason="agreed")

    outcomes = at_once(2, cancel)
    assert (outcomes["done"], len(outcomes)) == (1, 2)
    with pytest.raises(ValidationError):
        cancel(0)
