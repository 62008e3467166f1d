"""Is somebody there now? The answer for the sign, the tab, the page, the interface and search engines alike.

opening_now()                       the centre of the home page, now: one query
opening_now("glauchau", at=moment)  another centre, another moment
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from counselling.models import Centre
from counselling.queries import opening_words as words
from counselling.queries.hours import centre_with_hours, hours_of
from counselling.queries.offerings import OfferingNow, offerings_at
from counselling.rules.hours import DAY, DayPlan, Hours, Period, SpecialDay, changes_between, seven_days
from counselling.rules.opening import Answer, aware, local, opening_at
from ibs_portal.languages import direction, own_name

NOTICE_DAYS = datetime.timedelta(days=14)
# Whatever happens, a page that shows the state looks again after this time: staff may have closed the door.
LONGEST_COPY = datetime.timedelta(minutes=1)


@dataclass
class OpeningNow:
    """What the sign says about one centre at one moment; all that needs words is worked out when asked for."""

    centre: Any  # a ``Centre`` as queries.hours gives it, with its hours and the languages of that day
    hours: Hours
    at: datetime.datetime
    answer: Answer
    has_clock: bool = False
    moment_read: datetime.datetime = field(init=False)

    def __post_init__(self) -> None:
        self.moment_read = local(self.at)

    @property
    def state(self) -> str:
        """``open``, ``by_appointment``, ``phone_only`` or ``closed``."""
        return self.answer.state

    @property
    def until(self) -> datetime.datetime | None:
        """When the state changes next, as an exact moment."""
        return aware(self.answer.until, after=self.at) if self.answer.until else None

    @property
    def next_open(self) -> datetime.datetime | None:
        """When the door opens next, after ``at``."""
        return aware(self.answer.next_open, after=self.at) if self.answer.next_open else None

    @property
    def reason(self) -> str:
        """Why the state differs from the regular week, or ``""``."""
        if isinstance(self.answer.cause, str):
            return words.holiday_words(self.hours, self.today)
        return words.reason_words(self.answer.cause)

    @property
    def today(self) -> datetime.date:
        return self.moment_read.date()

    @property
    def plan(self) -> DayPlan:
        return self.answer.plan

    @property
    def expires(self) -> datetime.datetime:
        """When the words change: with the state of the door or the phone, or at midnight ("tomorrow" is "today")."""
        midnight = aware(datetime.datetime.combine(self.today + DAY, datetime.time()), after=self.at)
        return min([midnight, *filter(None, [self.until, *(offering.until for offering in self.offerings)])])

    @cached_property
    def offerings(self) -> list[OfferingNow]:
        """Phone, e-mail and services that have hours of their own, in this order."""
        return offerings_at(self.centre, self.hours, self.at, self.moment_read)

    @property
    def services(self) -> list[OfferingNow]:
        return [offering for offering in self.offerings if not offering.is_channel]

    @property
    def channels(self) -> dict[str, OfferingNow]:
        return {offering.kind: offering for offering in self.offerings if offering.is_channel}

    @cached_property
    def headline_parts(self) -> tuple[str, ...]:
        return words.headline(self.answer, self.moment_read)

    @property
    def headline(self) -> str:
        return " ".join(self.headline_parts)

    @cached_property
    def short(self) -> str:
        return words.short(self.answer, self.moment_read)

    @cached_property
    def detail(self) -> str:
        return words.detail(self.centre, self.hours, self.answer, self.moment_read)

    @cached_property
    def moment(self) -> str:
        """The day above the headline; with the time where somebody asked for a moment of her own."""
        return words.moment_words(self.moment_read) if self.has_clock else words.day_words(self.today)

    @cached_property
    def languages(self) -> list[dict[str, str]]:
        """The languages of those who are in the house that day, each under its own name."""
        codes = dict.fromkeys(code for staff in self.centre.languages_today for code in staff.split())
        return [{"code": code, "name": own_name(code), "dir": direction(code)} for code in codes]

    @property
    def address(self) -> str:
        return self.centre.address

    @property
    def phone(self) -> str:
        return self.centre.phone

    @cached_property
    def week(self) -> tuple[DayPlan, ...]:
        return seven_days(self.hours, self.today)

    def changes(self, days: datetime.timedelta) -> list[Period | SpecialDay]:
        """Announced changes of today and the days to come."""
        found = changes_between(self.hours, self.today, self.today + days)
        return [change for change in found if change.announced_on <= self.today]

    @cached_property
    def notice(self) -> words.Notice | None:
        """The next change of the coming two weeks that has not begun yet."""
        coming = [change for change in self.changes(NOTICE_DAYS) if change.first > self.today]
        return words.change_words(self.hours, coming[0], self.today) if coming else None


def opening_now(centre: Centre | str | None = None, at: datetime.datetime | None = None) -> OpeningNow | None:
    """The state of a centre (row, slug, or by default that of the home page); ``None`` without any centre.

    One query; none for a row from ``default_centre()``.
    """
    moment = at or timezone.now()
    row: Any = centre_with_hours(centre, local(moment).date())
    if row is None:
        return None
    hours = hours_of(row)
    return OpeningNow(row, hours, moment, opening_at(hours, local(moment)), has_clock=at is not None)


def default_centre(at: datetime.datetime | None = None) -> Centre | None:
    """The centre of the home page, with its hours and the languages of the day, so that nothing is asked twice."""
    return centre_with_hours(None, local(at or timezone.now()).date())
