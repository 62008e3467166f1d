"""Who is in, who is away, and on which days too few are there for the hours that are announced."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property

from counselling.models import Absence, Centre, StaffMember
from counselling.queries.hours import centres_with_hours, hours_of
from counselling.queries.people import name_of
from counselling.rules.hours import DAY, Hours, SpecialDay
from counselling.rules.staffing import LOOK_AHEAD, Member, Need, ShortDay, no_longer_needed, present_on, short_days
from ibs_portal.database.composed import composed_once

Job = StaffMember.Job
# Who counts for the door; with the counter alone it does not open.
COUNSELLING_JOBS = (Job.HEAD, Job.COUNSELLOR, Job.COORDINATOR)
ABSENCE_FIELDS = {
    "pk": "pk",
    "first": "starts_on",
    "last": "ends_on",
    "kind": "kind",
    "deputy": name_of("deputy__user"),
}


@dataclass(frozen=True)
class Away:
    pk: int
    first: datetime.date
    last: datetime.date
    kind: str
    deputy: str

    def covers(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Colleague:
    """A member of the team with her absences; ``kind`` and changes of them are for her own employer only."""

    pk: int
    user_id: int
    name: str
    job: str
    centre_id: int
    controller_id: int
    member: Member
    away: tuple[Away, ...] = ()

    @property
    def counts(self) -> bool:
        return self.job in COUNSELLING_JOBS

    @property
    def job_label(self) -> str:
        return str(Job(self.job).label)

    def away_on(self, day: datetime.date) -> Away | None:
        return next((away for away in self.away if away.covers(day)), None)


@dataclass
class Staffing:
    """A centre with its hours and its team."""

    centre: Any
    hours: Hours
    today: datetime.date
    colleagues: list[Colleague] = field(default_factory=list)

    @property
    def need(self) -> Need:
        return Need(self.centre.staff_needed, tuple(self.centre.staff_needed_on))

    @property
    def team(self) -> list[Member]:
        return [colleague.member for colleague in self.colleagues if colleague.counts]

    @property
    def last_day(self) -> datetime.date:
        return self.today + LOOK_AHEAD * DAY

    @cached_property
    def short(self) -> list[ShortDay]:
        """Of today and the four weeks to come."""
        return short_days(self.hours, self.team, self.need, self.today, self.last_day)

    @cached_property
    def superfluous(self) -> list[SpecialDay]:
        return no_longer_needed(self.hours, self.team, self.need, self.today)

    def present(self, day: datetime.date) -> int:
        return present_on(self.team, day)


def _team(since: datetime.date) -> ArraySubquery:
    """The members of a centre's team with what they are away from ``since`` on."""
    absences = Absence.objects.filter(staff=OuterRef("pk"), ends_on__gte=since).order_by("starts_on")
    rows = StaffMember.objects.filter(centre=OuterRef("pk")).exclude(ended_on__lt=since)
    fields = {name: name for name in ("pk", "user_id", "job", "centre_id", "controller_id", "weekdays")}
    more = {"name": name_of("user"), "since": "started_on", "until": "ended_on"}
    away = ArraySubquery(absences.values(row=JSONObject(**ABSENCE_FIELDS)))
    return ArraySubquery(rows.order_by("pk").values(row=JSONObject(**fields, **more, away=away)))


def _colleague(row: dict[str, Any]) -> Colleague:
    away = tuple(_away(absence) for absence in row["away"] or ())
    days = tuple((a.first, a.last) for a in away)
    member = Member(tuple(row["weekdays"]), days, _date(row["since"]), _date(row["until"]), row["pk"])
    fields = ("pk", "user_id", "name", "job", "centre_id", "controller_id")
    return Colleague(**{name: row[name] for name in fields}, member=member, away=away)


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _away(row: dict[str, Any]) -> Away:
    day = datetime.date.fromisoformat
    return Away(row["pk"], day(row["first"]), day(row["last"]), row["kind"], row["deputy"])


def staffing_of(user: Any, *, today: datetime.date, since: datetime.date | None = None) -> list[Staffing]:
    """The centres that the person's organisation carries, each with hours and team; one query."""
    centres = _centres_with_teams(user, today, since or today)
    return [Staffing(centre, hours_of(centre), today, _sorted(centre.team)) for centre in centres]


@composed_once
def _centres_with_teams(user: Any, today: datetime.date, since: datetime.date) -> Any:
    mine = Centre.objects.visible_to(user).values("pk")
    return centres_with_hours(today).filter(pk__in=mine).annotate(team=_team(since))


def _sorted(team: list[dict[str, Any]]) -> list[Colleague]:
    return sorted(map(_colleague, team), key=lambda c: (Job.values.index(c.job), c.name))


def own_first(places: list[Staffing], user: Any) -> list[Staffing]:
    """The centre in which the person works in front."""
    return sorted(places, key=lambda place: not any(c.user_id == user.pk for c in place.colleagues))
