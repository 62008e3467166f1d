"""Hours of a volunteer out of everything that has hours: a new source is one more function in ``SOURCES``."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.models import CardTerms, Certificate, GroupVisit, Meeting, TrainingRegistration, Volunteer
from volunteers.rules.card import Outlook, outlook
from volunteers.rules.hours import SHORT_KINDS, Kind, Record, Stay, by_kind, by_year, counted, hours_words


def of_meetings(volunteer: Volunteer) -> list[Stay]:
    rows = Meeting.objects.filter(volunteer=volunteer).values_list("on", "minutes", "kind")
    return [Stay(Kind.MEETING, on, minutes, kind) for on, minutes, kind in rows]


def of_trainings(volunteer: Volunteer) -> list[Stay]:
    """Sessions at which she was there; their hours are those of the session."""
    rows = TrainingRegistration.objects.filter(volunteer=volunteer, status=TrainingRegistration.Status.ATTENDED)
    found = rows.values_list("session__training__title", "session__starts_at", "session__ends_at")
    return [timed(Kind.TRAINING, *row) for row in found]


def of_group_dates(volunteer: Volunteer) -> list[Stay]:
    """Dates of groups, also of one that she has left: as long as it was noted that she was there."""
    rows = GroupVisit.objects.filter(volunteer=volunteer, minutes__gt=0, date__cancelled_at=None)
    return [
        Stay(Kind.EVENT, timezone.localdate(starts_at), minutes or 0, topic, starts_at)
        for topic, starts_at, minutes in rows.values_list("date__topic", "date__starts_at", "minutes")
    ]


def timed(kind: Kind, title: str, starts_at: datetime.datetime, ends_at: datetime.datetime) -> Stay:
    """A stay that has its place on the clock."""
    minutes = int((ends_at - starts_at).total_seconds() // 60)
    return Stay(kind, timezone.localdate(starts_at), minutes, title, starts_at)


Source = Callable[[Volunteer], Iterable[Stay]]
SOURCES: list[Source] = [of_meetings, of_trainings, of_group_dates]


def stays_of(volunteer: Volunteer) -> list[Stay]:
    """Everything that counts, each minute once, in order of time; one query for each source."""
    return counted(stay for source in SOURCES for stay in source(volunteer))


def within(stays: Iterable[Stay], since: datetime.date, until: datetime.date) -> list[Stay]:
    return [stay for stay in stays if since <= stay.on <= until]


@dataclass(frozen=True)
class HoursOfAYear:
    """One line of the table: minutes in words, of each kind in the order of ``SHORT_KINDS``, and in all."""

    label: str
    cells: tuple[str, ...]
    total: str

    @property
    def named(self) -> list[tuple[Any, str]]:
        """Each kind with its hours, for a phone, where the head of the table is not to be seen."""
        return list(zip(SHORT_KINDS.values(), self.cells, strict=True))


@dataclass(frozen=True)
class HoursPage:
    """What the pages about hours show, for the volunteer and for the desk."""

    years: list[HoursOfAYear]
    total: HoursOfAYear | None
    first_on: datetime.date | None
    card: "CardHint | None"
    certificates: list[Certificate]
    kinds = tuple(SHORT_KINDS.values())


@dataclass(frozen=True)
class CardHint:
    terms: CardTerms
    outlook: Outlook

    @property
    def hours(self) -> str:
        return hours_words(self.outlook.minutes)

    @property
    def hours_asked(self) -> int:
        return self.outlook.minutes_asked // 60


def hours_page(volunteer: Volunteer, *, today: datetime.date) -> HoursPage:
    stays = stays_of(volunteer)
    years = [_line(str(year), minutes) for year, minutes in by_year(stays).items()]
    certificates = Certificate.objects.filter(volunteer=volunteer).order_by("-issued_on", "-pk")
    return HoursPage(
        years=years,
        total=_line(str(_("In all")), by_kind(stays)) if stays else None,
        first_on=min((stay.on for stay in stays), default=None),
        card=card_hint(volunteer, stays, today=today),
        certificates=list(certificates),
    )


def _line(label: str, minutes: dict[Kind, int]) -> HoursOfAYear:
    cells = tuple(hours_words(minutes[kind]) if kind in minutes else "–" for kind in SHORT_KINDS)
    return HoursOfAYear(label, cells, hours_words(sum(minutes.values())))


def card_hint(volunteer: Volunteer, stays: list[Stay], *, today: datetime.date) -> CardHint | None:
    """What is known of the way to the card; ``None`` where the state has none or nothing was done yet."""
    terms = CardTerms.objects.of(volunteer.programme)
    found = outlook(stays, terms.terms, today=today) if terms else None
    return CardHint(terms, found) if terms and found else None


# --- What a certificate says ---------------------------------------------------------------------------------


def record_of(volunteer: Volunteer, since: datetime.date, until: datetime.date) -> Record:
    stays = within(stays_of(volunteer), since, until)
    met = Meeting.objects.filter(match__volunteer=volunteer, on__range=(since, until))
    return Record(
        minutes=by_kind(stays),
        activities=_most_first(stay.title for stay in stays if stay.kind is Kind.MEETING),
        people=met.order_by().values(person=F("match__worker")).distinct().count(),
        trainings=tuple((s.title, s.on, s.minutes) for s in stays if s.kind is Kind.TRAINING),
    )


def _most_first(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return tuple(sorted(found, key=lambda name: (-found[name], name)))
