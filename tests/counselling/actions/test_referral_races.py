"""Withdrawing and referring at the same moment, with real threads: nothing open is left without its flag."""

import threading
from unittest import mock

import pytest
from django.utils import timezone

from counselling.actions.referral import refer_client
from counselling.actions.release import withdraw_release
from counselling.models import ConfidentialityRelease, Referral
from counselling.models.release import ReleaseQuerySet
from tests.counselling.actions.test_casework_races import at_once
from tests.factories.sharing import ReleaseFactory

pytestmark = pytest.mark.django_db(transaction=True)


def refer(house, release) -> Referral:
    facts = {"matters": ["work"], "told": "Bitte um einen Platz", "referred_on": timezone.localdate()}
    return refer_client(house["client"], by=house["beratung"], release=release, **facts)


def unflagged() -> int:
    return Referral.objects.open().filter(release__withdrawn_at__isnull=False, flagged_at=None).count()


@pytest.mark.parametrize("round_", range(5))
def test_seven_refer_while_one_withdraws(house, round_):
    release = ReleaseFactory(client=house["client"], by=house["beratung"])

    def act(position: int) -> None:
        if position == round_:
            withdraw_release(release, by=house["beratung2"], how="phone")
        else:
            refer(house, release)

    outcomes = at_once(8, act)
    release.refresh_from_db()
    assert release.withdrawn_at is not None
    assert (unflagged(), Referral.objects.flagged().count()) == (0, outcomes["done"] - 1)


def test_without_the_lock_of_the_action_the_database_still_holds(house):
    """The action reads the release without a lock, and waits: the trigger sees what came meanwhile."""
    release = ReleaseFactory(client=house["client"], by=house["beratung"])
    has_read, is_withdrawn = threading.Event(), threading.Event()

    class Unlocked:
        def get(self, **kwargs):
            row = ConfidentialityRelease.objects.get(**kwargs)
            has_read.set()
            is_withdrawn.wait(timeout=10)
            return row

    outcome = []

    def late() -> None:
        with mock.patch.object(ReleaseQuerySet, "select_for_update", lambda self, **kwargs: Unlocked(), create=True):
            outcome.append(at_once(1, lambda n: refer(house, release)))

    thread = threading.Thread(target=late_safely(late, outcome))
    thread.start()
    has_read.wait(timeout=10)
    ConfidentialityRelease.objects.filter(pk=release.pk).update(
        withdrawn_at=timezone.now(), withdrawn_by=house["beratung"], withdrawn_how="phone"
    )
    is_withdrawn.set()
    thread.join(timeout=20)
    assert (unflagged(), Referral.objects.count()) == (0, 0)
    assert "release" in str(outcome[0])


def late_safely(act, outcome):
    def run() -> None:
        try:
            act()
        except Exception as refused:  # the database's own refusal is what the test waits for
            outcome.append(refused)

    return run
