"""Medians and shares out of counts by days."""

import pytest

from counselling.rules.waiting import Wait, rough


@pytest.mark.parametrize(
    ("days", "median", "soon", "week"),
    [
        ({}, None, None, None),
        ({0: 1}, 0, 100, 100),
        ({0: 1, 1: 1}, 0.5, 100, 100),
        ({2: 3}, 2, 100, 100),
        ({0: 1, 3: 1, 4: 1}, 3, 200 / 3, 100),
        ({3: 2, 4: 2}, 3.5, 50, 100),
        ({7: 1, 8: 1}, 7.5, 0, 50),
        ({1: 10, 99: 1}, 1, 1000 / 11, 1000 / 11),
        ({5: 1, 0: 5}, 0, 500 / 6, 100),
        ({0: 0}, None, None, None),
    ],
)
def test_half_waited_no_longer(days, median, soon, week):
    wait = Wait(days)
    assert (wait.median, wait.within(3), wait.within(7)) == (
        median,
        soon and pytest.approx(soon),
        week and pytest.approx(week),
    )


@pytest.mark.parametrize(("number", "may_leave"), [(0, False), (4, False), (19, False), (20, True), (400, True)])
def test_the_wait_of_few_stays_in_the_house(number, may_leave):
    assert Wait({1: number}).may_leave is may_leave


@pytest.mark.parametrize(("percent", "told"), [(None, None), (0, 0), (2.4, 0), (2.6, 5), (98, 100), (62.4, 60)])
def test_shares_outside_are_rough(percent, told):
    assert rough(percent) == told
