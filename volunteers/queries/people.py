"""People as figures see them: those who are here, and what stayed of those who were erased."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Min, OuterRef, Subquery
from django.utils import timezone

from volunteers.models import (
    GroupMembership,
    Match,
    MatchNeed,
    PersonFigure,
    Programme,
    QualificationGrant,
    SkilledWorker,
    Volunteer,
    VolunteerLanguage,
    WorkerLanguage,
)
from volunteers.rules.erasure import Subject
from volunteers.rules.people import Person, month_of, stage_of
from volunteers.rules.waiting import waits_since

BEGUN = ("active", "ended")


def people_of(programme: Programme) -> list[Person]:
    """Everybody who was ever in the programme; three queries."""
    volunteers = volunteer_people(Volunteer.objects.filter(programme=programme, erased_on=None).confirmed())
    workers = worker_people(SkilledWorker.objects.filter(programme=programme, erased_on=None))
    return [*volunteers, *workers, *(row.person for row in PersonFigure.objects.filter(programme=programme))]


def person_figure(person: Any) -> Person:
    """What figures need to know of one volunteer or worker."""
    rows = type(person)._default_manager.filter(pk=person.pk)
    return (volunteer_people(rows) if isinstance(person, Volunteer) else worker_people(rows))[0]


def subject_of(person: Any) -> str:
    """``volunteer`` or ``worker``: the name of the key and of the errand."""
    return str(Subject.VOLUNTEER if isinstance(person, Volunteer) else Subject.WORKER)


def volunteer_people(rows: Any) -> list[Person]:
    about = {"volunteer": OuterRef("pk")}
    rows = rows.annotate(
        spoken=_spoken(VolunteerLanguage.objects.filter(**about)),
        is_matched=Exists(Match.objects.filter(state__in=BEGUN, **about)),
        has_group=Exists(GroupMembership.objects.filter(**about)),
        is_qualified=Exists(QualificationGrant.objects.filter(**about)),
    )
    return [_volunteer(row) for row in rows.order_by("pk")]


def _volunteer(row: Any) -> Person:
    reached = {"is_matched": row.is_matched, "has_group": row.has_group, "is_qualified": row.is_qualified}
    return Person(
        subject=Subject.VOLUNTEER,
        since=row.applied_on.replace(day=1),
        stage=stage_of(row.status, **reached),
        ended_on=month_of(row.left_on),
        end_reason=row.end_reason,
        gender=row.gender,
        languages=tuple(row.spoken),
    )


def _spoken(languages: Any) -> ArraySubquery:
    return ArraySubquery(languages.order_by("code").values("code"))


def worker_people(rows: Any) -> list[Person]:
    first_need = MatchNeed.objects.filter(worker=OuterRef("pk")).order_by("opened_on").values("opened_on")[:1]
    rows = rows.annotate(
        spoken=_spoken(WorkerLanguage.objects.filter(worker=OuterRef("pk"))),
        asked_on=Subquery(first_need),
        begun_on=Subquery(
            Match.objects.filter(worker=OuterRef("pk"), state__in=BEGUN)
            .order_by()
            .values("worker")
            .annotate(first=Min("started_on"))
            .values("first")
        ),
    )
    return [_worker(row) for row in rows.select_related("cohort").order_by("pk")]


def _worker(row: Any) -> Person:
    asked_on = waits_since(row.asked_on, row.arrival) if row.asked_on else None
    waited = max((row.begun_on - asked_on).days, 0) if row.begun_on and asked_on else None
    # Who is still to arrive waits for nobody, and is counted in the year of the arrival.
    is_counted = row.begun_on or not row.is_coming(timezone.localdate())
    return Person(
        subject=Subject.WORKER,
        since=(row.arrived_on or row.created_at.date()).replace(day=1),
        ended_on=month_of(row.left_on),
        end_reason=row.end_reason,
        origin=row.origin,
        gender=getattr(row, "gender", ""),
        languages=tuple(row.spoken),
        asked_on=month_of(asked_on) if is_counted else None,
        waited=waited,
    )
