"""``make bench ARGS="--matching"``: how long the best assignment takes, on made instances and on rows of a town."""

import datetime
import random
import time
from collections.abc import Callable, Iterator

from django.utils import timezone

from tests.bench.instances import instance
from volunteers.models import (
    CompanionGroup,
    GroupMembership,
    MatchNeed,
    NeedHelp,
    Offer,
    Programme,
    QualificationGrant,
    SkilledWorker,
    Training,
    Volunteer,
    VolunteerLanguage,
    VolunteerOffer,
    WorkerLanguage,
)
from volunteers.queries.assignment import desk_of
from volunteers.rules.assignment import Engine, assign
from volunteers.rules.assignment_ortools import is_installed
from volunteers.rules.availability import SLOTS

ROUNDS = 3
# Needs, volunteers, possible volunteers of a need (all without), seconds at most of the own and the optional engine.
SIZES = (
    (100, 80, None, 0.1, 5.0),
    (400, 300, None, 1.0, 5.0),
    (400, 300, 20, 1.0, 5.0),
    (5000, 5000, 10, None, 5.0),
    (5000, 5000, 50, None, 5.0),
)
TOWN = (100, 80)
TONGUES = ("de", "en", "ml", "tr", "fil", "hi", "es", "ar", "fr", "vi")


def best_of(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of processor time: what else the machine does at that moment is left out."""
    times = []
    for _round in range(rounds):
        begun = time.process_time()
        act()
        times.append(time.process_time() - begun)
    return min(times)


def measure_matching() -> Iterator[str]:
    """Lines for people: sizes, what was found, seconds, and the limit where there is one."""
    for needs, volunteers, degree, *limits in SIZES:
        made = instance(needs, volunteers, degree=degree, groups=max(10, needs // 100))
        for engine, limit in zip(Engine, limits, strict=True):
            if engine == Engine.ORTOOLS and not is_installed():
                yield f"{needs} × {volunteers}, {engine}: not installed"
                continue
            found = assign(made, engine)
            seconds = best_of(lambda made=made, engine=engine: assign(made, engine), ROUNDS if limit else 1)
            most = f" (at most {limit})" if limit else ""
            pairs = f"{len(made.edges):,} pairs"
            yield f"{needs} × {volunteers}, {pairs}, {engine}: {found.matched} matched, {seconds:.3f} s{most}"
    yield from measure_town()


def measure_town() -> Iterator[str]:
    programme, today = make_town(*TOWN), timezone.localdate()
    desk = desk_of(programme, today=today)
    reading = best_of(lambda: desk_of(programme, today=today))
    found = len(desk.plan({}))
    solving = best_of(lambda: desk.plan({}))
    yield (
        f"a town, {TOWN[0]} needs × {TOWN[1]} volunteers: {len(desk.points):,} pairs possible, {found} matched; "
        f"reading and scoring {reading:.3f} s, assigning {solving:.3f} s"
    )


def make_town(needs: int, volunteers: int) -> Programme:
    """A programme of this size, invented; every second need and volunteer is possible for a dozen others or more."""
    chance, today = random.Random(7), timezone.localdate()
    first = Programme.objects.select_related("organisation").first()
    programme = Programme.objects.create(
        organisation=first.organisation, slug=f"bench-{time.time_ns()}", name="Bench", town="Bench", federal_state="NI"
    )
    offers = list(Offer.objects.all())
    people = _volunteers(programme, volunteers, chance, offers, today)
    groups = [
        CompanionGroup.objects.create(programme=programme, name=f"Bench {number}", seats=20, max_matches=12)
        for number in range(8)
    ]
    GroupMembership.objects.bulk_create(
        GroupMembership(programme=programme, group=chance.choice(groups), volunteer=person) for person in people
    )
    _needs(programme, needs, chance, offers, today)
    return programme


def _place(chance: random.Random) -> dict[str, str]:
    number = chance.randrange(12)
    return {"district": f"District {number}", "postcode": f"490{70 + number}"}


def _volunteers(
    programme: Programme, count: int, chance: random.Random, offers: list[Offer], today: datetime.date
) -> list[Volunteer]:
    people = Volunteer.objects.bulk_create(
        Volunteer(
            programme=programme,
            given_name=f"Bench {number}",
            email=f"bench-{programme.pk}-{number}@example.org",
            status="active",
            max_matches=chance.randint(1, 3),
            availability=chance.sample(SLOTS, 6),
            interests="Chor, Kino",
            **_place(chance),
        )
        for number in range(count)
    )
    training = Training.objects.create(programme=programme, title="Bench", is_mandatory=True)
    QualificationGrant.objects.bulk_create(
        QualificationGrant(programme=programme, volunteer=person, training=training, granted_on=today)
        for person in people
    )
    VolunteerLanguage.objects.bulk_create(
        VolunteerLanguage(programme=programme, volunteer=person, code=code, level=chance.randint(2, 4))
        for person in people
        for code in chance.sample(TONGUES, 3)
    )
    VolunteerOffer.objects.bulk_create(
        VolunteerOffer(programme=programme, volunteer=person, offer=offer)
        for person in people
        for offer in chance.sample(offers, min(3, len(offers)))
    )
    return people


def _needs(programme: Programme, count: int, chance: random.Random, offers: list[Offer], today: datetime.date) -> None:
    workers = SkilledWorker.objects.bulk_create(
        SkilledWorker(
            programme=programme,
            given_name=f"Bench {number}",
            origin="IN",
            availability=chance.sample(SLOTS, 5),
            interests="Kino, Sport",
            **_place(chance),
        )
        for number in range(count)
    )
    WorkerLanguage.objects.bulk_create(
        WorkerLanguage(programme=programme, worker=worker, code=code, level=chance.randint(2, 4))
        for worker in workers
        for code in chance.sample(TONGUES, 2)
    )
    wishes = MatchNeed.objects.bulk_create(
        MatchNeed(
            programme=programme,
            worker=worker,
            priority=chance.choice((1, 2, 2, 2, 3)),
            opened_on=today - datetime.timedelta(days=chance.randrange(90)),
        )
        for worker in workers
    )
    NeedHelp.objects.bulk_create(
        NeedHelp(programme=programme, need=wish, offer=offer)
        for wish in wishes
        for offer in chance.sample(offers, min(2, len(offers)))
    )
