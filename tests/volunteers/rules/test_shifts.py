"""Shift patterns: typed, checked, and which shift falls on which day."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from volunteers.rules.shifts import (
    ShiftPattern,
    check_cycle,
    check_pattern,
    pattern_of,
    read_cycle,
    spell_cycle,
    this_week,
    weekly_cycle,
)

MONDAY = datetime.date(2026, 5, 4)


def day(number):
    return MONDAY + datetime.timedelta(days=number)


@pytest.mark.parametrize(
    ("typed", "cycle"),
    [
        ("FFF SS NN ---", "EEELLNNOOO"),
        ("ffssnn--", "EELLNNOO"),
        ("T,T,T,T,T,-,-", "DDDDDOO"),
        ("F/S/-", "ELO"),
        ("F S – –", "ELOO"),
        ("", ""),
    ],
)
def test_what_people_type_is_understood(typed, cycle):
    assert read_cycle(typed) == cycle


def test_a_letter_that_means_nothing_is_named():
    with pytest.raises(ValidationError, match="Q"):
        read_cycle("FFQ-")


def test_a_cycle_is_shown_as_it_is_typed():
    assert spell_cycle("EEEEEOOLLLLLOO") == "FFFFF-- SSSSS--"
    assert read_cycle(spell_cycle("EELLNNOODD")) == "EELLNNOODD"


@pytest.mark.parametrize("cycle", ["EO", "EEEEEOOLLLLLOO", "NNNNOOO", "EELLNNOO", "D" * 14 + "O", "NO"])
def test_cycles_that_can_be_worked(cycle):
    check_cycle(cycle)


@pytest.mark.parametrize(
    ("cycle", "code"),
    [
        ("", "length"),
        ("O", "length"),
        ("EO" * 29, "length"),
        ("EELL", "no_free_day"),
        ("NN", "no_free_day"),
        ("E" * 15 + "O", "no_rest"),
        # The run goes on over the end of the cycle.
        ("E" * 8 + "O" + "L" * 8, "no_rest"),
        ("NEO", "after_night"),
        ("NLO", "after_night"),
        ("NDO", "after_night"),
        ("EON", "after_night"),
    ],
)
def test_impossible_cycles(cycle, code):
    with pytest.raises(ValidationError) as refused:
        check_cycle(cycle)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kind", "shift", "expected"),
    [
        ("days", "", "DDDDDOODDDDDOO"),
        ("turns", "E", "EEEEEOOLLLLLOO"),
        ("turns", "L", "LLLLLOOEEEEEOO"),
        ("three", "E", "EEEEEOOLLLLLOO"),
        ("three", "L", "LLLLLOONNNNNOO"),
        ("three", "N", "NNNNNOOEEEEEOO"),
    ],
)
@pytest.mark.parametrize("weekday", range(7))
def test_this_week_and_the_next(kind, shift, expected, weekday):
    pattern = weekly_cycle(kind, this_week=shift, today=day(weekday))
    assert "".join(pattern.on(day(n)) for n in range(14)) == expected
    assert this_week(pattern, day(weekday)) == expected[0]


def test_a_cycle_goes_on_before_and_after_its_first_day():
    pattern = ShiftPattern("ELNOO", MONDAY)
    assert "".join(pattern.on(day(n)) for n in range(-5, 10)) == "ELNOO" * 3


def test_after_a_night_nobody_is_met_before_two():
    pattern = ShiftPattern("NNOOO", MONDAY)
    evening, morning = (20 * 60, 24 * 60), (0, 14 * 60)
    assert [pattern.busy(day(n)) for n in range(4)] == [[evening], [morning, evening], [morning], []]


def test_all_of_a_pattern_or_nothing():
    check_pattern("", "", None)
    check_pattern("own", "EO", MONDAY)
    assert pattern_of("", None) is None
    for kind, cycle, starts_on in (("own", "EO", None), ("own", "", MONDAY), ("", "EO", MONDAY)):
        with pytest.raises(ValidationError):
            check_pattern(kind, cycle, starts_on)
