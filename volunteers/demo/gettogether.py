"""An evening of yesterday where names can still be ticked: half of both sides have done so."""

import datetime
import random

from django.utils import timezone

from volunteers.models import Cohort, GetTogether, Participant, Programme, Tick, Volunteer


def seed_gettogether(programme: Programme, people: list[Volunteer], *, now: datetime.datetime) -> None:
    cohort = Cohort.objects.filter(programme=programme, workers__isnull=False).order_by("pk").first()
    five_o_clock = timezone.localtime(now).replace(hour=17, minute=0, second=0, microsecond=0)
    evening = GetTogether.objects.create(
        programme=programme,
        cohort=cohort,
        title="Kennenlernen bei Tee und Kuchen",
        starts_at=five_o_clock - datetime.timedelta(days=1),
        closes_at=five_o_clock + datetime.timedelta(days=5),
        place="Lagerhalle, Rolandsmauer 26",
        tables=4,
    )
    workers = list(cohort.workers.here().order_by("pk")) if cohort else []
    volunteers = [person for person in people if person.status == "active"][:10]
    sides = [*({"worker": worker} for worker in workers), *({"volunteer": person} for person in volunteers)]
    badges = Participant.objects.bulk_create(
        Participant(programme=programme, gettogether=evening, badge=number, table=(number - 1) % 4 + 1, **side)
        for number, side in enumerate(sides, start=1)
    )
    _tick(evening, badges[: len(workers)], badges[len(workers) :])


def _tick(evening: GetTogether, workers: list[Participant], volunteers: list[Participant]) -> None:
    chance = random.Random(5)
    pairs = [*((row, volunteers) for row in workers[::2]), *((row, workers) for row in volunteers[::2])]
    Tick.objects.bulk_create(
        Tick(programme=evening.programme, gettogether=evening, participant=row, ticked=other, rank=1)
        for row, others in pairs
        for other in chance.sample(others, min(3, len(others)))
    )
