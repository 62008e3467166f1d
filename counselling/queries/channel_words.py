"""Whether phone, e-mail or a service is there now, in the reader's language: state first, then when next."""

import datetime

from django.utils.translation import gettext as _

from counselling.queries.opening_words import clock_words, day_words, next_open_words, short
from counselling.rules.hours import CLOSED, DAY
from counselling.rules.opening import Answer

NOW, TODAY, TOMORROW, LATER = range(4)


def channel_words(kind: str) -> str:
    return _("Phone") if kind == "phone" else _("E-mail")


def reach_words(answer: Answer, moment: datetime.datetime, kind: str) -> str:
    """A few words for a badge or a line under the number."""
    if kind == "service":
        return service_words(answer, moment)
    when = _when(answer, moment)
    if when is None:
        return _("not reachable at the moment")
    named = answer.until if when == NOW else answer.next_open
    words = {"time": clock_words(named), "day": day_words(named.date())} if named else {}
    return (_phone(when) if kind == "phone" else _email(when)) % words


def service_words(answer: Answer, moment: datetime.datetime) -> str:
    state = short(answer, moment)
    later = next_open_words(answer, moment) if answer.state == CLOSED else ""
    return f"{state}. {later}" if later else state


def _when(answer: Answer, moment: datetime.datetime) -> int | None:
    """Now, later today, tomorrow, on another day; ``None`` if there is nothing within a year."""
    if answer.state != CLOSED:
        return NOW
    if answer.next_open is None:
        return None
    days = (answer.next_open.date() - moment.date()) // DAY
    return min(TODAY + days, LATER)


def _phone(when: int) -> str:
    return {
        NOW: _("reachable now until %(time)s"),
        TODAY: _("reachable today from %(time)s"),
        TOMORROW: _("reachable tomorrow from %(time)s"),
        LATER: _("reachable on %(day)s from %(time)s"),
    }[when]


def _email(when: int) -> str:
    """A mail can be written at any time; the words say when somebody answers."""
    return {
        NOW: _("answered now until %(time)s"),
        TODAY: _("answered today from %(time)s"),
        TOMORROW: _("answered tomorrow from %(time)s"),
        LATER: _("answered on %(day)s from %(time)s"),
    }[when]
