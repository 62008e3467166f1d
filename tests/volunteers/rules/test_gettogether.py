import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from volunteers.rules.gettogether import NOT_TICKED, Ticked, check_ticking, check_ticks, pairs_of

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)


def standing(pairs, ranks) -> tuple[int, int, int]:
    """What is to be as high as possible: mutual pairs, pairs, choices."""
    mutual = sum((v, w) in ranks and (w, v) in ranks for v, w in pairs)
    choices = sum(2 * NOT_TICKED - ranks.get((v, w), NOT_TICKED) - ranks.get((w, v), NOT_TICKED) for v, w in pairs)
    return mutual, len(pairs), choices


def best_by_trying(edges, ranks, start=0, chosen=()) -> tuple[int, int, int]:
    """Every set of pairs in which nobody stands twice, tried one after the other."""
    best = standing(chosen, ranks)
    for place in range(start, len(edges)):
        v, w = edges[place]
        if all(v != other and w != another for other, another in chosen):
            best = max(best, best_by_trying(edges, ranks, place + 1, (*chosen, (v, w))))
    return best


@st.composite
def evenings(draw):
    workers = list(range(1, draw(st.integers(0, 4)) + 1))
    volunteers = list(range(101, 101 + draw(st.integers(0, 4))))
    ticks = []
    for who, others in [*((w, volunteers) for w in workers), *((v, workers) for v in volunteers)]:
        chosen = draw(st.lists(st.sampled_from(others), max_size=3, unique=True)) if others else []
        ticks += [Ticked(who, whom, rank) for rank, whom in enumerate(chosen, start=1)]
    everything = [(v, w) for v in volunteers for w in workers]
    forbidden = draw(st.sets(st.sampled_from(everything))) if everything else set()
    return ticks, volunteers, workers, forbidden


@settings(max_examples=150, deadline=None)
@given(evenings())
def test_no_other_pairs_are_better(evening):
    ticks, volunteers, workers, forbidden = evening
    ranks = {(tick.who, tick.whom): tick.rank for tick in ticks}
    pairs = pairs_of(ticks, volunteers=volunteers, workers=workers, forbidden=forbidden)
    found = [(pair.volunteer, pair.worker) for pair in pairs]
    edges = [(v, w) for v in volunteers for w in workers if {(v, w), (w, v)} & ranks.keys() and (v, w) not in forbidden]
    assert len({v for v, _w in found}) == len({w for _v, w in found}) == len(found)
    assert set(found) <= set(edges)
    assert standing(found, ranks) == best_by_trying(edges, ranks)
    assert [pair.is_mutual for pair in pairs] == [{(v, w), (w, v)} <= ranks.keys() for v, w in found]
    # The order in which ticks come makes no difference.
    assert pairs_of(ticks[::-1], volunteers=volunteers[::-1], workers=workers, forbidden=forbidden) == pairs


def test_mutual_comes_before_many():
    ticks = [Ticked(1, 101, 1), Ticked(101, 1, 3), Ticked(1, 102, 2), Ticked(2, 101, 1)]
    pairs = pairs_of(ticks, volunteers=[101, 102], workers=[1, 2])
    assert [(pair.worker, pair.volunteer, pair.is_mutual) for pair in pairs] == [(1, 101, True)]
    assert pairs_of([], volunteers=[101], workers=[1]) == []


def test_what_may_be_ticked_and_until_when():
    later = NOW + datetime.timedelta(minutes=1)
    check_ticking(is_closed=False, closes_at=later, now=NOW)
    check_ticks([3, 1, 2], {1, 2, 3, 4})
    for is_closed, closes_at in ((True, later), (False, NOW)):
        with pytest.raises(ValidationError):
            check_ticking(is_closed=is_closed, closes_at=closes_at, now=NOW)
    for chosen in ([1, 2, 3, 4], [1, 1], [5]):
        with pytest.raises(ValidationError):
            check_ticks(chosen, {1, 2, 3, 4})
