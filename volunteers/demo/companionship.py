"""What happens while two accompany each other: check-ins with answers, a break, somebody who stands in."""

import datetime
import random

from django.utils import timezone

from ibs_portal.accounts.models import User
from volunteers.models import CheckIn, Match, MatchPause, Programme, StandIn, Volunteer
from volunteers.queries.stand_ins import fellows_of
from volunteers.rules.checkin import asked_on, planned_on

DAY = datetime.timedelta(days=1)
# How welcome people feel, the longer they are here the more.
WELCOME = ((2, 3, 3, 4), (3, 3, 4, 4), (3, 4, 4, 5), (4, 4, 5, 5))
WORDS = ("Wir verstehen uns gut.", "Im Moment ist wenig Zeit.", "")


def seed_companionship(programme: Programme, people: list[Volunteer], by: User, *, now: datetime.datetime) -> None:
    """Check-ins of all matches; of those that go on one takes a break, one has a stand-in, one asks for a call."""
    active = list(Match.objects.filter(programme=programme).active().with_people().order_by("pk"))
    today = timezone.localdate(now)
    ended = Match.objects.filter(programme=programme, state=Match.State.ENDED).with_people()
    dice = random.Random(5)
    CheckIn.objects.bulk_create(row for match in [*ended, *active] for row in _checkins(match, dice, today))
    # The newest question: a wish for a call in the second, silence in the fourth.
    _say(active[1], "worker", "help", "Ich würde gern einmal telefonieren.", now)
    active[3].checkins.filter(due_on__gt=today - 60 * DAY).update(
        answer="", answered_at=None, words=b"", welcome=None, answered_how=""
    )
    _pause(active[2], since=today - 19 * DAY, until=today + 16 * DAY)
    _plan(active[0], starts_on=today + 75 * DAY, until=today + 105 * DAY)
    _seed_stand_in(active, people[0], by, now)
    _seed_refusal(active[1], people, by, now)


def _pause(match: Match, *, since: datetime.date, until: datetime.date) -> None:
    """The volunteer is away; nobody is asked meanwhile."""
    facts = {"programme": match.programme, "match": match, "kind": "away", "side": "volunteer"}
    MatchPause.objects.create(**facts, starts_on=since, began_on=since, until=until)
    match.checkins.filter(due_on__gte=since).delete()


def _plan(match: Match, *, starts_on: datetime.date, until: datetime.date) -> None:
    """The skilled worker knows already when she travels home."""
    facts = {"programme": match.programme, "match": match, "kind": "away", "side": "worker"}
    MatchPause.objects.create(**facts, starts_on=starts_on, until=until)


def _checkins(match: Match, dice: random.Random, today: datetime.date) -> list[CheckIn]:
    """Both sides of every question until the end or today; most answer on the next day."""
    rows, number, began = [], 0, match.started_on
    last = match.ended_on or today
    while began and (due := asked_on(planned_on(number, began), state=match.programme.federal_state)) <= last - DAY:
        for side in CheckIn.Side.values:
            row = CheckIn(programme=match.programme, match=match, side=side, number=number, due_on=due)
            setattr(row, side, getattr(match, side))
            row.asked_at = _noon(due) if getattr(match, side).email else None
            row.answer, row.answered_at = dice.choice(("good", "good", "good", "fair")), _noon(due + DAY)
            row.words = dice.choice(WORDS)
            if side == CheckIn.Side.WORKER:
                row.welcome = dice.choice(WELCOME[min(number, len(WELCOME) - 1)])
            rows.append(row)
        number += 1
    return rows


def _say(match: Match, side: str, answer: str, words: str, now: datetime.datetime) -> None:
    row = match.checkins.filter(side=side).order_by("number").last()
    if row is not None:
        row.answer, row.words, row.answered_at = answer, words, now - DAY
        row.save()


def _seed_stand_in(active: list[Match], favourite: Volunteer, by: User, now: datetime.datetime) -> None:
    """In a group of the account ``begleiterin`` it is she who stands in; else the first of the companion's group."""
    today = timezone.localdate(now)
    for match in active:
        fellows = set(fellows_of(match.volunteer_id))
        able = Volunteer.objects.active().filter(pk__in=fellows).order_by("pk").first()
        deputy = favourite if favourite.pk in fellows else able
        if deputy is not None and match is not active[2]:
            StandIn.objects.create(
                programme=match.programme,
                match=match,
                companion=match.volunteer,
                volunteer=deputy,
                starts_on=today - 4 * DAY,
                ends_on=today + 12 * DAY,
                state=StandIn.State.ACCEPTED,
                agreed_how="am Telefon, hat sich gefreut",
                asked_by=by,
                asked_at=now - 9 * DAY,
                answered_at=now - 8 * DAY,
            )
            return


def _seed_refusal(match: Match, people: list[Volunteer], by: User, now: datetime.datetime) -> None:
    """Somebody was asked for days in two weeks and has said no: the desk reads it on its start page."""
    today = timezone.localdate(now)
    asked = next(one for one in people if one.status == Volunteer.Status.ACTIVE and one.pk != match.volunteer_id)
    StandIn.objects.create(
        programme=match.programme,
        match=match,
        companion=match.volunteer,
        volunteer=asked,
        starts_on=today + 14 * DAY,
        ends_on=today + 28 * DAY,
        state=StandIn.State.DECLINED,
        agreed_how="beim Gruppenabend",
        asked_by=by,
        asked_at=now - 3 * DAY,
        answered_at=now - DAY,
    )


def _noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), timezone.get_default_timezone())
