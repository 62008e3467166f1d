"""The weekly mail: counts and links to the coordinators of the programme, and nobody's name."""

import datetime
import threading

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories.matching import CheckInFactory, MatchFactory, MatchNeedFactory, MatchPauseFactory
from tests.factories.volunteers import ProgrammeFactory
from volunteers.actions import digest
from volunteers.actions.checkin import answer_checkin
from volunteers.actions.digest import send_digests
from volunteers.tasks import send_weekly_digests


def test_counts_without_names(persons, organisations, mailoutbox):
    programme = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt")
    now, today = timezone.now(), timezone.localdate()
    quiet = MatchFactory(need__programme=programme, active=True, started_on=today - datetime.timedelta(days=30))
    fresh = MatchFactory(need__programme=programme, active=True, started_on=today)
    MatchPauseFactory(match=fresh)
    answer_checkin(CheckInFactory(match=fresh), answer="help", words="Geheim", by=None, now=now)
    MatchNeedFactory(programme=programme)
    assert send_digests(by=None, now=now) == 1
    (mail,) = mailoutbox
    assert mail.to == [persons["freiwilligenagentur"].email]
    lines = [line for line in mail.body.splitlines() if ": " in line]
    assert [line.rpartition(" ")[2] for line in lines] == ["2", "1", "1", "1", "1", "0", "0", "1", "0"]
    names = [person.family_name for match in (quiet, fresh) for person in (match.volunteer, match.worker)]
    assert [word for word in (*names, "Geheim", "Anjaly") if word in mail.body] == []


def test_the_job_reaches_what_it_counts(persons, organisations, mailoutbox):
    MatchFactory(need__programme__organisation=organisations["agency"], active=True)
    send_weekly_digests(0)
    assert [mail.to for mail in mailoutbox] == [[persons["freiwilligenagentur"].email]]


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once_a_week(persons, organisations, monkeypatch):
    """With the mark of the week taken away both would send."""
    now = timezone.now()
    MatchFactory(need__programme__organisation=organisations["agency"], active=True)
    assert sorted(at_once(now)) == [0, 1]
    assert at_once(now) == [0, 0]
    assert sorted(at_once(now + datetime.timedelta(days=7))) == [0, 1]
    monkeypatch.setattr(digest, "_mark", lambda programme, now: True)
    assert at_once(now) == [1, 1]


def at_once(now) -> list[int]:
    start, sent = threading.Barrier(2), []

    def go() -> None:
        try:
            start.wait(timeout=20)
            sent.append(send_digests(by=None, now=now))
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sent
