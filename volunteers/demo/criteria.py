"""What matching asks for: ways between the districts of Osnabrück, shifts, days away, wishes."""

import datetime
import itertools
import math

from volunteers.models import (
    DistrictDistance,
    PairExclusion,
    Programme,
    SkilledWorker,
    Volunteer,
    VolunteerAbsence,
    WorkerAbsence,
)
from volunteers.rules.shifts import monday

# Kilometres east and north of the market square, about.
DISTRICTS = {
    "Innenstadt": (0.0, 0.0),
    "Westerberg": (-1.5, 0.4),
    "Weststadt": (-2.2, -0.7),
    "Katharinenviertel": (-0.8, -0.5),
    "Wüste": (-1.0, -1.3),
    "Kalkhügel": (-0.6, -2.2),
    "Schölerberg": (0.5, -2.0),
    "Nahne": (0.5, -3.6),
    "Sutthausen": (-1.8, -4.2),
    "Hellern": (-3.2, -2.1),
    "Atter": (-4.6, 0.9),
    "Eversburg": (-3.0, 2.0),
    "Hafen": (-1.5, 1.6),
    "Pye": (-3.2, 4.1),
    "Haste": (-0.5, 3.5),
    "Sonnenhügel": (0.3, 2.0),
    "Dodesheide": (1.6, 3.3),
    "Gartlage": (1.0, 1.4),
    "Schinkel": (1.9, 0.7),
    "Schinkel-Ost": (3.1, 0.8),
    "Widukindland": (3.0, 2.1),
    "Fledder": (1.9, -0.8),
    "Voxtrup": (3.1, -3.0),
    "Darum/Gretesch/Lüstringen": (5.2, -0.4),
}
# To the stop and waiting; a kilometre by bus or bicycle.
START_MINUTES, KILOMETRE_MINUTES = 5, 4.5
# Kind, cycle, and days from Monday of this week to its first day.
SHIFTS = (
    ("turns", "EEEEEOOLLLLLOO", 0),
    ("three", "EEEEEOOLLLLLOONNNNNOO", -7),
    ("days", "DDDDDOO", 0),
    ("own", "EELLNNOOO", -3),
    ("turns", "EEEEEOOLLLLLOO", -7),
    ("", "", 0),
)
SITUATIONS = (["alone", "under_30"], ["couple", "from_30"], [], ["children", "from_30"], ["alone"], [])
WAYS = (30, None, 20, 45)


def seed_criteria(programme: Programme, people: list[Volunteer], *, today: datetime.date) -> None:
    DistrictDistance.objects.bulk_create(
        DistrictDistance(programme=programme, first=first, second=second, minutes=_minutes(first, second))
        for first, second in itertools.combinations(sorted(DISTRICTS), 2)
    )
    workers = list(SkilledWorker.objects.filter(programme=programme).order_by("pk"))
    _seed_workers(workers, today)
    _seed_volunteers(people)
    _seed_days_away(programme, people, workers, today)
    note = "Kennen sich aus dem Haus und möchten das nicht."
    PairExclusion.objects.create(programme=programme, worker=workers[7], volunteer=people[2], note=note)


def _minutes(first: str, second: str) -> int:
    kilometres = math.dist(DISTRICTS[first], DISTRICTS[second])
    return round(START_MINUTES + KILOMETRE_MINUTES * kilometres)


def _seed_workers(workers: list[SkilledWorker], today: datetime.date) -> None:
    for number, worker in enumerate(workers):
        kind, cycle, ago = SHIFTS[number % len(SHIFTS)]
        worker.shift_kind, worker.shift_cycle = kind, cycle
        worker.shift_starts_on = monday(today) + datetime.timedelta(days=ago) if kind else None
        worker.max_minutes = WAYS[number % len(WAYS)]
        worker.situation = SITUATIONS[number % len(SITUATIONS)]
        worker.gender = "woman" if number % 3 else ""
    SkilledWorker.objects.bulk_update(
        workers, ["shift_kind", "shift_cycle", "shift_starts_on", "max_minutes", "situation", "gender"]
    )


def _seed_volunteers(people: list[Volunteer]) -> None:
    for number, volunteer in enumerate(people):
        volunteer.max_minutes = (None, 30, None, 45, 20)[number % 5]
        volunteer.situation = SITUATIONS[(number + 2) % len(SITUATIONS)]
    Volunteer.objects.bulk_update(people, ["max_minutes", "situation"])


def _seed_days_away(
    programme: Programme, people: list[Volunteer], workers: list[SkilledWorker], today: datetime.date
) -> None:
    def days(number: int) -> dict[str, datetime.date]:
        first = today + datetime.timedelta(days=3 + number % 12)
        return {"starts_on": first, "ends_on": first + datetime.timedelta(days=6 + number % 9)}

    VolunteerAbsence.objects.bulk_create(
        VolunteerAbsence(programme=programme, volunteer=volunteer, **days(number))
        for number, volunteer in enumerate(people[::4])
    )
    WorkerAbsence.objects.bulk_create(
        WorkerAbsence(programme=programme, worker=worker, **days(number)) for number, worker in enumerate(workers[::3])
    )
