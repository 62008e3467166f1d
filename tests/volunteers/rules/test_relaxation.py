"""Which single step opens candidates, and how many."""

import dataclasses

import pytest

from tests.volunteers.rules.test_matching import COMPANION, SEEKER, with_
from volunteers.rules.matching import why_not
from volunteers.rules.recruiting_words import step_line
from volunteers.rules.relaxation import Step, outlook

HERE = {"ways": {"haste": 40, "nahne": 90}, "max_minutes": 30}


@pytest.mark.parametrize(
    ("seeker", "companion", "steps"),
    [
        ({"languages": {"en": 1, "ml": 4}}, {}, [("language", ("en",))]),
        ({"languages": {"en": 1, "de": 1}}, {}, [("language", ("de",)), ("language", ("en",))]),
        # No word in common: no step, somebody else has to be found.
        ({"languages": {"ml": 4}}, {}, []),
        ({"slots": frozenset({"mon_morning"})}, {}, [("time", ("thu_evening",)), ("time", ("tue_evening",))]),
        (HERE, {"district": "Haste"}, [("way", ("45",))]),
        # Ninety minutes are not a quarter of an hour more.
        (HERE, {"district": "Nahne"}, []),
        ({"wish_gender": "man"}, {}, [("gender_wish", ("man",))]),
        ({}, {"wish_gender": "man"}, [("volunteer_gender_wish", ("man",))]),
        ({}, {"places_free": 0, "holds": 1}, [("place", ())]),
        ({}, {"places_free": 0, "holds": 3}, []),
        ({}, {"group_places_free": 0, "group": "Ankommen"}, [("group", ("Ankommen",))]),
        ({}, {"missing_trainings": ("Grundlagen",)}, [("training", ("Grundlagen",))]),
        (
            {},
            {"is_active": False, "status": "accepted", "missing_trainings": ("Grundlagen",)},
            [("training", ("Grundlagen",))],
        ),
        ({}, {"is_active": False, "status": "paused", "missing_trainings": ("Grundlagen",)}, []),
        ({}, {"missing_trainings": ("Grundlagen", "Kinderschutz")}, []),
        ({}, {"is_cleared": False}, [("clearance", ())]),
        ({}, {"is_active": False, "status": "trained"}, [("group_place", ())]),
        ({}, {"is_active": False, "status": "paused"}, []),
        ({"excluded": frozenset({1})}, {}, []),
        ({"declined": frozenset({1})}, {}, []),
        ({"did_not_fit": frozenset({1})}, {}, []),
        # Two things at once are never one step.
        ({"wish_gender": "man"}, {"places_free": 0}, []),
        ({"wish_gender": "man", **HERE}, {"district": "Haste"}, []),
        ({"wish_gender": "man"}, {"missing_trainings": ("Grundlagen",)}, []),
    ],
)
def test_steps_for_one_volunteer(seeker, companion, steps):
    found = outlook(with_(SEEKER, **seeker), [with_(COMPANION, **companion)])
    assert found.possible == 0
    assert [(step.kind, step.facts) for step in found.steps] == steps
    assert [step.opens for step in found.steps] == [1] * len(steps)


def test_the_step_that_opens_most_stands_first():
    seeker = with_(SEEKER, wish_gender="man")
    crowd = [with_(COMPANION, pk=pk) for pk in (1, 2, 3)]
    crowd += [with_(COMPANION, pk=pk, gender="man", places_free=0) for pk in (4, 5)]
    crowd += [with_(COMPANION, pk=6, gender="man", group_places_free=0, group="Sprechen")]
    expected = (Step("gender_wish", ("man",), 3), Step("place", (), 2), Step("group", ("Sprechen",), 1))
    assert outlook(seeker, crowd).steps == expected == outlook(seeker, reversed(crowd)).steps


def test_whoever_has_somebody_needs_no_step():
    crowd = [COMPANION, with_(COMPANION, pk=2, places_free=0)]
    assert (outlook(SEEKER, crowd).possible, outlook(SEEKER, crowd).steps) == (1, ())


def test_another_evening_is_one_that_work_leaves():
    """The volunteer has two evenings; on one of them the person is on a late shift."""
    two = 0b1111
    seeker = with_(SEEKER, free=0, possible=two)
    helped = outlook(seeker, [with_(COMPANION, free=two)])
    assert [step.kind for step in helped.steps] == []
    monday_evening = 0b111111 << 36
    helped = outlook(with_(seeker, possible=monday_evening), [with_(COMPANION, free=monday_evening)])
    assert helped.steps == (Step("time", ("mon_evening",), 1),)
    at_work = with_(seeker, possible=0)
    assert outlook(at_work, [with_(COMPANION, free=monday_evening)]).steps == ()


@pytest.mark.parametrize(
    "steps",
    [
        ({"gender_wish"}, {"wish_gender": "man"}, {"wish_gender": ""}),
        ({"way"}, {**HERE, "district": "Wüste"}, {"max_minutes": 45}),
    ],
)
def test_taking_the_step_opens_as_many_as_were_promised(steps):
    kinds, before, after = steps
    crowd = [with_(COMPANION, pk=pk, district="Haste" if pk % 2 else "Nahne") for pk in range(1, 7)]
    if "way" not in kinds:
        crowd = [with_(COMPANION, pk=pk) for pk in range(1, 4)]
    seeker = with_(SEEKER, **before)
    step = next(step for step in outlook(seeker, crowd).steps if step.kind in kinds)
    helped = dataclasses.replace(seeker, **after)
    assert step.opens == sum(not why_not(helped, companion) for companion in crowd) == 3


@pytest.mark.parametrize(
    "step",
    [
        Step("language", ("en",), 1),
        Step("time", ("tue_evening",), 2),
        Step("way", ("45",), 1),
        Step("gender_wish", ("woman",), 1),
        Step("gender_wish", ("man",), 1),
        Step("volunteer_gender_wish", ("woman",), 1),
        Step("volunteer_gender_wish", ("man",), 3),
        Step("place", (), 1),
        Step("group", ("Ankommen",), 1),
        Step("training", ("Grundlagen",), 1),
        Step("group_place", (), 1),
        Step("clearance", (), 1),
    ],
)
def test_every_step_has_words(step):
    assert step_line(step).endswith(("Begleitperson möglich", "Begleitpersonen möglich"))
