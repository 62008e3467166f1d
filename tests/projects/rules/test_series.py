import datetime

import pytest
from django.utils import translation

from projects.rules.series import build_rule, describe_rule, occurrences, public_holidays

MONDAY = datetime.date(2025, 3, 3)


def starts(rule, first, last, **more):
    terms = {"starts_on": MONDAY, "start_time": datetime.time(10), "minutes": 90, **more}
    return [start for start, _end in occurrences(rule, first=first, last=last, **terms)]


def test_ten_stays_ten_across_both_changes_of_the_clocks():
    year = starts("FREQ=WEEKLY;BYDAY=MO", MONDAY, datetime.date(2025, 12, 31))
    assert {start.strftime("%H:%M") for start in year} == {"10:00"}
    assert {start.astimezone(datetime.UTC).hour for start in year} == {8, 9}
    assert {start.utcoffset() for start in year} == {datetime.timedelta(hours=1), datetime.timedelta(hours=2)}


def test_adding_weeks_in_utc_would_be_an_hour_off():
    first = starts("FREQ=WEEKLY;BYDAY=MO", MONDAY, MONDAY)[0].astimezone(datetime.UTC)
    in_april = (first + datetime.timedelta(weeks=5)).astimezone(starts("FREQ=WEEKLY", MONDAY, MONDAY)[0].tzinfo)
    assert in_april.hour == 11


def test_days_off_and_the_window_are_left_out():
    easter = public_holidays("SN", [2025])
    days = starts("FREQ=WEEKLY;BYDAY=MO", datetime.date(2025, 4, 14), datetime.date(2025, 4, 28), days_off=easter)
    assert [day.date() for day in days] == [datetime.date(2025, 4, 14), datetime.date(2025, 4, 28)]


def test_saxony_has_its_day_of_repentance():
    repentance = datetime.date(2025, 11, 19)
    assert repentance in public_holidays("SN", [2025])
    assert repentance not in public_holidays("NI", [2025])


def test_nothing_before_the_first_day_and_nothing_in_an_empty_window():
    assert starts("FREQ=WEEKLY", datetime.date(2025, 1, 1), datetime.date(2025, 3, 2)) == []
    assert starts("FREQ=WEEKLY", datetime.date(2025, 4, 2), datetime.date(2025, 4, 1)) == []


@pytest.mark.parametrize(
    ("frequency", "day", "rule", "words"),
    [
        ("weekly", datetime.date(2025, 3, 3), "FREQ=WEEKLY;BYDAY=MO", "every Monday"),
        ("fortnightly", datetime.date(2025, 3, 5), "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "every 2 weeks on Wednesday"),
        ("monthly", datetime.date(2025, 3, 11), "FREQ=MONTHLY;BYDAY=2TU", "every second Tuesday of the month"),
        ("monthly", datetime.date(2025, 5, 30), "FREQ=MONTHLY;BYDAY=-1FR", "every last Friday of the month"),
    ],
)
def test_a_rhythm_becomes_a_rule_and_words_again(frequency, day, rule, words):
    with translation.override("en"):
        assert (build_rule(frequency, day), describe_rule(rule, day)) == (rule, words)


def test_the_last_friday_is_in_every_month():
    terms = {"starts_on": datetime.date(2025, 5, 30), "start_time": datetime.time(18), "minutes": 60}
    found = occurrences(
        "FREQ=MONTHLY;BYDAY=-1FR", first=datetime.date(2025, 6, 1), last=datetime.date(2025, 8, 31), **terms
    )
    assert [start.date().isoformat() for start, _end in found] == ["2025-06-27", "2025-07-25", "2025-08-29"]
