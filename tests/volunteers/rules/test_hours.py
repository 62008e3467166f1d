"""Hours: what counts once, what a card asks for, what a code is."""

import datetime
import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from volunteers.rules.card import Reach, Terms, anniversary, outlook
from volunteers.rules.certificate import ALPHABET, initials, new_code, readable_code, typed_code
from volunteers.rules.hours import Kind, Stay, by_kind, by_year, check_period, counted, hours_words

DAY = datetime.date(2026, 6, 1)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def clock(hour: int, minutes: int, kind=Kind.EVENT, day=DAY) -> Stay:
    at = datetime.datetime.combine(day, datetime.time(hour), BERLIN)
    return Stay(kind, day, minutes, starts_at=at)


def test_two_dates_at_the_same_time_count_once():
    """A get-together of two hours inside of a training of four, and one that begins when both are half over."""
    found = counted([clock(10, 240, Kind.TRAINING), clock(11, 120), clock(13, 120)])
    assert by_kind(found) == {Kind.TRAINING: 240, Kind.EVENT: 60}


def test_meetings_have_no_clock_and_count_as_they_are():
    found = counted([Stay(Kind.MEETING, DAY, 120), Stay(Kind.MEETING, DAY, 60), clock(10, 60)])
    assert by_kind(found) == {Kind.MEETING: 180, Kind.EVENT: 60}


def test_a_day_has_24_hours():
    assert sum(s.minutes for s in counted([Stay(Kind.MEETING, DAY, 720)] * 3)) == 24 * 60


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 600), st.sampled_from(list(Kind))), max_size=8))
def test_no_order_of_dates_makes_more_hours_than_the_clock(dates):
    stays = [clock(*date) for date in dates]
    taken = {s.starts_at + datetime.timedelta(minutes=n) for s in stays for n in range(s.minutes)}
    first = sum(s.minutes for s in counted(stays))
    assert first == min(len(taken), 24 * 60) and first == sum(s.minutes for s in counted(stays[::-1]))


def test_years_stand_apart():
    last = datetime.date(2025, 12, 31)
    found = by_year([Stay(Kind.MEETING, last, 60), Stay(Kind.MEETING, DAY, 30), Stay(Kind.TRAINING, DAY, 90)])
    assert list(found.items()) == [
        (2026, {Kind.MEETING: 30, Kind.TRAINING: 90}),
        (2025, {Kind.MEETING: 60}),
    ]


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [(DAY, DAY - datetime.timedelta(days=1), 60), (DAY, DAY + datetime.timedelta(days=1), 60), (DAY, DAY, 0)],
)
def test_days_that_cannot_be_certified(since, until, minutes):
    with pytest.raises(ValidationError):
        check_period(since, until, minutes=minutes, today=DAY)
    check_period(DAY, DAY, minutes=1, today=DAY)


# --- The card --------------------------------------------------------------------------------------------------

TERMS = Terms(hours_a_week=5, hours_a_year=250, years=2)


def gave(hours: int, *, first: datetime.date) -> list[Stay]:
    return [Stay(Kind.MEETING, first, 60), *[Stay(Kind.MEETING, DAY, 60)] * hours]


@pytest.mark.parametrize(
    ("hours", "first", "reach"),
    [
        (250, datetime.date(2024, 6, 1), Reach.REACHED),
        (249, datetime.date(2024, 6, 1), Reach.NEAR),
        (250, datetime.date(2024, 6, 2), Reach.NEAR),
        (199, datetime.date(2024, 6, 1), Reach.FAR),
        (400, datetime.date(2025, 6, 1), Reach.FAR),
    ],
)
def test_either_sum_of_hours_is_enough_and_time_has_to_pass(hours, first, reach):
    assert outlook(gave(hours, first=first), TERMS, today=DAY).reach is reach


def test_without_hours_there_is_no_hint():
    assert outlook([], TERMS, today=DAY) is None


def test_terms_without_hours_ask_for_time_only():
    assert outlook(gave(0, first=datetime.date(2024, 6, 1)), Terms(0, 0, 2), today=DAY).reach is Reach.REACHED


def test_a_leap_day_has_its_anniversary():
    assert anniversary(datetime.date(2024, 2, 29), 1) == datetime.date(2025, 3, 1)


# --- The code --------------------------------------------------------------------------------------------------


def test_a_code_is_read_however_it_is_typed():
    code = new_code()
    assert len(code) == 10 and set(code) <= set(ALPHABET)
    assert typed_code(f" {readable_code(code).lower()} ") == code


@pytest.mark.parametrize(
    "text", ["", "K7QM4", "K7QM4-XPT9RX", "K7QM4-XPT9O", "K7QM4-XPT9\0", "'; DROP TABLE", "٣" * 10]
)
def test_what_is_no_code(text):
    assert typed_code(text) == ""


@pytest.mark.parametrize(("names", "letters"), [(("Thị Ánh", "Nguyễn"), "T. N."), (("ദേവി", ""), "ദ."), (("", ""), "")])
def test_first_letters(names, letters):
    assert initials(*names) == letters


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 Stunden"), (60, "1 Stunde"), (120, "2 Stunden"), (150, "2:30 Stunden")]
)
def test_full_hours_do_not_look_like_a_time_of_day(minutes, words):
    with override("de"):
        assert hours_words(minutes) == words
