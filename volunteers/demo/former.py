"""Companionships of an earlier cohort that have ended, so that a year of the programme has something to show."""

import datetime
import random

from django.utils import timezone

from ibs_portal.accounts.models import Organisation, User
from volunteers.models import Cohort, Match, MatchNeed, Meeting, Programme, SkilledWorker, Volunteer

DAY = datetime.timedelta(days=1)
# Given and family name, origin, district; days since it began and since it ended; why.
TABLE = """
Maricel   | Dela Cruz    | PH | Haste     | 400 | 60 | goal_reached
Jomar     | Santiago     | PH | Schinkel  | 395 | 48 | goal_reached
Liza      | Ocampo       | PH | Wüste     | 390 | 35 | moved
Sneha     | Varghese     | IN | Eversburg | 380 | 52 | goal_reached
Tintu     | Chacko       | IN | Schinkel  | 372 | 41 | goal_reached
Bibin     | Kuriakose    | IN | Haste     | 365 | 38 | moved
Gülşen    | Aydoğan      | TR | Wüste     | 350 | 44 | goal_reached
Murat     | Karadağ      | TR | Dodesheide | 345 | 31 | no_time
Nadia     | El Amrani    | MA | Schinkel  | 340 | 36 | goal_reached
Soufiane  | Benjelloun   | MA | Eversburg | 330 | 33 | goal_reached
"""


def seed_former(
    programme: Programme, people: list[Volunteer], hospital: Organisation, by: User, *, now: datetime.datetime
) -> None:
    """Ten who have arrived, each with a meeting every three weeks; their check-ins come with all the others."""
    today, dice = timezone.localdate(now), random.Random(11)
    lines = [[part.strip() for part in line.split("|")] for line in TABLE.strip().splitlines()]
    arrived = today - 430 * DAY
    cohort = Cohort.objects.create(
        programme=programme,
        name=f"Pflegekräfte {arrived.year}, erste Gruppe",
        employer=hospital,
        arrives_on=arrived,
        expected=len(lines),
    )
    workers = SkilledWorker.objects.bulk_create(_worker(cohort, line, n) for n, line in enumerate(lines))
    needs = MatchNeed.objects.bulk_create(
        MatchNeed(programme=programme, worker=worker, state="closed", opened_on=arrived) for worker in workers
    )
    companions = [person for person in people[1:] if person.status == Volunteer.Status.ACTIVE]
    matches = Match.objects.bulk_create(
        _match(need, companions[n % len(companions)], by, line[6], *(now - int(days) * DAY for days in line[4:6]))
        for n, (need, line) in enumerate(zip(needs, lines, strict=True))
    )
    Meeting.objects.bulk_create(_meeting(m, on, dice) for m in matches for on in _every_three_weeks(m))


def _worker(cohort: Cohort, line: list[str], number: int) -> SkilledWorker:
    given, family, origin, district, *_rest = line
    return SkilledWorker(
        programme=cohort.programme,
        cohort=cohort,
        given_name=given,
        family_name=family,
        email=f"ehemalig{number:02}@example.org",
        phone=f"0151 00001{number:02}",
        contact_language="tr" if origin == "TR" else "en",
        origin=origin,
        profession="Pflege",
        employer=cohort.employer,
        district=district,
        applied_on=cohort.arrives_on,
        arrived_on=cohort.arrives_on,
    )


def _match(
    need: MatchNeed, volunteer: Volunteer, by: User, reason: str, began: datetime.datetime, ended: datetime.datetime
) -> Match:
    return Match(
        programme=need.programme,
        need=need,
        worker=need.worker,
        volunteer=volunteer,
        state=Match.State.ENDED,
        score=640,
        approved_by=by,
        approved_at=began - 5 * DAY,
        volunteer_answer="yes",
        volunteer_answered_at=began,
        worker_answer="yes",
        worker_answered_at=began,
        started_on=timezone.localdate(began),
        ended_on=timezone.localdate(ended),
        end_reason=reason,
    )


def _every_three_weeks(match: Match) -> list[datetime.date]:
    first, last = match.started_on, match.ended_on
    if first is None or last is None:
        return []
    return [first + datetime.timedelta(days=days) for days in range(6, (last - first).days, 21)]


def _meeting(match: Match, on: datetime.date, dice: random.Random) -> Meeting:
    minutes = dice.choice((45, 60, 90, 120))
    row = Meeting(programme=match.programme, match=match, volunteer=match.volunteer, on=on, minutes=minutes)
    row.kind, row.logged_on = dice.choice(("in_person", "out", "phone")), on
    return row
