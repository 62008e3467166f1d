"""A match rests and goes on: rows, trail, mails; who is not asked meanwhile; and two at once."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.matching import CheckInFactory, MatchFactory, MatchPauseFactory, MeetingFactory
from volunteers.actions import match_pause as actions
from volunteers.actions.checkin import answer_checkin, ask_both
from volunteers.actions.match import end_match
from volunteers.actions.match_pause import (
    begin_match_pauses,
    cancel_match_pause,
    change_match_pause,
    pause_match,
    resume_match,
    resume_matches,
)
from volunteers.models import CheckIn, Match, MatchPause
from volunteers.queries.matches import watched
from volunteers.rules.match_pause import LONGEST_DAYS
from volunteers.tasks import resume_paused_matches

DAY = datetime.timedelta(days=1)
# A Thursday.
NOW = datetime.datetime(2026, 3, 5, 8, tzinfo=datetime.UTC)
TODAY = NOW.date()
BEGAN = datetime.date(2026, 1, 5)


@pytest.fixture
def by(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def match(db):
    return MatchFactory(active=True, started_on=BEGAN, need__worker__given_name="Anjaly")


def pause(match, by, days=30, **fields):
    return pause_match(match, **{"by": by, "now": NOW, "kind": "away", "until": TODAY + days * DAY, **fields})


def light(match, day):
    rows = Match.objects.with_people().with_last_meeting().with_checkins(day)
    return watched(rows.get(pk=match.pk), today=day)


def test_both_are_told_until_when_and_why(match, by, mailoutbox):
    row = pause(match, by)
    assert (row.starts_on, row.until, row.ended_on, row.side) == (TODAY, TODAY + 30 * DAY, None, "desk")
    assert [mail.to for mail in mailoutbox] == [[match.volunteer.email], [match.worker.email]]
    assert ["4. April 2026" in mail.subject and "Urlaub" in mail.body for mail in mailoutbox] == [True, True]
    acts = Entry.objects.acts().filter(object_id=match.pk, verb="match.paused")
    assert [(act.actor_id, act.reason) for act in acts] == [(by.pk, "away")]


@pytest.mark.parametrize("days", [0, -1, LONGEST_DAYS + 1, 10**5])
def test_days_on_which_no_break_ends(match, by, days):
    with pytest.raises(ValidationError) as refused:
        pause(match, by, days=days)
    assert list(refused.value.error_dict) == ["until"]
    assert not MatchPause.objects.exists()


@pytest.mark.parametrize("state", [{}, {"ended": True}])
def test_only_what_goes_on_can_rest(by, state):
    with pytest.raises(ValidationError) as refused:
        pause(MatchFactory(**state), by)
    assert refused.value.code == "closed"


@pytest.mark.parametrize(
    "fields",
    [
        {"ended_on": None},
        {"until": BEGAN},
        {"ended_on": BEGAN - DAY},
        {"kind": "illness", "until": BEGAN},
    ],
)
def test_the_database_keeps_breaks_whole(match, fields):
    MatchPauseFactory(match=match)
    closed = MatchPauseFactory(match=match, starts_on=BEGAN, until=BEGAN + DAY, ended_on=BEGAN + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchPause.objects.filter(pk=closed.pk).update(**fields)


def test_nobody_is_asked_during_a_break_nor_in_the_week_after(match, by):
    pause(match, by)
    assert ask_both(match, by=None, now=NOW) == []
    resume_match(match, by=by, now=NOW + 20 * DAY)
    # The third month's question fell into the break: it comes on the first working day a week after its end.
    asked = [day for day in range(20, 34) if ask_both(match, by=None, now=NOW + day * DAY)]
    assert asked == [27]
    assert sorted(CheckIn.objects.values_list("side", "number")) == [("volunteer", 2), ("worker", 2)]


def test_silence_is_no_alert_while_it_rests_and_counts_anew_afterwards(match, by):
    MeetingFactory(match=match, on=TODAY - 30 * DAY, logged_on=TODAY)
    assert light(match, TODAY).light == "quiet"
    pause(match, by, days=60)
    resting = light(match, TODAY + 50 * DAY)
    assert (resting.light, resting.tone, resting.words) == ("good", "info", "macht Pause bis 04.05.2026")
    resume_match(match, by=by, now=NOW + 60 * DAY)
    assert light(match, TODAY + 60 * DAY).words == "läuft gut"
    assert light(match, TODAY + 60 * DAY + 22 * DAY).light == "quiet"


def test_a_wish_for_a_call_is_heard_also_during_a_break(match, by):
    answer_checkin(CheckInFactory(match=match), answer="help", by=None, now=NOW)
    pause(match, by)
    assert light(match, TODAY).light == "silent"


def test_it_goes_on_by_itself_on_its_day_and_once(match, by, mailoutbox):
    pause(match, by)
    mailoutbox.clear()
    counts = [resume_matches(by=None, now=NOW + day * DAY) for day in (29, 30, 31)]
    assert (counts, MatchPause.objects.get().ended_on) == ([0, 1, 0], TODAY + 30 * DAY)
    assert [mail.to for mail in mailoutbox] == [[match.volunteer.email], [match.worker.email]]
    assert Entry.objects.acts().get(verb="match.resumed").actor_id is None


def test_the_nightly_job_reaches_it(match, mailoutbox):
    today = timezone.localdate()
    over = MatchPauseFactory(match=match, starts_on=today - 5 * DAY, until=today)
    begins = MatchPauseFactory(planned=True, starts_on=today)
    resume_paused_matches(0)
    assert MatchPause.objects.get(pk=over.pk).ended_on == today
    assert MatchPause.objects.get(pk=begins.pk).began_on == today
    assert len(mailoutbox) == 4


def test_what_does_not_rest_does_not_go_on(match, by):
    with pytest.raises(ValidationError) as refused:
        resume_match(match, by=by, now=NOW)
    assert refused.value.code == "not_paused"


def test_an_end_ends_the_break_as_well(match, by, mailoutbox):
    pause(match, by)
    mailoutbox.clear()
    end_match(match, by=by, on=TODAY + DAY, reason="moved")
    assert MatchPause.objects.get().ended_on == TODAY + DAY
    assert resume_matches(by=None, now=NOW + 40 * DAY) == 0
    assert len(mailoutbox) == 2


# --- Planned ahead -----------------------------------------------------------------------------------------


def plan(match, by, first=100, until=130, **fields):
    return pause(match, by, days=until, starts_on=TODAY + first * DAY, **fields)


def test_a_break_is_planned_ahead_and_both_are_told(match, by, mailoutbox):
    row = plan(match, by)
    assert (row.starts_on, row.until, row.began_on) == (TODAY + 100 * DAY, TODAY + 130 * DAY, None)
    assert [mail.to for mail in mailoutbox] == [[match.volunteer.email], [match.worker.email]]
    assert ["13. Juni 2026" in mail.subject and "13. Juli 2026" in mail.body for mail in mailoutbox] == [True, True]
    acts = Entry.objects.acts().filter(object_id=match.pk, verb="match.pause_planned")
    assert [(act.actor_id, act.reason) for act in acts] == [(by.pk, "away")]


def test_until_it_begins_everything_is_as_always(match, by):
    plan(match, by)
    assert len(ask_both(match, by=None, now=NOW)) == 2
    assert (light(match, TODAY).light, light(match, TODAY).words[-21:]) == ("silent", ", Pause ab 13.06.2026")
    assert light(match, TODAY).match.paused_until is None


def test_it_begins_and_ends_by_itself_each_once(match, by, mailoutbox):
    plan(match, by)
    mailoutbox.clear()
    nights = (99, 100, 101, 129, 130, 131)
    counts = [
        (resume_matches(by=None, now=NOW + day * DAY), begin_match_pauses(by=None, now=NOW + day * DAY))
        for day in nights
    ]
    assert counts == [(0, 0), (0, 1), (0, 0), (0, 0), (1, 0), (0, 0)]
    row = MatchPause.objects.get()
    assert (row.began_on, row.ended_on) == (TODAY + 100 * DAY, TODAY + 130 * DAY)
    assert ["Pause bis" in mail.subject for mail in mailoutbox] == [True, True, False, False]
    acts = Entry.objects.acts().filter(verb__in=["match.paused", "match.resumed"])
    assert [(act.verb, act.actor_id) for act in acts.order_by("pk")] == [
        ("match.paused", None),
        ("match.resumed", None),
    ]


def test_while_a_planned_break_lasts_nobody_is_asked_and_nothing_is_an_alert(match, by):
    plan(match, by)
    begin_match_pauses(by=None, now=NOW + 100 * DAY)
    assert [ask_both(match, by=None, now=NOW + day * DAY) for day in range(100, 130)] == [[]] * 30
    assert light(match, TODAY + 120 * DAY).words == "macht Pause bis 13.07.2026"


def test_days_that_went_by_without_a_job_are_no_break(match, by, mailoutbox):
    plan(match, by)
    mailoutbox.clear()
    begin_match_pauses(by=None, now=NOW + 130 * DAY)
    assert (MatchPause.objects.exists(), mailoutbox) == (False, [])


@pytest.mark.parametrize(
    ("first", "until", "field"),
    [(-1, 20, "starts_on"), (367, 400, "starts_on"), (30, 30, "until"), (30, 29, "until"), (30, 214, "until")],
)
def test_days_that_cannot_be_planned(match, by, first, until, field):
    with pytest.raises(ValidationError) as refused:
        plan(match, by, first, until)
    assert list(refused.value.error_dict) == [field]


@pytest.mark.parametrize(("first", "until"), [(90, 101), (129, 140), (110, 120), (90, 140)])
def test_no_two_breaks_on_the_same_day(match, by, first, until):
    plan(match, by)
    with pytest.raises(ValidationError) as refused:
        plan(match, by, first, until)
    assert refused.value.code == "paused"
    assert "13.06.2026" in refused.value.messages[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        days = {"starts_on": TODAY + first * DAY, "until": TODAY + until * DAY}
        MatchPauseFactory(match=match, began_on=None, **days)


def test_one_may_rest_now_and_again_later(match, by):
    pause(match, by, days=100)
    plan(match, by, 100, 130)
    plan(match, by, 150, 180)
    assert MatchPause.objects.open().count() == 1
    assert MatchPause.objects.planned().count() == 2
    resume_match(match, by=by, now=NOW)
    assert MatchPause.objects.planned().count() == 2


def test_what_is_planned_can_be_changed_and_may_begin_at_once(match, by, mailoutbox):
    row = plan(match, by)
    mailoutbox.clear()
    days = {"starts_on": TODAY + 110 * DAY, "until": TODAY + 120 * DAY}
    row = change_match_pause(row, by=by, now=NOW, kind="work", **days)
    assert (row.kind, row.starts_on, row.began_on, len(mailoutbox)) == ("work", days["starts_on"], None, 2)
    row = change_match_pause(row, by=by, now=NOW, kind="work", until=TODAY + 9 * DAY)
    assert (row.starts_on, row.began_on, MatchPause.objects.count()) == (TODAY, TODAY, 1)


def test_what_is_planned_can_be_taken_back(match, by, mailoutbox):
    row = plan(match, by)
    mailoutbox.clear()
    cancel_match_pause(row, by=by)
    assert not MatchPause.objects.exists()
    assert ["keine Pause" in mail.subject for mail in mailoutbox] == [True, True]
    assert Entry.objects.acts().filter(verb="match.pause_cancelled", object_id=match.pk).count() == 1


def test_what_has_begun_is_neither_changed_nor_taken_back(match, by):
    row = pause(match, by)
    changes = (
        lambda: change_match_pause(row, by=by, now=NOW, kind="work", until=TODAY + 2 * DAY),
        lambda: cancel_match_pause(row, by=by),
    )
    for change in changes:
        with pytest.raises(ValidationError) as refused:
            change()
        assert refused.value.code == "begun"
    assert MatchPause.objects.get().kind == "away"


def test_the_end_of_a_match_takes_what_is_planned_with_it(match, by):
    plan(match, by)
    end_match(match, by=by, on=TODAY, reason="moved")
    assert not MatchPause.objects.exists()


@pytest.mark.parametrize("fields", [{"began_on": None, "ended_on": TODAY}, {"began_on": BEGAN - DAY}])
def test_the_database_knows_what_has_begun(match, fields):
    row = MatchPauseFactory(match=match, starts_on=BEGAN, until=BEGAN + DAY, ended_on=BEGAN + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchPause.objects.filter(pk=row.pk).update(**fields)


def at_once(act, number: int = 6) -> list[str]:
    start, outcomes = threading.Barrier(number), []

    def go() -> None:
        try:
            start.wait(timeout=10)
            act()
            outcomes.append("done")
        except ValidationError as refused:
            outcomes.append(refused.code if hasattr(refused, "code") else "invalid")
        except IntegrityError:
            outcomes.append("database")
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _number in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_who_pause_and_resume_at_once(persons):
    match, by = MatchFactory(active=True, started_on=BEGAN), persons["freiwilligenagentur"]
    assert at_once(lambda: pause(match, by)) == ["done", *["paused"] * 5]
    assert at_once(lambda: resume_match(match, by=by, now=NOW)) == ["done", *["not_paused"] * 5]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_is_left_to_refuse(persons, monkeypatch):
    """The negative control: the second one gets past the rule, and only the constraint stops it."""
    match, by = MatchFactory(active=True, started_on=BEGAN), persons["freiwilligenagentur"]
    checked = threading.Barrier(2)

    def check(*_days, **_facts) -> None:
        checked.wait(timeout=10)

    monkeypatch.setattr(actions, "_locked", lambda pk: Match.objects.get(pk=pk))
    monkeypatch.setattr(actions, "check_pausing", check)
    assert at_once(lambda: pause(match, by), 2) in (["database", "done"], ["done", "invalid"])


@pytest.mark.django_db(transaction=True)
def test_two_who_take_back_what_is_planned_at_once(persons):
    match, by = MatchFactory(active=True, started_on=BEGAN), persons["freiwilligenagentur"]
    planned = pause(match, by, starts_on=TODAY + 20 * DAY)
    assert at_once(lambda: cancel_match_pause(planned, by=by)) == [*["begun"] * 5, "done"]
    assert Entry.objects.filter(verb="match.pause_cancelled").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_it_would_be_taken_back_twice(persons, monkeypatch):
    """The negative control: both find it planned before either has taken it back."""
    match, by = MatchFactory(active=True, started_on=BEGAN), persons["freiwilligenagentur"]
    planned = pause(match, by, starts_on=TODAY + 20 * DAY)
    found, still_planned = threading.Barrier(2), actions._still_planned

    def both_find_it(*facts):
        row = still_planned(*facts)
        found.wait(timeout=10)
        return row

    monkeypatch.setattr(actions, "_locked", lambda pk: Match.objects.get(pk=pk))
    monkeypatch.setattr(actions, "_still_planned", both_find_it)
    assert at_once(lambda: cancel_match_pause(planned, by=by), 2) == ["done", "done"]
