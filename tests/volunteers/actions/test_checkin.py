"""Check-ins: who is asked when and only once; answers, and what the desk does with them."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from ibs_portal.audit.models import Entry
from tests.factories.matching import CheckInFactory, MatchFactory
from volunteers.actions.checkin import answer_checkin, ask_all, ask_both, settle_checkin
from volunteers.models import CheckIn, Match

NOW = datetime.datetime(2026, 3, 5, 8, tzinfo=datetime.UTC)
BEGAN = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)


def asked(match) -> list[tuple[str, int]]:
    return sorted(CheckIn.objects.filter(match=match).values_list("side", "number"))


def test_both_sides_are_asked_once_however_often_the_job_runs(db, mailoutbox):
    match = MatchFactory(active=True, started_on=BEGAN, need__worker__given_name="Anjaly")
    assert [ask_all(by=None, now=NOW - DAY), ask_all(by=None, now=NOW), ask_all(by=None, now=NOW)] == [0, 2, 0]
    assert asked(match) == [("volunteer", 0), ("worker", 0)]
    assert [mail.to for mail in mailoutbox] == [[match.volunteer.email], [match.worker.email]]
    to_volunteer, to_worker = (mail.body for mail in mailoutbox)
    assert "Anjaly" in mailoutbox[0].subject
    assert ("/begleitung/treffen/" in to_volunteer, "/begleitung/treffen/" in to_worker) == (True, False)
    secrets = [match.worker.phone, match.worker.family_name, match.volunteer.family_name]
    assert [secret for secret in secrets if secret in to_volunteer + to_worker] == []


def test_whoever_has_no_address_is_for_the_desk_to_ask(db, mailoutbox):
    match = MatchFactory(active=True, started_on=BEGAN, need__worker__email="")
    ask_both(match, by=None, now=NOW)
    assert [mail.to for mail in mailoutbox] == [[match.volunteer.email]]
    assert match.checkins.get(side="worker").asked_at is None


@pytest.mark.parametrize("state", [{}, {"ended": True, "ended_on": datetime.date(2026, 3, 4)}])
def test_only_an_active_match_is_asked(db, state, mailoutbox):
    match = MatchFactory(**state | ({"started_on": BEGAN} if state else {}))
    assert (ask_both(match, by=None, now=NOW), mailoutbox) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_ask_once():
    match = MatchFactory(active=True, started_on=BEGAN)
    start, counts, errors = threading.Barrier(6), [], []

    def go() -> None:
        try:
            start.wait(timeout=10)
            counts.append(len(ask_both(match, by=None, now=NOW)))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (errors, sorted(counts)) == ([], [0, 0, 0, 0, 0, 2])


def test_an_answer_may_be_changed_and_leaves_a_trace_without_words(persons):
    checkin = CheckInFactory()
    answer_checkin(checkin, answer="good", by=None, now=NOW)
    checkin = answer_checkin(checkin, answer="fair", words="Es ist laut im Haus.", welcome=4, by=None, now=NOW + DAY)
    kept = CheckIn.objects.get()
    assert (kept.answer, kept.words, kept.welcome, kept.answered_at) == ("fair", "Es ist laut im Haus.", 4, NOW + DAY)
    acts = Entry.objects.acts().filter(verb="checkin.answered")
    assert [(act.object_id, act.reason, act.fields) for act in acts] == [(checkin.pk, "", "")] * 2


def test_a_wish_for_a_call_stays_until_somebody_has_talked(persons):
    checkin = answer_checkin(CheckInFactory(), answer="help", by=None, now=NOW)
    assert list(CheckIn.objects.asking_for_help()) == [checkin]
    by = persons["freiwilligenagentur"]
    settled = settle_checkin(checkin, by=by, now=NOW + DAY)
    settle_checkin(checkin, by=persons["agentur2"], now=NOW + 2 * DAY)
    assert (settled.settled_at, settled.settled_by) == (NOW + DAY, by)
    assert Entry.objects.acts().filter(verb="checkin.settled").count() == 1
    assert not CheckIn.objects.asking_for_help().exists()
    # Somebody who asks again is heard again.
    answer_checkin(checkin, answer="good", by=None, now=NOW + 2 * DAY)
    answer_checkin(checkin, answer="help", by=None, now=NOW + 3 * DAY)
    assert list(CheckIn.objects.asking_for_help()) == [checkin]


def test_nobody_answers_after_the_end(db):
    checkin = CheckInFactory()
    Match.objects.filter(pk=checkin.match_id).update(state="ended", ended_on=NOW.date() + 365 * DAY, end_reason="moved")
    with pytest.raises(ValidationError) as refused:
        answer_checkin(checkin, answer="good", by=None, now=NOW)
    assert refused.value.code == "closed"


@pytest.mark.parametrize(
    "fields", [{"answer": "🙂"}, {"answer": ""}, {"welcome": 6}, {"welcome": 0}, {"words": "x" * 301}]
)
def test_answers_that_cannot_be(db, fields):
    checkin = CheckInFactory()
    with pytest.raises(ValidationError):
        answer_checkin(checkin, **{"answer": "good", "by": None, "now": NOW, **fields})
    checkin.refresh_from_db()
    assert checkin.answer == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"side": "volunteer"},
        {"worker": None},
        {"answer": "good"},
        {"words": b"ohne Antwort"},
        {"answer": "good", "answered_at": NOW, "welcome": 6},
    ],
)
def test_the_database_keeps_a_check_in_whole(db, fields):
    checkin = CheckInFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.filter(pk=checkin.pk).update(**fields)


def test_how_welcome_somebody_feels_is_asked_of_workers_alone(db):
    checkin = CheckInFactory(side="volunteer")
    with pytest.raises(ValidationError):
        answer_checkin(checkin, answer="good", welcome=5, by=None, now=NOW)
