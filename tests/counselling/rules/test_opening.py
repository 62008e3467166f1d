"""Open now, until when, and when next."""

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.rules.hours import (
    BY_APPOINTMENT,
    CLOSED,
    OPEN,
    PHONE_ONLY,
    Hours,
    Line,
    Period,
    SpecialDay,
    day_plan,
)
from counselling.rules.opening import aware, local, opening_at, parse_moment
from tests.counselling.rules.opening_data import (
    HOURS_2025,
    MON,
    PLAIN,
    SUMMER,
    TRAINING,
    clock,
    date,
    moment,
    open_line,
    with_special,
)


def at(text: str | None) -> datetime.datetime | None:
    """``"9.7. 10:00"`` as a naive moment."""
    return moment(*text.split()) if text else None


@pytest.mark.parametrize(
    ("asked", "state", "until", "next_open"),
    [
        # Regular week, Monday: morning, lunch break, afternoon, night.
        ("23.6. 00:00", "closed", "23.6. 09:00", "23.6. 09:00"),
        ("23.6. 08:59", "closed", "23.6. 09:00", "23.6. 09:00"),
        ("23.6. 09:00", "open", "23.6. 12:00", "23.6. 13:00"),
        ("23.6. 11:59", "open", "23.6. 12:00", "23.6. 13:00"),
        ("23.6. 12:00", "closed", "23.6. 13:00", "23.6. 13:00"),
        ("23.6. 12:59", "closed", "23.6. 13:00", "23.6. 13:00"),
        ("23.6. 13:00", "open", "23.6. 18:00", "24.6. 09:00"),
        ("23.6. 18:00", "closed", "24.6. 09:00", "24.6. 09:00"),
        ("25.6. 12:00", "closed", "26.6. 09:00", "26.6. 09:00"),
        # The week-end before the reduced weeks.
        ("27.6. 10:00", "open", "27.6. 12:00", "30.6. 09:00"),
        ("27.6. 12:00", "closed", "30.6. 09:00", "30.6. 09:00"),
        ("29.6. 23:59", "closed", "30.6. 09:00", "30.6. 09:00"),
        # Reduced: Wednesday and Friday by appointment, all day long.
        ("1.7. 15:00", "closed", "2.7. 00:00", "3.7. 09:00"),
        ("2.7. 00:00", "by_appointment", "3.7. 00:00", "3.7. 09:00"),
        ("2.7. 10:00", "by_appointment", "3.7. 00:00", "3.7. 09:00"),
        ("2.7. 23:59", "by_appointment", "3.7. 00:00", "3.7. 09:00"),
        ("3.7. 10:20", "open", "3.7. 12:00", "3.7. 13:00"),
        ("3.7. 14:00", "open", "3.7. 15:00", "14.7. 09:00"),
        ("3.7. 15:00", "closed", "4.7. 00:00", "14.7. 09:00"),
        ("4.7. 10:00", "by_appointment", "5.7. 00:00", "14.7. 09:00"),
        # The week of the training.
        ("5.7. 10:00", "closed", "14.7. 09:00", "14.7. 09:00"),
        ("7.7. 10:00", "closed", "14.7. 09:00", "14.7. 09:00"),
        ("9.7. 10:00", "closed", "14.7. 09:00", "14.7. 09:00"),
        ("11.7. 10:00", "closed", "14.7. 09:00", "14.7. 09:00"),
        ("14.7. 09:00", "open", "14.7. 12:00", "14.7. 13:00"),
        # The last reduced day and the regular week again.
        ("8.8. 10:00", "by_appointment", "9.8. 00:00", "11.8. 09:00"),
        ("11.8. 17:59", "open", "11.8. 18:00", "12.8. 09:00"),
        ("13.8. 10:00", "open", "13.8. 12:00", "14.8. 09:00"),
        ("14.8. 17:00", "open", "14.8. 18:00", "15.8. 09:00"),
        ("18.8. 09:00", "open", "18.8. 12:00", "18.8. 13:00"),
        # Holidays: a Friday, a Wednesday (Saxony only), Christmas and the turn of the year.
        ("2.10. 18:00", "closed", "6.10. 09:00", "6.10. 09:00"),
        ("31.10. 10:00", "closed", "3.11. 09:00", "3.11. 09:00"),
        ("19.11. 10:00", "closed", "20.11. 09:00", "20.11. 09:00"),
        ("24.12. 10:00", "open", "24.12. 12:00", "29.12. 09:00"),
        ("31.12. 12:00", "closed", "2.1.2026 09:00", "2.1.2026 09:00"),
        ("1.1.2026 00:00", "closed", "2.1.2026 09:00", "2.1.2026 09:00"),
        # Easter 2026 and the change to summer time (29 March).
        ("2.4.2026 18:00", "closed", "7.4.2026 09:00", "7.4.2026 09:00"),
        ("27.3.2026 12:00", "closed", "30.3.2026 09:00", "30.3.2026 09:00"),
        ("29.3.2026 02:30", "closed", "30.3.2026 09:00", "30.3.2026 09:00"),
    ],
)
def test_moments(asked, state, until, next_open):
    answer = opening_at(HOURS_2025, at(asked))
    assert (answer.state, answer.until, answer.next_open) == (state, at(until), at(next_open))


def test_by_appointment_is_never_closed():
    summer = [date("30.6.") + datetime.timedelta(days=n) for n in range(40)]
    days = [day for day in summer if day.weekday() in (2, 4) and not TRAINING.first <= day <= TRAINING.last]
    states = {
        opening_at(HOURS_2025, datetime.datetime.combine(day, datetime.time(h))).state
        for day in days
        for h in range(24)
    }
    assert (len(days), states) == (10, {BY_APPOINTMENT})


@pytest.mark.parametrize(
    ("asked", "cause"),
    [
        ("23.6. 10:00", None),
        ("28.6. 10:00", None),
        ("2.7. 10:00", SUMMER),
        ("9.7. 10:00", TRAINING),
        ("11.8. 10:00", None),
        ("19.11. 10:00", "Buß- und Bettag"),
    ],
)
def test_the_cause(asked, cause):
    assert opening_at(HOURS_2025, at(asked)).cause == cause


@pytest.mark.parametrize(("asked", "is_cause"), [("24.6. 10:00", False), ("24.6. 14:00", True), ("24.6. 20:00", False)])
def test_a_closure_of_some_hours_is_the_cause_in_these_hours_only(asked, is_cause):
    closure = SpecialDay(date("24.6."), date("24.6."), CLOSED, clock("13:30"), clock("18:00"), "illness")
    assert (opening_at(with_special(closure), at(asked)).cause == closure) is is_cause


def test_times_by_phone_only():
    hours = Hours("SN", (open_line(MON, "09:00", "12:00", mode=PHONE_ONLY), open_line(MON, "12:00", "13:00")))
    answer = opening_at(hours, at("23.6. 10:00"))
    assert (answer.state, answer.until, answer.next_open) == (PHONE_ONLY, at("23.6. 12:00"), at("23.6. 12:00"))


def test_a_centre_without_hours_is_closed_without_end():
    answer = opening_at(Hours("SN"), at("23.6. 10:00"))
    assert (answer.state, answer.until, answer.next_open) == (CLOSED, None, None)


def test_a_centre_that_only_ever_sees_people_by_appointment_has_no_next_open():
    week = tuple(Line(weekday, None, None, BY_APPOINTMENT) for weekday in range(7))
    answer = opening_at(Hours("SN", week), at("23.6. 10:00"))
    # The next holiday ends it.
    assert (answer.state, answer.until, answer.next_open) == (BY_APPOINTMENT, at("3.10. 00:00"), None)


# --- Exact moments -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "moment_in_utc"),
    [
        ("2025-07-09T10:00", "2025-07-09T08:00+00:00"),
        ("2025-07-09T10:00:30", "2025-07-09T08:00:30+00:00"),
        ("2025-07-09T10:00+02:00", "2025-07-09T08:00+00:00"),
        ("2025-07-09T10:00 02:00", "2025-07-09T08:00+00:00"),  # an unescaped plus
        ("2025-07-09T08:00Z", "2025-07-09T08:00+00:00"),
        ("2025-07-09T03:00-05:00", "2025-07-09T08:00+00:00"),
        ("2025-01-09T10:00", "2025-01-09T09:00+00:00"),
        ("2026-03-29T02:30", "2026-03-29T01:30+00:00"),  # does not exist: counts as 03:30
        ("2026-10-25T02:30", "2026-10-25T00:30+00:00"),  # comes twice: the first
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30+00:00"),  # the second, by its offset
    ],
)
def test_moments_are_understood(text, moment_in_utc):
    assert parse_moment(text) == datetime.datetime.fromisoformat(moment_in_utc)


@pytest.mark.parametrize(
    "text",
    ["", "now", "2025-07-09", "10:00", "2025-13-01T10:00", "2025-02-30T10:00", "2025-07-09T25:00", "1999-12-31T10:00",
     "9999-12-31T23:59", "0001-01-01T00:00", "2101-01-01T00:00Z", "T", "2025-07-09T10:00<script>", "١٢٣٤"],
)  # fmt: skip
def test_nonsense_is_refused(text):
    with pytest.raises(ValueError):
        parse_moment(text)


def test_nine_stays_nine_across_the_change_of_the_clock():
    friday = parse_moment("2026-03-27T12:00")
    monday = aware(opening_at(PLAIN, local(friday)).until)
    assert monday.isoformat() == "2026-03-30T09:00:00+02:00"
    assert monday - friday == datetime.timedelta(days=2, hours=20)


def test_an_end_that_the_clock_reads_twice_lies_after_the_asked_moment():
    asked = parse_moment("2026-10-25T02:15+01:00")
    assert aware(moment("25.10.2026", "02:30"), after=asked) > asked


# --- Properties --------------------------------------------------------------------------------------------

TIMES = st.integers(0, 95).map(lambda n: datetime.time(n // 4, n % 4 * 15))
MODES = st.sampled_from([OPEN, BY_APPOINTMENT, PHONE_ONLY])
DAYS = st.dates(datetime.date(2024, 12, 1), datetime.date(2026, 2, 1))


def _ordered(pair):
    return sorted(pair)[0] < sorted(pair)[1]


SPANS = st.tuples(TIMES, TIMES).filter(_ordered).map(sorted)
LINES = st.builds(lambda weekday, times, mode: Line(weekday, *times, mode), st.integers(0, 6), SPANS, MODES)
WEEKS = st.lists(LINES, max_size=10).map(tuple)
LENGTHS = st.integers(0, 20).map(lambda days: datetime.timedelta(days=days))
PERIODS = st.builds(lambda first, length, week: Period(first, first + length, week), DAYS, LENGTHS, WEEKS)
CLOSURES = st.builds(
    lambda first, length, times: SpecialDay(first, first + length, CLOSED, *(times or (None, None))),
    DAYS, LENGTHS, st.none() | SPANS,
)  # fmt: skip
OTHER_TIMES = st.builds(lambda first, times, mode: SpecialDay(first, first, mode, *times), DAYS, SPANS, MODES)
ALL_HOURS = st.builds(
    Hours,
    st.sampled_from(["SN", "NI"]),
    WEEKS,
    st.lists(PERIODS, max_size=2).map(tuple),
    st.lists(CLOSURES | OTHER_TIMES, max_size=4).map(tuple),
)
MOMENTS = st.datetimes(moment("1.12.2024", "00:00"), moment("1.2.2026", "00:00"))


@settings(max_examples=80, deadline=None)
@given(ALL_HOURS, MOMENTS)
def test_until_is_exactly_where_the_state_changes(hours, asked):
    answer = opening_at(hours, asked)
    if answer.until is None:
        return
    step = datetime.timedelta(microseconds=1)
    assert answer.until > asked
    assert opening_at(hours, answer.until - step).state == answer.state
    assert opening_at(hours, answer.until).state != answer.state
    # Every five hours, or some sixty times if it is long until then.
    probe, pace = asked, max(datetime.timedelta(hours=5), (answer.until - asked) / 60)
    while (probe := probe + pace) < answer.until:
        assert opening_at(hours, probe).until == answer.until


@settings(max_examples=80, deadline=None)
@given(ALL_HOURS, MOMENTS)
def test_the_door_opens_at_next_open_and_at_no_moment_before(hours, asked):
    answer = opening_at(hours, asked)
    if answer.next_open is None:
        return
    assert opening_at(hours, answer.next_open).state == OPEN
    assert opening_at(hours, answer.next_open - datetime.timedelta(microseconds=1)).state != OPEN
    opened_before = [
        span.start
        for n in range((answer.next_open - asked).days + 2)
        for span in day_plan(hours, asked.date() + datetime.timedelta(days=n)).spans
        if span.mode == OPEN and asked < span.start < answer.next_open
    ]
    # A span may only begin before that if it continues the one of the asked moment across midnight.
    assert opened_before == []


@settings(max_examples=80, deadline=None)
@given(ALL_HOURS, DAYS)
def test_spans_of_a_day_are_in_order_and_never_touch_with_the_same_mode(hours, day):
    spans = day_plan(hours, day).spans
    for one, two in itertools.pairwise(spans):
        assert one.end <= two.start
        assert one.end < two.start or one.mode != two.mode
