"""The announcement of summer 2025, as data for the tests of rules, and short words for times."""

import datetime

from counselling.rules.hours import BY_APPOINTMENT, Hours, Line, Period, SpecialDay


def date(text: str) -> datetime.date:
    """``"9.7."`` (2025) or ``"24.12.2026"``."""
    day, month, year = text.split(".")
    return datetime.date(int(year or 2025), int(month), int(day))


def clock(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


def moment(day: str, time: str) -> datetime.datetime:
    return datetime.datetime.combine(date(day), clock(time))


def open_line(weekday: int, opens: str, closes: str, **more) -> Line:
    return Line(weekday, clock(opens), clock(closes), **more)


MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
REGULAR = (
    open_line(MON, "09:00", "12:00"),
    open_line(MON, "13:00", "18:00"),
    open_line(TUE, "09:00", "12:00"),
    open_line(TUE, "13:00", "15:00"),
    open_line(WED, "09:00", "12:00"),
    open_line(THU, "09:00", "12:00"),
    open_line(THU, "13:00", "18:00"),
    open_line(FRI, "09:00", "12:00"),
)
REDUCED = (
    open_line(MON, "09:00", "12:00"),
    open_line(MON, "13:00", "18:00"),
    open_line(TUE, "09:00", "12:00"),
    open_line(TUE, "13:00", "15:00"),
    Line(WED, None, None, BY_APPOINTMENT),
    open_line(THU, "09:00", "12:00"),
    open_line(THU, "13:00", "15:00"),
    Line(FRI, None, None, BY_APPOINTMENT),
)
SUMMER = Period(date("30.6."), date("8.8."), REDUCED, reason="staffing")
TRAINING = SpecialDay(date("7.7."), date("11.7."), reason="training")
HOURS_2025 = Hours("SN", REGULAR, (SUMMER,), (TRAINING,))
PLAIN = Hours("SN", REGULAR)


def with_special(*special: SpecialDay) -> Hours:
    return Hours("SN", REGULAR, (SUMMER,), (TRAINING, *special))


def spans(plan) -> str:
    """``"open 09:00-12:00, open 13:00-18:00"``, ``"by_appointment"`` for a whole day, ``"closed"``."""
    words = [
        span.mode if span.is_whole_day else f"{span.mode} {span.start:%H:%M}-{span.end:%H:%M}" for span in plan.spans
    ]
    return ", ".join(words) or "closed"
