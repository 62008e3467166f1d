"""Components that decide something by themselves."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone


@pytest.mark.parametrize(("years", "is_shown"), [(0, False), (1, True), (-7, True)])
def test_a_date_of_another_year_says_its_year(years, is_shown):
    year = timezone.localdate().year + years
    start = datetime.datetime(year, 5, 8, 14, tzinfo=timezone.get_default_timezone())
    page = render_to_string("components/date.html", {"start": start, "title": "zwikkolör"})
    assert (f"Mai {year}</time>" in page) is is_shown
    assert "Mai" in page
