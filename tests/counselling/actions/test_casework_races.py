"""Two people at the same moment, with real threads and real transactions."""

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from counselling.actions.case import close_case, open_case
from counselling.actions.contact import record_contact
from counselling.models import Case, CaseEvent, Contact, NumberSeries
from counselling.models.case import CaseQuerySet
from ibs_portal.audit.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(number: int, act) -> Counter:
    """Runs ``act(position)`` in as many threads; counts what came of it."""
    start = threading.Barrier(number)

    def run(position: int) -> str:
        start.wait()
        try:
            act(position)
        except ValidationError as refused:
            return " ".join(refused.messages)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(number) as pool:
        return Counter(pool.map(run, range(number)))


def close_in_two_threads(house) -> Counter:
    house["followup"].delete()
    people = [house["beratung"], house["beratung2"]]
    reasons = ["moved", "wish"]
    return at_once(
        2,
        lambda n: close_case(house["case"], by=people[n], closed_on=timezone.localdate(), end_reason=reasons[n]),
    )


def test_two_people_close_the_same_case_and_one_is_told(house):
    outcomes = close_in_two_threads(house)
    winner = CaseEvent.objects.get(case=house["case"], kind="closed")
    assert outcomes == {"done": 1, next(iter(outcomes - Counter(["done"]))): 1}
    assert winner.by.name in next(iter(outcomes - Counter(["done"])))
    assert Case.objects.get(pk=house["case"].pk).end_reason == winner.end_reason
    assert Entry.objects.acts().filter(verb="case.closed").count() == 1


def test_without_the_lock_both_would_win(house):
    """Negative control: both threads read before either writes."""
    meet = threading.Barrier(2)

    class Unlocked:
        def __init__(self, rows):
            self.rows = rows

        def get(self, **kwargs):
            row = self.rows.get(**kwargs)
            meet.wait(timeout=10)
            return row

    with mock.patch.object(CaseQuerySet, "select_for_update", lambda self, **kwargs: Unlocked(self), create=True):
        outcomes = close_in_two_threads(house)
    assert outcomes == {"done": 2}


def test_eight_cases_at_once_get_eight_numbers(house):
    by = house["beratung"]
    outcomes = at_once(
        8, lambda n: open_case(house["client"], by=by, kind="short", owner=by, opened_on=timezone.localdate())
    )
    year = timezone.localdate().year
    numbers = sorted(Case.objects.filter(number__startswith=str(year)).values_list("number", flat=True))
    assert (outcomes, len(set(numbers))) == ({"done": 8}, 8)
    assert numbers[-1] == f"{year}-{NumberSeries.objects.get(kind='case').last:04d}"


def test_one_form_sent_eight_times_at_once_is_one_contact(house):
    token, now = uuid.uuid4(), timezone.now()
    facts = {"at": now, "minutes": 10, "channel": "phone", "language": "de", "token": token}
    outcomes = at_once(
        8,
        lambda n: record_contact(
            house["client"], by=house["beratung"], centre=house["centre"], topics=house["topics"], note="x", **facts
        ),
    )
    assert (outcomes, Contact.objects.filter(token=token).count()) == ({"done": 8}, 1)
    assert Entry.objects.acts().filter(verb="contact.recorded").count() == 1
