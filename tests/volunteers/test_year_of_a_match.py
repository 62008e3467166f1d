"""One whole year of a companionship, day by day: what each person sees, which mails go out, what runs by itself.

The clock is moved; every night and morning the jobs run that run in production, in the order of their hours.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app

from tests.clock import Clock
from tests.factories.matching import MatchNeedFactory, SkilledWorkerFactory, fitting_volunteer
from tests.factories.volunteers import CompanionGroupFactory, ProgrammeFactory
from volunteers.actions.match import approve_match
from volunteers.models import CheckIn, GroupMembership, Match, Meeting, StandIn

DAY = datetime.timedelta(days=1)
BEGIN = datetime.date(2026, 1, 12)
STARTED = BEGIN + 12 * DAY
# Jobs that have to do with a companionship under way; the others do their work in tests of their own.
JOBS = ("expire_matches", "remind_matches", "resume_matches", "end_stand_ins", "ask_checkins", "send_digests")
LINK = re.compile(r"https?://\S+?(/[a-z-]+/begleitung/\S+)")


class Year:
    """The people, their clients, the clock and the post."""

    def __init__(self, clock: Clock, mails: list, client_as, programme) -> None:
        self.clock, self.mails, self.client_as, self.programme = clock, mails, client_as, programme
        self.sent: list[tuple[datetime.date, str, Any]] = []

    def night_until(self, day: datetime.date) -> None:
        """Each night and morning up to that one, job by job at its hour."""
        while self.clock.today < day:
            self.clock.move_to(self.clock.today + DAY, 3)
            for hour, job in jobs_of(self.clock.today):
                self.clock.move_to(self.clock.today, hour)
                job.func(0)
            self.collect()
        self.clock.move_to(day, 12)

    def collect(self) -> None:
        self.sent += [(self.clock.today, mail.to[0], mail) for mail in self.mails]
        self.mails.clear()

    def letters(self, word: str = "", to: str = "", since: datetime.date = BEGIN) -> list[tuple[datetime.date, str]]:
        """Days and readers of the mails with this word in the subject."""
        self.collect()
        found = [(day, person) for day, person, mail in self.sent if word in mail.subject and day >= since]
        return [(day, person) for day, person in found if to in person]

    def readers(self, word: str = "") -> list[str]:
        return sorted(person for _day, person in self.letters(word))

    def digests(self) -> dict[datetime.date, str]:
        """What the coordinator read on which day."""
        return {day: mail.body for day, person, mail in self.sent if person == "freiwilligenagentur@example.org"}

    def thanked(self, on: datetime.date) -> list[str]:
        """Who read a word of thanks."""
        self.collect()
        return [person for day, person, mail in self.sent if day == on and "Danke für alles" in mail.body]

    def link(self, person: Any, page: str) -> str:
        """The newest link to this page in the post of somebody."""
        self.collect()
        bodies = [mail.body for _day, reader, mail in reversed(self.sent) if reader == person.email]
        return next(link for body in bodies for link in LINK.findall(body) if f"/begleitung/{page}/" in link)

    def click(self, person: Any, page: str, **data: str) -> None:
        """The link in the newest mail, from a browser that is logged in nowhere."""
        assert Client().post(self.link(person, page), data).status_code == 302

    def post(self, person: str, name: str, *rows: Any, **data: Any) -> None:
        """A form on an own page."""
        address = reverse(f"volunteers:{name}", args=[row.pk for row in rows])
        assert self.client_as(person).post(address, data).status_code == 302

    def page(self, person: str, name: str) -> str:
        return self.client_as(person).get(reverse(f"volunteers:{name}")).content.decode()

    def light(self) -> str:
        """What the list of the desk says of the one companionship that goes on."""
        rows = self.client_as("freiwilligenagentur").get(reverse("volunteers:match_list")).context["rows"]
        return rows[0].words


def jobs_of(day: datetime.date) -> Iterator[tuple[int, Any]]:
    """The periodic jobs of a day with their hours, the earliest first."""
    due = []
    for periodic in app.periodic_registry.periodic_tasks.values():
        minute, hour, _day, _month, weekday = periodic.cron.split()
        name = periodic.task.name.removeprefix("volunteers.")
        if name in JOBS and weekday in ("*", str(day.isoweekday() % 7)):
            due.append((int(hour), int(minute), periodic.task))
    for hour, _minute, task in sorted(due, key=lambda job: job[:2]):
        yield hour, task


@pytest.fixture
def year(persons, organisations, client_as, mailoutbox, monkeypatch) -> Year:
    clock = Clock(monkeypatch)
    clock.move_to(BEGIN)
    return Year(clock, mailoutbox, client_as, ProgrammeFactory(organisation=organisations["agency"]))


@pytest.fixture
def match(year, persons) -> Match:
    """Approved on the first day; ``begleiterin`` has a fellow in her group."""
    programme = year.programme
    worker = SkilledWorkerFactory(
        programme=programme, user=persons["fachkraft"], given_name="Anjaly", email="anjaly@example.org"
    )
    need = MatchNeedFactory(programme=programme, worker=worker, opened_on=BEGIN - 20 * DAY)
    group = CompanionGroupFactory(programme=programme)
    for given, user in (("Ánh", persons["begleiterin"]), ("Gönül", None)):
        volunteer = fitting_volunteer(programme, given_name=given, user=user, phone="0541 7777")
        GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer)
    companion = programme.volunteers.get(user=persons["begleiterin"])
    return approve_match(need, companion, by=persons["freiwilligenagentur"], now=year.clock.now)


def test_a_year(year, match):
    both_say_yes(year, match)
    three_questions_in_the_first_month(year, match)
    three_weeks_of_silence(year, match)
    a_break_until_may(year, match)
    somebody_stands_in(year, match)
    a_wish_for_a_call(year, match)
    the_end_and_what_stays(year, match)


def both_say_yes(year, match):
    """First names, and no way to reach each other, until both have said yes; who does not answer is reminded once."""
    companion, worker = match.volunteer, match.worker
    assert sorted(year.readers()) == sorted([companion.email, worker.email])
    page = year.page("begleiterin", "my_home")
    assert "Anjaly" in page and worker.phone not in page and worker.email not in page
    year.night_until(BEGIN + DAY)
    year.click(worker, "antwort", answer="yes")
    year.night_until(BEGIN + 12 * DAY)
    assert year.letters("Antwort", since=BEGIN + DAY) == [(BEGIN + 11 * DAY, companion.email)]
    year.click(companion, "antwort", answer="yes")
    match.refresh_from_db()
    assert (match.state, match.started_on) == ("active", STARTED)
    assert worker.email in year.page("begleiterin", "my_home")
    assert companion.phone.replace(" ", "") in year.page("fachkraft", "worker_home").replace(" ", "")


def three_questions_in_the_first_month(year, match):
    """After three days, two weeks, a month, on working days; each side once, one click without a login."""
    for day in (datetime.date(2026, 1, 27), datetime.date(2026, 2, 9), datetime.date(2026, 2, 24)):
        year.night_until(day)
        for person in (match.volunteer, match.worker):
            assert year.letters("Wie läuft es", to=person.email, since=day) == [(day, person.email)]
            year.click(person, "rueckmeldung", answer="good")
        year.click(match.volunteer, "treffen", day=day.isoformat(), length="60", kind="out")
    assert CheckIn.objects.filter(answer="good").count() == 6
    assert year.light() == "läuft gut"


def three_weeks_of_silence(year, match):
    """Yellow on the page of the desk from the twenty-second day, and in the mail of the next Monday."""
    year.night_until(datetime.date(2026, 3, 17))
    assert year.light() == "läuft gut"
    year.night_until(datetime.date(2026, 3, 18))
    assert year.light() == "still"
    year.night_until(datetime.date(2026, 3, 23))
    yellow = {day: re.search(r"Gelb.*: (\d)", body)[1] for day, body in year.digests().items()}
    assert {day.weekday() for day in yellow} == {0}
    assert [yellow[datetime.date(2026, 3, day)] for day in (16, 23)] == ["0", "1"]


def a_break_until_may(year, match):
    """Nobody is asked meanwhile and nothing is an alert; it goes on by itself, with a week before the next question."""
    sides, until = sorted([match.volunteer.email, match.worker.email]), datetime.date(2026, 5, 4)
    year.post("begleiterin", "my_match_pause", match, kind="away", until_day="4", until_month="5", until_year="2026")
    assert year.readers("Pause bis") == sides
    for person, name in (("begleiterin", "my_home"), ("fachkraft", "worker_home")):
        assert "Sie beide machen gerade Pause" in year.page(person, name)
    year.night_until(until - DAY)
    assert year.letters("Wie läuft es", since=datetime.date(2026, 3, 1)) == []
    assert year.light() == "macht Pause bis 04.05.2026"
    year.night_until(until)
    assert (year.readers("Pause ist vorbei"), year.light()) == (sides, "läuft gut")
    year.night_until(until + 10 * DAY)
    assert {day for day, _person in year.letters("Wie läuft es", since=until)} == {until + 7 * DAY}


def somebody_stands_in(year, match):
    """For two weeks, asked by the desk, yes by the link; what she may do begins and ends with the days."""
    worker, fellow = match.worker, year.programme.volunteers.exclude(pk=match.volunteer_id).get()
    first, last = datetime.date(2026, 7, 6), datetime.date(2026, 7, 19)
    year.night_until(first - 5 * DAY)
    asked = {"volunteer": fellow.pk, "starts_on": first, "ends_on": last, "agreed_how": "am Telefon"}
    year.post("freiwilligenagentur", "stand_in_ask", match, **asked)
    year.click(fellow, "vertretung", answer="yes")
    assert "Gönül" in year.page("fachkraft", "worker_home")
    for day, may in ((first - DAY, False), (first, True), (last, True), (last + DAY, False)):
        year.night_until(day)
        link = year.link(fellow, "treffen")
        assert (day, Client().get(link).status_code) == (day, 200 if may else 410)
        assert (fellow.email in year.page("fachkraft", "worker_home")) == may
        if may:
            year.click(fellow, "treffen", day=day.isoformat(), length="90", kind="out")
    assert (StandIn.objects.get().state, Meeting.objects.filter(volunteer=fellow).minutes()) == ("ended", 180)
    assert year.letters("wieder für Sie da") == [(last + DAY, worker.email)]


def a_wish_for_a_call(year, match):
    """Every two months; a wish is red until the desk notes that it has called and the two have met."""
    year.night_until(datetime.date(2026, 10, 1))
    asked = {day for day, _person in year.letters("Wie läuft es", since=datetime.date(2026, 5, 12))}
    assert asked == {datetime.date(2026, 6, 24), datetime.date(2026, 8, 24)}
    year.click(match.worker, "rueckmeldung", answer="help")
    assert year.light() == "bittet um einen Anruf, lange kein Treffen"
    year.post("freiwilligenagentur", "checkin_settle", CheckIn.objects.get(answer="help"))
    year.click(match.volunteer, "treffen", day="2026-10-01", length="120", kind="office")
    assert year.light() == "läuft gut"


def the_end_and_what_stays(year, match):
    """Reason for the desk, thanks for the other, sight ends on both sides; hours on a certificate and in the report."""
    companion, worker = match.volunteer, match.worker
    year.night_until(STARTED + 365 * DAY)
    end = year.clock.today
    year.post("fachkraft", "worker_match_end", match, reason="goal_reached", thanks="Danke für alles", look_again="on")
    match.refresh_from_db()
    assert (match.state, match.ended_on, match.end_reason, match.need.state) == ("ended", end, "goal_reached", "open")
    assert year.thanked(end) == [companion.email]
    assert worker.email not in year.page("begleiterin", "my_home")
    assert companion.email not in year.page("fachkraft", "worker_home")
    # Her hours, without those of whoever stood in.
    days = {"since": STARTED, "until": end}
    parts = {f"{name}_{part}": getattr(day, part) for name, day in days.items() for part in ("day", "month", "year")}
    year.post("begleiterin", "my_certificate_create", **parts)
    assert companion.certificates.get().minutes == 3 * 60 + 120
    report = year.client_as("freiwilligenagentur").get(reverse("volunteers:programme_report"), {"jahr": 2026})
    hours = next(row for row in report.context["report"].key_figures if str(row.label) == "Stunden aus Treffen")
    assert hours.number == 8
    before = len(year.letters("Wie läuft es"))
    year.night_until(end + 35 * DAY)
    assert len(year.letters("Wie läuft es")) == before
