"""From the list to the pairs: whom somebody ticked is read by nobody, and is erased."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import Identity, asking, asking_as, asking_as_job, errand
from tests.factories.gettogether import GetTogetherFactory, ParticipantFactory
from tests.factories.matching import MatchNeedFactory, fitting_volunteer
from tests.factories.volunteers import ProgrammeFactory
from volunteers.actions import gettogether as actions
from volunteers.actions.gettogether import close_gettogether, erase_gettogethers, set_participants, tick_names
from volunteers.models import Participant, ProposedPair, Tick
from volunteers.models.gettogether import GetTogetherQuerySet
from volunteers.queries.gettogether import faces, progress

DAY = datetime.timedelta(days=1)


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def evening(organisations):
    """Three workers who wait and three volunteers whom the rules allow, with badges 1 to 6."""
    gettogether = GetTogetherFactory(programme=ProgrammeFactory(organisation=organisations["agency"]))
    for badge in (1, 2, 3):
        need = MatchNeedFactory(programme=gettogether.programme, worker__given_name=f"W{badge}")
        ParticipantFactory(gettogether=gettogether, worker=need.worker, badge=badge)
    for badge in (4, 5, 6):
        volunteer = fitting_volunteer(gettogether.programme, given_name=f"V{badge}")
        ParticipantFactory(gettogether=gettogether, worker=None, volunteer=volunteer, badge=badge)
    return gettogether


def badge(evening, number: int) -> Participant:
    return evening.participants.get(badge=number)


def tick(evening, who: int, *whom: int, now=None) -> None:
    participant = badge(evening, who)
    chosen = [badge(evening, number).pk for number in whom]
    with asking(Identity()), errand(badge=participant.code):
        tick_names(participant, chosen=chosen, by=None, now=now or timezone.now())


def test_new_people_get_a_badge_and_the_link(evening, coordinator, mailoutbox):
    kept, dropped = badge(evening, 1), badge(evening, 4)
    tick(evening, 1, 4)
    new = MatchNeedFactory(programme=evening.programme).worker
    with asking_as(coordinator):
        set_participants(evening, by=coordinator, volunteers=[], workers=[kept.worker, new])
    rows = {row.worker: row for row in evening.participants.all()}
    assert (rows[kept.worker].code, rows[new].badge) == (kept.code, 7)
    assert [mail.to for mail in mailoutbox] == [[new.email]]
    assert rows[new].code in mailoutbox[0].body
    # What was ticked about somebody who is off the list is gone too.
    assert (Tick.objects.count(), evening.participants.filter(pk=dropped.pk).count()) == (0, 0)
    foreign = MatchNeedFactory().worker
    with pytest.raises(ValidationError):
        set_participants(evening, by=coordinator, volunteers=[], workers=[foreign])


def test_three_names_of_the_other_side_until_the_end(evening):
    tick(evening, 1, 4, 5, 6)
    tick(evening, 1, 5)
    assert list(Tick.objects.values_list("participant__badge", "ticked__badge", "rank")) == [(1, 5, 1)]
    for whom, now in (((2,), None), ((4,), timezone.now() + 3 * DAY)):
        with pytest.raises(ValidationError):
            tick(evening, 1, *whom, now=now)
    evening.is_ranked = True
    evening.save()
    tick(evening, 1, 6, 4)
    assert list(Tick.objects.order_by("rank").values_list("ticked__badge", "rank")) == [(6, 1), (4, 2)]


def test_a_badge_sees_first_names_of_the_other_side_and_nothing_else(evening):
    tick(evening, 4, 1)
    ParticipantFactory()
    code = badge(evening, 1).code
    with asking(Identity()), errand(badge=code):
        assert [(face.given_name, face.badge) for face in faces()] == [("V4", 4), ("V5", 5), ("V6", 6)]
        assert list(Participant.objects.values_list("badge", flat=True)) == [1]
        assert Tick.objects.count() == 0
    with asking(Identity()), errand(badge="WRONG"):
        assert (faces(), Participant.objects.count()) == ([], 0)


def test_the_desk_reads_counts_and_no_names(evening, coordinator, persons):
    tick(evening, 1, 4)
    tick(evening, 4, 1, 2)
    tick(evening, 5, 1)
    with asking_as(coordinator):
        assert (progress(evening).volunteers, progress(evening).workers) == (2, 1)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Tick.objects.count()
    with asking_as(persons["agentur2"]):
        assert progress(evening).volunteers == 0
    assert Tick.objects.visible_to(coordinator).count() == 0


def test_pairs_are_formed_and_ticks_erased(evening, coordinator):
    tick(evening, 1, 4, 5)
    tick(evening, 4, 1)
    tick(evening, 2, 5)
    with asking_as(coordinator):
        close_gettogether(evening, by=coordinator, now=timezone.now())
    pairs = [(pair.worker.given_name, pair.volunteer.given_name, pair.is_mutual) for pair in ProposedPair.objects.all()]
    assert pairs == [("W1", "V4", True), ("W2", "V5", False)]
    assert Tick.objects.count() == 0
    assert Entry.objects.acts().get(verb="gettogether.closed").reason == "2"
    for late in (lambda: tick(evening, 3, 6), lambda: close_gettogether(evening, by=coordinator, now=timezone.now())):
        with pytest.raises(ValidationError):
            late()


def test_hard_rules_stand_above_ticks(evening, coordinator):
    tick(evening, 1, 4)
    tick(evening, 4, 1)
    tick(evening, 2, 5)
    tick(evening, 3, 6)
    volunteer = badge(evening, 4).volunteer
    volunteer.status = "trained"
    volunteer.save()
    badge(evening, 2).worker.needs.update(state="closed")
    close_gettogether(evening, by=coordinator, now=timezone.now())
    assert [(pair.worker.given_name, pair.volunteer.given_name) for pair in ProposedPair.objects.all()] == [
        ("W3", "V6")
    ]


def test_after_thirty_days_everything_goes(evening, coordinator):
    tick(evening, 1, 4)
    with asking_as_job():
        assert erase_gettogethers(by=None, now=evening.closes_at + 29 * DAY) == 0
        assert erase_gettogethers(by=None, now=evening.closes_at + 31 * DAY) == 1
        assert erase_gettogethers(by=None, now=evening.closes_at + 31 * DAY) == 0
    assert (Tick.objects.count(), Participant.objects.count(), ProposedPair.objects.count()) == (0, 0, 0)


def race(evening, by) -> int:
    """Somebody ticks while the pairs are formed; how many ticks are left behind."""
    start = threading.Barrier(2)

    def go(act) -> None:
        try:
            start.wait()
            act()
        except ValidationError:
            pass
        finally:
            connection.close()

    acts = (lambda: tick(evening, 1, 4), lambda: close_gettogether(evening, by=by, now=timezone.now()))
    threads = [threading.Thread(target=go, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Tick.objects.count()


@pytest.mark.django_db(transaction=True)
def test_nobody_ticks_while_the_pairs_are_formed(evening, coordinator):
    assert race(evening, coordinator) == 0


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_tick_is_left_behind(evening, coordinator, monkeypatch):
    """The negative control of the test above."""
    checked, closed = threading.Event(), threading.Event()
    check, pairs = actions.rules.check_ticks, actions.rules.pairs_of

    def slow_check(*args) -> None:
        check(*args)
        checked.set()
        closed.wait(5)

    def slow_pairs(*args, **kwargs):
        checked.wait(5)
        closed.set()
        return pairs(*args, **kwargs)

    monkeypatch.setattr(
        GetTogetherQuerySet, "lock", lambda self, pk: self.select_related("programme__organisation").get(pk=pk)
    )
    monkeypatch.setattr(actions.rules, "check_ticks", slow_check)
    monkeypatch.setattr(actions.rules, "pairs_of", slow_pairs)
    assert race(evening, coordinator) == 1
