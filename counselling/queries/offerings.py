"""The phone, the e-mail and the services of a centre at one moment, each with hours of its own."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from counselling.models import ChannelState
from counselling.models.offering import CHANNELS
from counselling.queries.channel_words import channel_words, reach_words
from counselling.queries.hours import hours_of
from counselling.rules.hours import (
    CLOSED,
    DayPlan,
    Hours,
    Period,
    SpecialDay,
    changes_between,
    seven_days,
    within_house,
)
from counselling.rules.opening import Answer, aware, opening_at
from ibs_portal.ui.german import german_part


@dataclass
class OfferingNow:
    """``hours`` with the closures of the house, if they count here; ``own`` without them."""

    key: int
    kind: str
    german_name: str
    place: str
    address: str
    note: str
    follows_house: bool
    own: Hours
    hours: Hours
    at: datetime.datetime
    moment_read: datetime.datetime

    @property
    def name(self) -> str:
        """In the reader's language; a service keeps its German name, as it stands on the sign there."""
        return german_part(self.german_name) if self.german_name else channel_words(self.kind)

    @property
    def is_channel(self) -> bool:
        return self.kind in CHANNELS

    @cached_property
    def answer(self) -> Answer:
        return opening_at(self.hours, self.moment_read)

    @property
    def state(self) -> str:
        return self.answer.state

    @property
    def until(self) -> datetime.datetime | None:
        return aware(self.answer.until, after=self.at) if self.answer.until else None

    @property
    def next_open(self) -> datetime.datetime | None:
        return aware(self.answer.next_open, after=self.at) if self.answer.next_open else None

    @property
    def now_words(self) -> str:
        """Whether somebody is there now, until when, and otherwise when next."""
        return reach_words(self.answer, self.moment_read, self.kind)

    @property
    def tone(self) -> str:
        return "success" if self.state != CLOSED else "warning"

    @cached_property
    def week(self) -> tuple[DayPlan, ...]:
        return seven_days(self.hours, self.moment_read.date())

    def changes(self, days: datetime.timedelta) -> list[Period | SpecialDay]:
        """Announced changes of its own, those of the house not again."""
        today = self.moment_read.date()
        return [change for change in changes_between(self.own, today, today + days) if change.announced_on <= today]


def offerings_at(centre: Any, house: Hours, at: datetime.datetime, moment: datetime.datetime) -> list[OfferingNow]:
    """Of a row of ``centres_with_hours``; channels that are switched off and offers without any hours are left out."""
    return sorted(_offerings(centre, house, at, moment), key=lambda row: (not row.is_channel, row.kind != "phone"))


def _offerings(centre: Any, house: Hours, at: datetime.datetime, moment: datetime.datetime) -> Iterator[OfferingNow]:
    for row in centre.offerings_json:
        own = hours_of(centre, row["pk"])
        is_off = row["kind"] in CHANNELS and getattr(centre, f"{row['kind']}_state") == ChannelState.OFF
        if is_off or not (own.week or own.periods or own.special_days):
            continue
        yield OfferingNow(
            key=row["pk"],
            kind=row["kind"],
            german_name=row["name"],
            place=row["place"],
            address=row["address"],
            note=row["public_note"],
            follows_house=row["follows_house"],
            own=own,
            hours=within_house(own, house) if row["follows_house"] else own,
            at=at,
            moment_read=moment,
        )
