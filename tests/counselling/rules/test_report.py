import datetime

import pytest

from counselling.rules.origin import COUNTRIES, region_of
from counselling.rules.report import Period, change_in_percent, finished_months, last_month, last_quarter, parse_period

TODAY = datetime.date(2026, 3, 15)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("2025-Q4", (2025, 10, 1), (2026, 1, 1)),
        ("2026-Q1", (2026, 1, 1), (2026, 4, 1)),
        ("2025-12", (2025, 12, 1), (2026, 1, 1)),
        ("2026-03", (2026, 3, 1), (2026, 4, 1)),
    ],
)
def test_times_as_they_stand_in_addresses(text, starts, ends):
    period = parse_period(text, today=TODAY)
    assert (period.starts_on, period.ends_before) == (datetime.date(*starts), datetime.date(*ends))
    assert period.code == text


@pytest.mark.parametrize(
    "text",
    ["", "2027", "2026-04", "2026-Q2", "1999", "2026-13", "2026-00", "2026-Q5", "99999", "2026-1", "\0", "٢٠٢٦x"],
)
def test_nonsense_and_the_future_are_no_times(text):
    assert parse_period(text, today=TODAY) is None


def test_times_next_to_today():
    assert (last_month(TODAY).code, last_quarter(TODAY).code) == ("2026-02", "2025-Q4")
    assert last_month(datetime.date(2026, 1, 3)).code == "2025-12"
    assert Period(2025).is_over(TODAY) and not Period(2026).is_over(TODAY)
    assert [finished_months(year, today=TODAY) for year in (2025, 2026, 2027)] == [12, 2, 0]


def test_percentages_of_few_say_nothing():
    assert [change_in_percent(*pair) for pair in ((30, 20), (15, 20), (3, 2), (5, 0))] == [50, -25, None, None]


def test_no_country_is_in_two_regions():
    codes = " ".join(COUNTRIES.values()).split()
    assert len(codes) == len(set(codes))
    assert [region_of(code) for code in ("SY", "RO", "RS", "stateless", "unknown", "none", "CH")] == [
        "middle_east", "eu", "balkans", "stateless", "unknown", "none", "elsewhere"]  # fmt: skip
