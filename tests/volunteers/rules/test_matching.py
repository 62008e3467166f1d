"""The rules of matching, without a database."""

import dataclasses
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.rules.matching import MAXIMUM, PERFECT, Companion, Proposal, Reason, Seeker, rank, score, why_not

SEEKER = Seeker(
    languages={"en": 3, "ml": 4, "de": 2},
    help=frozenset({"authorities", "sport"}),
    slots=frozenset({"tue_evening", "thu_evening", "sat_morning"}),
    district="Wüste",
    postcode="49080",
    interests=frozenset({"chor"}),
    waiting_days=30,
)
COMPANION = Companion(
    pk=1,
    languages={"de": 4, "en": 3},
    offers=frozenset({"authorities", "housing"}),
    slots=frozenset({"tue_evening", "thu_evening"}),
    district="Wüste",
    postcode="49080",
    interests=frozenset({"chor", "rad"}),
    gender="woman",
)


def with_(values, **changes):
    return dataclasses.replace(values, **changes)


def points(seeker, companion):
    return {reason.code: reason.points for reason in score(seeker, companion)[1]}


def test_a_pair_without_obstacle():
    assert why_not(SEEKER, COMPANION) == ()


@pytest.mark.parametrize(
    ("seeker", "companion", "codes"),
    [
        ({}, {"is_active": False}, ["not_active"]),
        ({}, {"missing_trainings": ("Grundlagen",)}, ["training_missing"]),
        ({}, {"places_free": 0}, ["no_place"]),
        ({}, {"places_free": -1}, ["no_place"]),
        ({}, {"group_places_free": 0}, ["group_full"]),
        ({}, {"group_places_free": 1}, []),
        ({"languages": {"ml": 4}}, {}, ["no_common_language"]),
        ({"languages": {"en": 1}}, {}, ["no_common_language"]),
        ({"languages": {"en": 2}}, {}, []),
        ({"wish_gender": "man"}, {}, ["gender_wish"]),
        ({"wish_gender": "woman"}, {}, []),
        ({"wish_gender": "woman"}, {"gender": ""}, ["gender_wish"]),
        ({"declined": frozenset({1})}, {}, ["declined_before"]),
        ({"declined": frozenset({2})}, {}, []),
        (
            {"wish_gender": "man", "declined": frozenset({1})},
            {"is_active": False, "places_free": 0},
            ["not_active", "no_place", "gender_wish", "declined_before"],
        ),
    ],
)
def test_hard_rules(seeker, companion, codes):
    found = why_not(with_(SEEKER, **seeker), with_(COMPANION, **companion))
    assert [obstacle.code for obstacle in found] == codes


def test_the_score_is_the_sum_of_worded_reasons():
    total, reasons = score(SEEKER, COMPANION)
    assert [r.code for r in reasons] == list(MAXIMUM)
    assert total == sum(r.points for r in reasons) == 255 + 160 + 100 + 100 + 50 + 60
    assert reasons[0] == Reason("language", "fluent", 255, ("en", "de"))
    assert reasons[1].facts == ("thu_evening", "tue_evening")
    assert reasons[2] == Reason("help", "some", 100, ("authorities",))


def test_the_best_possible_pair_has_all_points():
    best = with_(COMPANION, languages={"en": 4, "ml": 3}, offers=SEEKER.help, slots=SEEKER.slots)
    seeker = with_(SEEKER, languages={"en": 4, "ml": 4}, waiting_days=60, interests=frozenset({"chor", "rad"}))
    assert score(seeker, best)[0] == PERFECT == 1000


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"district": "wüste", "postcode": ""}, 100),
        ({"district": "Haste", "postcode": "49080"}, 90),
        ({"district": "Haste", "postcode": "49090"}, 50),
        ({"district": "", "postcode": "10115"}, 0),
        ({"district": "", "postcode": ""}, 40),
    ],
)
def test_points_for_the_way(place, expected):
    assert points(SEEKER, with_(COMPANION, **place))["district"] == expected


@pytest.mark.parametrize(("days", "expected"), [(-1, 0), (0, 0), (30, 50), (60, 100), (400, 100)])
def test_points_for_waiting(days, expected):
    assert points(with_(SEEKER, waiting_days=days), COMPANION)["waiting"] == expected


def test_unknown_times_are_neither_good_nor_bad():
    assert points(SEEKER, with_(COMPANION, slots=frozenset()))["times"] == 100
    assert points(SEEKER, with_(COMPANION, slots=frozenset({"mon_morning"})))["times"] == 0


def test_ranking_sorts_by_score_then_free_places_and_says_why_not():
    weak = with_(COMPANION, pk=2, languages={"en": 2})
    twin_with_room = with_(COMPANION, pk=3, places_free=2)
    full = with_(COMPANION, pk=4, places_free=0)
    ranking = rank(SEEKER, [weak, COMPANION, full, twin_with_room])
    assert [p.volunteer for p in ranking.proposals] == [3, 1, 2]
    assert {pk: [o.code for o in why] for pk, why in ranking.excluded.items()} == {4: ["no_place"]}
    assert isinstance(ranking.proposals[0], Proposal)


def test_reasons_survive_the_way_through_json():
    reasons = score(SEEKER, COMPANION)[1]
    assert tuple(Reason.from_json(reason.as_json()) for reason in reasons) == reasons


levels = st.dictionaries(st.sampled_from(["de", "en", "ml", "tr", "fil"]), st.integers(1, 4))
slots = st.frozensets(st.sampled_from(["mon_morning", "tue_evening", "sat_morning", "sun_evening"]))
topics = st.frozensets(st.sampled_from(["authorities", "sport", "housing", "german"]))
places = {"district": st.sampled_from(["", "Wüste", "Haste"]), "postcode": st.sampled_from(["", "49080", "10115"])}


@given(
    st.builds(
        Seeker,
        languages=levels,
        help=topics,
        slots=slots,
        interests=topics,
        waiting_days=st.integers(-5, 999),
        **places,
    ),
    st.builds(Companion, pk=st.just(1), languages=levels, offers=topics, slots=slots, interests=topics, **places),
)
def test_every_score_stays_within_its_bounds(seeker, companion):
    total, reasons = score(seeker, companion)
    assert 0 <= total <= PERFECT
    assert all(0 <= reason.points <= reason.maximum for reason in reasons)


def test_a_town_is_ranked_in_a_moment():
    companions = [with_(COMPANION, pk=pk) for pk in range(100)]
    before = time.process_time()
    for _round in range(80):
        rank(SEEKER, companions)
    assert time.process_time() - before < 0.5
