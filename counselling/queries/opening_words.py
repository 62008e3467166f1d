"""The sentences about opening hours, in the reader's language: state first, reason second, then what comes."""

import datetime
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from counselling.models import Centre, OpeningPeriod, Reason
from counselling.rules.holidays import NAMES_IN, holiday_on
from counselling.rules.hours import (
    BY_APPOINTMENT,
    CLOSED,
    DAY,
    OPEN,
    PHONE_ONLY,
    DayPlan,
    Hours,
    Period,
    Span,
    SpecialDay,
    day_plan,
)
from counselling.rules.opening import Answer, opening_at
from ibs_portal.ui.german import german_part

WEEK = 7


@dataclass(frozen=True)
class Notice:
    """A change that comes: what and when, why and when things are as usual again."""

    title: str
    text: str
    first: datetime.date
    last: datetime.date


def day_words(day: datetime.date) -> str:
    """``Monday, 14 July``."""
    # Translators: a date format of Django: weekday, day, month.
    return formats.date_format(day, _("l, j F"))


def moment_words(moment: datetime.datetime) -> str:
    return _("%(day)s, %(time)s") % {"day": day_words(moment.date()), "time": clock_words(moment)}


def clock_words(moment: datetime.datetime | datetime.time) -> str:
    return formats.time_format(moment, "G:i")


def span_words(span: Span) -> str:
    """``9:00 to 12:00``; a whole day needs no times."""
    if span.is_whole_day:
        return ""
    return _("%(start)s to %(end)s") % {"start": clock_words(span.start), "end": clock_words(span.end)}


def mode_words(mode: str) -> str:
    return {
        OPEN: pgettext("door", "open"),
        BY_APPOINTMENT: _("by appointment"),
        PHONE_ONLY: _("by phone only"),
        CLOSED: pgettext("door", "closed"),
    }[mode]


def reason_words(cause: Period | SpecialDay | str | None) -> str:
    """Why hours differ, in two or three words; ``""`` for the regular week."""
    if cause is None or isinstance(cause, str):
        return cause or ""
    if isinstance(cause, Period):
        return str(OpeningPeriod.Kind(cause.kind).label)
    return str(Reason(cause.reason).label) if cause.reason else ""


def holiday_words(hours: Hours, day: datetime.date) -> str:
    return holiday_in_sentence(holiday_on(hours.state, day, get_language() or "de"))


def holiday_in_sentence(name: str) -> str:
    """Names that are not known in the reader's language stay German, and say so."""
    return name if get_language() in NAMES_IN else german_part(name)


# --- The sign ----------------------------------------------------------------------------------------------


def headline(answer: Answer, moment: datetime.datetime) -> tuple[str, ...]:
    """The largest words of the site, in one or two parts that are not broken."""
    until = {"time": clock_words(answer.until)} if answer.until else {}
    later = _later_today(answer, moment)
    if answer.state == OPEN:
        return _("Open now"), _("until %(time)s") % until
    if answer.state == BY_APPOINTMENT and _lasts_all_day(answer, moment):
        return _("Today only"), _("by appointment")
    if answer.state == BY_APPOINTMENT:
        return _("Now by appointment"), _("until %(time)s") % until
    if answer.state == PHONE_ONLY:
        return _("Now by phone only"), _("until %(time)s") % until
    if later:
        return _("Closed now,"), _from_words(later[0])
    return (_("Closed today"),) if answer.plan.is_closed else (_("Closed now"),)


def _from_words(span: Span) -> str:
    time = {"time": clock_words(span.start)}
    if span.mode == BY_APPOINTMENT:
        return _("by appointment from %(time)s") % time
    if span.mode == PHONE_ONLY:
        return _("by phone from %(time)s") % time
    return _("open from %(time)s") % time


def short(answer: Answer, moment: datetime.datetime) -> str:
    """A few words for the tab at the head of staff pages."""
    until = {"time": clock_words(answer.until)} if answer.until else {}
    if answer.state == OPEN:
        return _("Open until %(time)s") % until
    if answer.state == BY_APPOINTMENT:
        return _("By appointment")
    if answer.state == PHONE_ONLY:
        return _("By phone until %(time)s") % until
    return _("Closed until %(time)s") % until if _later_today(answer, moment) else pgettext("door", "Closed")


def detail(centre: Centre, hours: Hours, answer: Answer, moment: datetime.datetime) -> str:
    """Up to four sentences: why, what else today, how to get an appointment, when the door opens next."""
    sentences = [
        _why(hours, answer, moment),
        *_rest_of_today(answer, moment),
        _how(centre) if answer.state == BY_APPOINTMENT else "",
        _tomorrow(hours, answer, moment),
        next_open_words(answer, moment),
    ]
    return " ".join(filter(None, sentences))


def _later_today(answer: Answer, moment: datetime.datetime) -> list[Span]:
    return [span for span in answer.plan.spans if span.start > moment]


def _lasts_all_day(answer: Answer, moment: datetime.datetime) -> bool:
    return answer.until is None or answer.until.date() > moment.date()


def _why(hours: Hours, answer: Answer, moment: datetime.datetime) -> str:
    cause, today = answer.cause, moment.date()
    if isinstance(cause, str):
        return _("Today is a public holiday: %(name)s.") % {"name": holiday_words(hours, today)}
    if isinstance(cause, Period):
        words = {"kind": reason_words(cause), "day": day_words(cause.last)}
        return " ".join(filter(None, [_("Until %(day)s: %(kind)s.") % words, german_part(cause.note)]))
    if cause is None:
        return ""
    return " ".join(filter(None, [_special_words(cause, today), german_part(cause.note)]))


def _special_words(cause: SpecialDay, today: datetime.date) -> str:
    words = {"reason": reason_words(cause), "day": day_words(cause.last)}
    if cause.mode != CLOSED:
        return _("Other times apply today. Reason: %(reason)s.") % words
    if cause.last > today:
        return _("Closed until %(day)s. Reason: %(reason)s.") % words
    return _("Reason: %(reason)s.") % words


def _rest_of_today(answer: Answer, moment: datetime.datetime) -> list[str]:
    later = _later_today(answer, moment)
    # The headline of a closed centre names the first of them already, but not its end.
    return [_later_words(span, is_again=answer.state == OPEN or answer.plan.spans[0] != span) for span in later]


def _later_words(span: Span, *, is_again: bool) -> str:
    words = {"start": clock_words(span.start), "end": clock_words(span.end)}
    if span.mode == BY_APPOINTMENT:
        return _("Today by appointment from %(start)s to %(end)s.") % words
    if span.mode == PHONE_ONLY:
        return _("Today by phone from %(start)s to %(end)s.") % words
    if is_again:
        return _("Open again today from %(start)s to %(end)s.") % words
    return _("Open today from %(start)s to %(end)s.") % words


def _how(centre: Centre) -> str:
    return german_part(centre.appointment_text) or _("You get an appointment by phone or e-mail.")


def _tomorrow(hours: Hours, answer: Answer, moment: datetime.datetime) -> str:
    """Only what one would not expect: a day by appointment, or a working day on which the door stays shut."""
    tomorrow = day_plan(hours, moment.date() + DAY)
    modes = {span.mode for span in tomorrow.spans}
    if modes == {BY_APPOINTMENT}:
        return _("Tomorrow we advise by appointment.")
    if modes == {PHONE_ONLY}:
        return _("Tomorrow we advise by phone only.")
    if answer.state == OPEN and not modes and (reason := _closed_because(hours, tomorrow)):
        return _("Tomorrow we are closed: %(reason)s.") % {"reason": reason}
    return ""


def _closed_because(hours: Hours, plan: DayPlan) -> str:
    if plan.closure:
        return reason_words(plan.closure)
    return holiday_words(hours, plan.day) if plan.source == "holiday" else ""


def next_open_words(answer: Answer, moment: datetime.datetime) -> str:
    if answer.next_open is None or answer.next_open.date() == moment.date():
        return ""
    words = {"day": day_words(answer.next_open.date()), "time": clock_words(answer.next_open)}
    is_tomorrow = answer.next_open.date() == moment.date() + DAY
    if answer.state == OPEN:
        return (
            _("Then again tomorrow from %(time)s.") if is_tomorrow else _("Then again on %(day)s from %(time)s.")
        ) % words
    if is_tomorrow:
        return _("The door opens tomorrow at %(time)s.") % words
    return _("The door opens on %(day)s at %(time)s.") % words


# --- Changes that come -------------------------------------------------------------------------------------


def change_words(hours: Hours, change: Period | SpecialDay, today: datetime.date, name: str = "") -> Notice:
    """A period or a special day as a notice; ``name`` says whose hours change, if not the door's."""
    if isinstance(change, SpecialDay) and change.mode == CLOSED:
        title = _closed_title(change, today)
    else:
        title = _other_title(change)
    sentences = [
        _("Reason: %(reason)s.") % {"reason": Reason(change.reason).label} if change.reason else "",
        german_part(change.note),
        "" if name else _as_usual(hours, change),
    ]
    title = f"{name}: {title}" if name else title
    return Notice(title, " ".join(filter(None, sentences)), change.first, change.last)


def _closed_title(change: SpecialDay, today: datetime.date) -> str:
    words = {"first": day_words(change.first), "last": day_words(change.last)}
    if change.opens and change.closes:
        words |= {"start": clock_words(change.opens), "end": clock_words(change.closes)}
        return _("Closed on %(first)s from %(start)s to %(end)s") % words
    if change.first == change.last:
        return _("Closed on %(first)s") % words
    monday = today - today.weekday() * DAY + WEEK * DAY
    if change.first == monday and change.last >= monday + 4 * DAY and change.last < monday + WEEK * DAY:
        return _("Closed next week: %(first)s to %(last)s") % words
    return _("Closed from %(first)s to %(last)s") % words


def _other_title(change: Period | SpecialDay) -> str:
    words = {"first": day_words(change.first), "last": day_words(change.last)}
    if isinstance(change, Period):
        kind = str(OpeningPeriod.Kind(change.kind).label)
        return _("%(kind)s from %(first)s to %(last)s") % {**words, "kind": kind[:1].upper() + kind[1:]}
    if change.mode == BY_APPOINTMENT:
        one, more = _("By appointment on %(first)s"), _("By appointment from %(first)s to %(last)s")
        return (one if change.first == change.last else more) % words
    if change.first == change.last:
        return _("Other times on %(first)s") % words
    return _("Other times from %(first)s to %(last)s") % words


def _as_usual(hours: Hours, change: Period | SpecialDay) -> str:
    """When the door opens after a closure of whole days."""
    if isinstance(change, Period) or change.mode != CLOSED or not change.is_whole_day:
        return ""
    end = datetime.datetime.combine(change.last, datetime.time(23, 59))
    opens = opening_at(hours, end).next_open
    words = {"day": day_words(opens.date()), "time": clock_words(opens)} if opens else {}
    return _("From %(day)s at %(time)s we are there again.") % words if opens else ""
