"""The rules of matching, without a database."""

import dataclasses
import itertools
import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from volunteers.rules.matching import (
    MAXIMUM,
    PERFECT,
    Companion,
    Obstacle,
    Proposal,
    Reason,
    Seeker,
    candidate_pairs,
    check_override,
    check_weights,
    may_override,
    rank,
    score,
    why_not,
)
from volunteers.rules.matching_words import worded, worded_obstacle

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
        ({}, {"is_cleared": False}, ["clearance_missing"]),
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
        ({"gender": "man"}, {"wish_gender": "woman"}, ["volunteer_gender_wish"]),
        ({"gender": ""}, {"wish_gender": "woman"}, ["volunteer_gender_wish"]),
        ({"gender": "woman"}, {"wish_gender": "woman"}, []),
        ({"excluded": frozenset({1})}, {}, ["excluded"]),
        ({"excluded": frozenset({2})}, {}, []),
        ({"did_not_fit": frozenset({1})}, {}, ["did_not_fit"]),
        ({"slots": frozenset({"mon_morning"})}, {}, ["no_common_time"]),
        ({"slots": frozenset()}, {}, []),
        # The way: unknown pairs and no limit forbid nothing, the smaller limit counts.
        ({"max_minutes": 10}, {"district": "Haste"}, []),
        ({"ways": {"haste": 30}}, {"district": "Haste"}, []),
        ({"ways": {"haste": 30}, "max_minutes": 30}, {"district": "Haste"}, []),
        ({"ways": {"haste": 31}, "max_minutes": 30}, {"district": "HASTE"}, ["too_far"]),
        ({"ways": {"haste": 31}}, {"district": "Haste", "max_minutes": 30}, ["too_far"]),
        ({"ways": {"haste": 31}, "max_minutes": 60}, {"district": "Haste", "max_minutes": 30}, ["too_far"]),
        ({"ways": {"49090": 31}, "max_minutes": 30}, {"district": "Haste", "postcode": "49090"}, ["too_far"]),
        ({"ways": {"49090": 31}, "max_minutes": 30}, {"district": "", "postcode": "49090"}, ["too_far"]),
        ({"max_minutes": 5}, {"district": "Wüste"}, []),
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
    assert total == sum(r.points for r in reasons) == 238 + 200 + 95 + 100 + 50 + 48 + 25
    assert reasons[0] == Reason("language", "fluent", 238, ("en", "de"), 280)
    # Three hours on two evenings, four times.
    assert reasons[1].facts == ("1440", "tue_evening", "thu_evening")
    assert reasons[2] == Reason("help", "some", 95, ("authorities",), 190)


def test_the_best_possible_pair_has_all_points():
    best = with_(COMPANION, languages={"en": 4, "ml": 3}, offers=SEEKER.help, slots=SEEKER.slots)
    both = {"interests": frozenset({"chor", "rad"}), "situation": frozenset({"children", "from_30"})}
    best = with_(best, **both)
    seeker = with_(SEEKER, languages={"en": 4, "ml": 4}, waiting_days=60, **both)
    assert score(seeker, best)[0] == PERFECT == 1000


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"district": "wüste", "postcode": ""}, 100),
        ({"district": "Haste", "postcode": "49080"}, 90),
        ({"district": "Haste", "postcode": "49090"}, 50),
        ({"district": "", "postcode": "10115"}, 0),
        ({"district": "", "postcode": ""}, 40),
        ({"district": "Nahne", "postcode": "49082"}, 100),
        ({"district": "Pye", "postcode": "49090"}, 50),
        ({"district": "Belm", "postcode": ""}, 0),
    ],
)
def test_points_for_the_way(place, expected):
    seeker = with_(SEEKER, ways={"nahne": 8, "pye": 35, "belm": 75})
    assert points(seeker, with_(COMPANION, **place))["district"] == expected


@pytest.mark.parametrize(("days", "expected"), [(-1, 0), (0, 0), (30, 50), (60, 100), (400, 100)])
def test_points_for_waiting(days, expected):
    assert points(with_(SEEKER, waiting_days=days), COMPANION)["waiting"] == expected


def test_unknown_times_are_neither_good_nor_bad():
    nothing = with_(COMPANION, slots=frozenset())
    assert points(SEEKER, nothing)["times"] == 100
    assert why_not(SEEKER, nothing) == ()


@pytest.mark.parametrize(
    ("half_hours", "expected", "obstacles"),
    [
        (0, 0, [Obstacle("no_common_time", ("0",))]),
        (2, 40, [Obstacle("no_common_time", ("60",))]),
        (3, 60, [Obstacle("no_common_time", ("90",))]),
        (4, 80, []),
        (32, 200, []),
        (40, 200, []),
    ],
)
def test_two_common_hours_in_four_weeks_are_the_least(half_hours, expected, obstacles):
    time = (1 << half_hours) - 1
    seeker, companion = with_(SEEKER, free=time), with_(COMPANION, free=time)
    assert points(seeker, companion)["times"] == expected
    assert list(why_not(seeker, companion)) == obstacles


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


# --- Whatever people enter ------------------------------------------------------------------------------------

levels = st.dictionaries(st.sampled_from(["de", "en", "ml", "tr", "fil"]), st.integers(1, 4))
slots = st.frozensets(st.sampled_from(["mon_morning", "tue_evening", "sat_morning", "sun_evening"]))
topics = st.frozensets(st.sampled_from(["authorities", "sport", "housing", "german"]))
lives = st.frozensets(st.sampled_from(["alone", "children", "from_30"]))
times = st.none() | st.integers(0, 2**60)
limits = st.none() | st.integers(5, 60)
genders = st.sampled_from(["", "woman", "man"])
places = {
    "district": st.sampled_from(["", "Wüste", "Haste"]),
    "postcode": st.sampled_from(["", "49080", "10115"]),
    "max_minutes": limits,
    "free": times,
    "slots": slots,
    "interests": topics,
    "situation": lives,
    "gender": genders,
    "wish_gender": genders,
    "languages": levels,
}
seekers = st.builds(
    Seeker,
    help=topics,
    waiting_days=st.integers(-5, 999),
    ways=st.dictionaries(st.sampled_from(["wüste", "haste", "10115"]), st.integers(1, 90)),
    **places,
)
companions = st.builds(Companion, pk=st.integers(1, 50), offers=topics, **places)


@st.composite
def all_weights(draw):
    cuts = sorted(draw(st.lists(st.integers(0, PERFECT), min_size=6, max_size=6)))
    parts = [end - begin for begin, end in itertools.pairwise([0, *cuts, PERFECT])]
    return dict(zip(MAXIMUM, parts, strict=True))


# The first example of a run builds everything, beside other tests: that takes a second.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(seekers, companions, all_weights())
def test_every_score_stays_within_its_bounds(seeker, companion, weights):
    check_weights(weights)
    total, reasons = score(seeker, companion, weights=weights)
    assert 0 <= total == sum(reason.points for reason in reasons) <= PERFECT
    assert [reason.code for reason in reasons] == list(MAXIMUM)
    assert all(0 <= reason.points <= weights[reason.code] == reason.most for reason in reasons)
    assert all(type(reason.points) is int for reason in reasons)


@patient
@given(seekers, companions)
def test_the_same_pair_has_the_same_score_and_words(seeker, companion):
    again = score(dataclasses.replace(seeker), dataclasses.replace(companion))
    assert score(seeker, companion) == again
    for reason in again[1]:
        line = worded(reason, {})
        assert line.words
        assert 0 <= line.percent <= 100
    assert all(worded_obstacle(obstacle) for obstacle in why_not(seeker, companion))


@patient
@given(seekers, st.lists(companions, max_size=8, unique_by=lambda c: c.pk), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(seeker, crowd, dice):
    shuffled = dice.sample(crowd, len(crowd))
    one, other = rank(seeker, crowd), rank(seeker, shuffled)
    assert (one.proposals, one.excluded) == (other.proposals, other.excluded)
    assert {p.volunteer for p in one.proposals} | set(one.excluded) == {c.pk for c in crowd}


def more(values: Seeker | Companion, **changes):
    return dataclasses.replace(values, **changes)


@patient
@given(seekers, companions, st.sampled_from(["de", "en", "ml"]), st.integers(0, 2**60))
def test_more_in_common_is_never_fewer_points(seeker, companion, code, hours):
    def term(name, one, other):
        return points(one, other)[name]

    better = {**companion.languages, code: min(4, companion.languages.get(code, 0) + 1)}
    assert term("language", seeker, more(companion, languages=better)) >= term("language", seeker, companion)
    if seeker.free is not None and companion.free is not None:
        later = more(companion, free=companion.free | hours)
        assert term("times", seeker, later) >= term("times", seeker, companion)
    offering = more(companion, offers=companion.offers | {"sport"})
    assert term("help", seeker, offering) >= term("help", seeker, companion)
    waiting = more(seeker, waiting_days=seeker.waiting_days + 7)
    assert term("waiting", waiting, companion) >= term("waiting", seeker, companion)
    if companion.situation:
        alike = more(companion, situation=companion.situation | seeker.situation)
        assert term("situation", seeker, alike) >= term("situation", seeker, companion)


@given(st.integers(1, 90), st.integers(1, 90))
def test_a_shorter_way_is_never_fewer_points(one, other):
    def at(minutes):
        return points(with_(SEEKER, ways={"haste": minutes}), with_(COMPANION, district="Haste"))["district"]

    assert (at(one) >= at(other)) == (at(one) == at(other) or one < other)


@patient
@given(st.lists(seekers, max_size=6), st.lists(companions, max_size=6, unique_by=lambda c: c.pk))
def test_looking_by_language_first_finds_the_same_pairs(people, crowd):
    found = {(place, companion.pk) for place, companion in candidate_pairs(people, crowd)}
    pairs = itertools.product(enumerate(people), crowd)
    assert found == {(place, c.pk) for (place, seeker), c in pairs if not why_not(seeker, c)}


# --- Weights and overriding -----------------------------------------------------------------------------------


def test_weights_move_points():
    only_language = dict.fromkeys(MAXIMUM, 0) | {"language": PERFECT}
    total, reasons = score(SEEKER, COMPANION, weights=only_language)
    assert total == reasons[0].points == 850
    assert [r.points for r in reasons[1:]] == [0] * 6


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"language": 281}, "sum"),
        ({"language": -20, "times": 500}, "whole"),
        ({"language": 280.0}, "whole"),
        ({"faith": 0}, "terms"),
    ],
)
def test_weights_that_do_not_add_up(changes, code):
    with pytest.raises(ValidationError) as refused:
        check_weights({**MAXIMUM, **changes})
    assert refused.value.code == code


def test_old_matches_keep_their_reasons():
    old = {"code": "language", "case": "fluent", "points": 300, "facts": ["de"]}
    assert worded(Reason.from_json(old), {}).percent == 100
    times = {"code": "times", "case": "some", "points": 200, "facts": ["tue_evening"]}
    assert worded(Reason.from_json(times), {}).words


NOTE = "Beide kennen sich vom Chor"


@pytest.mark.parametrize(
    ("seeker", "companion"),
    [
        ({}, {"places_free": 0, "holds": 1}),
        ({}, {"group_places_free": 0}),
        ({"languages": {"ml": 4}}, {}),
        ({"slots": frozenset({"mon_morning"})}, {}),
        ({"ways": {"haste": 40}, "max_minutes": 30}, {"district": "Haste"}),
        ({"wish_gender": "man"}, {}),
        ({}, {"wish_gender": "man"}),
        ({"declined": frozenset({1})}, {}),
        ({"did_not_fit": frozenset({1})}, {}),
    ],
)
def test_what_a_coordinator_may_decide_otherwise(seeker, companion):
    found = why_not(with_(SEEKER, **seeker), with_(COMPANION, **companion))
    assert len(found) == 1
    check_override(found, {found[0].code}, NOTE)
    for overridden, note, code in ((set(), NOTE, "changed"), ({found[0].code}, "Passt gut", None)):
        with pytest.raises(ValidationError) as refused:
            check_override(found, overridden, note)
        assert getattr(refused.value, "code", None) == code


@pytest.mark.parametrize(
    ("seeker", "companion"),
    [
        ({}, {"is_active": False}),
        ({}, {"missing_trainings": ("Grundlagen",)}),
        ({}, {"is_cleared": False}),
        ({"excluded": frozenset({1})}, {}),
        ({}, {"places_free": 0, "holds": 3}),
    ],
)
def test_what_nobody_decides_otherwise(seeker, companion):
    found = why_not(with_(SEEKER, **seeker), with_(COMPANION, **companion))
    assert [may_override(obstacle) for obstacle in found] == [False]
    with pytest.raises(ValidationError) as refused:
        check_override(found, {found[0].code}, NOTE)
    assert refused.value.code == "never"


def test_a_code_of_tomorrow_is_not_overridden_by_accident():
    assert not may_override(Obstacle("vetting_missing"))


def test_nothing_in_the_way_needs_no_note():
    check_override((), (), "")


def test_a_town_is_ranked_in_a_moment():
    companions = [with_(COMPANION, pk=pk) for pk in range(100)]
    before = time.process_time()
    for _round in range(80):
        rank(SEEKER, companions)
    assert time.process_time() - before < 0.5
