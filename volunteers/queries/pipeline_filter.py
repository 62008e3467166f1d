"""How the list of volunteers can be narrowed; read from the address, without a form that costs more than the list."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast

from ibs_portal.database.composed import composed_once
from ibs_portal.languages import language_label
from volunteers.models import CompanionGroup, Match, QualificationGrant, Training, Volunteer, VolunteerLanguage
from volunteers.queries.programme import matching_text
from volunteers.rules.pipeline import TRAINING_AHEAD, WAITING

WAITS = {"7": 7, "14": 14}
TRAININGS = ("missing", "soon")
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class PipelineFilter:
    """What is asked for; anything that makes no sense is as if it were not asked for."""

    q: str = ""
    status: str = ""
    language: str = ""
    group: int = 0
    district: str = ""
    waits: str = ""
    training: str = ""
    free: bool = False
    back: bool = False

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Self:
        group = data.get("group", "")
        return cls(
            q=data.get("q", "").replace("\0", "").strip()[:100],
            status=_among(data.get("status", ""), Volunteer.Status.values),
            language=data.get("language", "")[:8],
            group=min(int(group), LARGEST_KEY) if group.isdecimal() and len(group) < 20 else 0,
            district=data.get("district", "")[:80],
            waits=_among(data.get("waits", ""), WAITS),
            training=_among(data.get("training", ""), TRAININGS),
            free=data.get("free") == "1",
            back=data.get("back") == "1",
        )

    def narrow(self, rows: Any, today: datetime.date) -> Any:
        """The volunteers that fit; without a status all who are here."""
        rows = rows.filter(status=self.status) if self.status else rows.here()
        if self.language:
            rows = rows.filter(Exists(VolunteerLanguage.objects.filter(volunteer=OuterRef("pk"), code=self.language)))
        if self.group:
            rows = rows.filter(memberships__group=self.group, memberships__left_on=None)
        if self.district:
            rows = rows.filter(district=self.district)
        if self.waits:
            since = today - datetime.timedelta(days=WAITS[self.waits])
            rows = rows.filter(status__in=WAITING, status_since__lte=since)
        if self.back:
            rows = rows.filter(status=Volunteer.Status.PAUSED, paused_until__lte=today)
        if self.training:
            rows = self._of_training(rows, today)
        if self.free:
            rows = with_places(rows).filter(status=Volunteer.Status.ACTIVE, held__lt=F("max_matches"))
        return matching_text(rows, self.q) if self.q else rows

    def _of_training(self, rows: Any, today: datetime.date) -> Any:
        if self.training == "missing":
            return rows.filter(missing_training(today))
        return rows.filter(~missing_training(today), missing_training(today + TRAINING_AHEAD))

    @property
    def is_any(self) -> bool:
        return self != PipelineFilter()


def _among(value: str, known: Any) -> str:
    return value if value in known else ""


def missing_training(day: datetime.date) -> Exists:
    """Whether a mandatory training is not in force on this day."""
    own = {"volunteer": OuterRef(OuterRef("pk")), "training": OuterRef("pk")}
    grants = QualificationGrant.objects.valid_on(day).filter(**own)
    return Exists(Training.objects.mandatory().filter(~Exists(grants), programme=OuterRef("programme")))


def with_places(rows: Any) -> Any:
    """Adds ``held``: matches that hold a place."""
    return rows.annotate(held=Count("matches", filter=Q(matches__state__in=Match.HOLDING), distinct=True))


def choices(user: Any) -> dict[str, list[tuple[str, str]]]:
    """Groups, spoken languages and districts that there are, in one query; each as value and words."""
    sorted_out: dict[str, list[tuple[str, str]]] = {"group": [], "district": [], "language": []}
    for kind, value, words in _found(user):
        sorted_out[kind].append((value, language_label(words) if kind == "language" else words))
    return {kind: sorted(pairs, key=lambda pair: pair[1].casefold()) for kind, pairs in sorted_out.items()}


@composed_once
def _found(user: Any) -> Any:
    people = Volunteer.objects.visible_to(user).here()
    groups = CompanionGroup.objects.visible_to(user).order_by()
    rows = groups.annotate(kind=Value("group"), value=Cast("pk", CharField()), words=F("name"))
    return rows.values_list("kind", "value", "words").union(
        _distinct(people.exclude(district="").order_by(), "district", "district"),
        _distinct(VolunteerLanguage.objects.visible_to(user).order_by(), "language", "code"),
    )


def _distinct(rows: Any, kind: str, name: str) -> Any:
    named = rows.annotate(kind=Value(kind), value=F(name), words=F(name))
    return named.values_list("kind", "value", "words").distinct()
