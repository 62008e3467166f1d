"""The recruiting brief: added up, without names, and with few numbers outside the house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.rules.pair import Seeker
from volunteers.rules.recruiting import Wanted, recruiting_brief
from volunteers.rules.recruiting_words import text_for_outside, text_for_the_house


def seeker(languages="ml:4", slots="tue_evening", district="Schinkel", **more):
    spoken = {code: int(level) for code, level in (pair.split(":") for pair in languages.split())}
    return Seeker(spoken, slots=frozenset(slots.split()), district=district, **more)


def test_four_people_become_one_line():
    people = [
        seeker(slots="tue_evening"),
        seeker(slots="tue_evening sat_morning"),
        seeker(slots="thu_evening"),
        seeker(slots="thu_evening sun_morning", district="Haste", wish_gender="woman"),
    ]
    expected = Wanted(4, "ml", ("thu_evening", "tue_evening"), ("Schinkel", "Haste"), women=1)
    assert recruiting_brief(people) == [expected] == recruiting_brief(reversed(people))


def test_the_fewest_languages_that_reach_everybody():
    people = [seeker("ml:4 de:2"), seeker("tr:4 de:2"), seeker("ar:4 de:1"), seeker("fil:4")]
    assert [(w.people, w.language) for w in recruiting_brief(people)] == [(2, "de"), (1, "ar"), (1, "fil")]


@pytest.mark.parametrize(
    ("people", "slots"),
    [
        ([seeker(slots="")], ()),
        ([seeker(slots="mon_morning mon_evening")], ("mon_evening",)),
        (
            [seeker(slots=f"{day}_morning") for day in ("mon", "tue", "wed", "thu")],
            ("mon_morning", "thu_morning", "tue_morning"),
        ),
        ([seeker(slots=""), seeker(slots="sat_morning")], ("sat_morning",)),
    ],
)
def test_times_that_suit_most(people, slots):
    assert recruiting_brief(people)[0].slots == slots


def test_nobody_is_lost_who_speaks_nothing_well():
    assert recruiting_brief([seeker("ml:1")]) == [Wanted(1, "", ("tue_evening",), ("Schinkel",))]
    assert recruiting_brief([]) == []


def test_help_that_is_wanted_most():
    people = [seeker(help=frozenset({"town", "doctor"})), seeker(help=frozenset({"doctor"}))]
    assert recruiting_brief(people)[0].help == ("doctor", "town")


languages = st.dictionaries(st.sampled_from(["de", "en", "ml", "tr"]), st.integers(1, 4), max_size=3)
seekers = st.builds(
    Seeker,
    languages=languages,
    slots=st.frozensets(st.sampled_from(["tue_evening", "sat_morning"])),
    district=st.just(""),
)


@given(st.lists(seekers, max_size=12), st.randoms(use_true_random=False))
def test_everybody_is_counted_once_in_any_order(people, dice):
    brief = recruiting_brief(people)
    assert sum(wanted.people for wanted in brief) == len(people)
    assert brief == recruiting_brief(dice.sample(people, len(people)))


def test_few_people_leave_the_house_without_number_and_district():
    few, many = [seeker("ml:4", wish_gender="woman")] * 4, [seeker("tr:4", district="Haste")] * 5
    brief = recruiting_brief([*few, *many])
    inside, outside = text_for_the_house(brief, "Osnabrück", {}), text_for_outside(brief, "Osnabrück", {})
    assert "4 Menschen mit Malayalam" in inside
    assert "Schinkel" in inside
    assert "1 wünscht sich eine Frau" in text_for_the_house(recruiting_brief(few[:1]), "Osnabrück", {})
    assert "5 Menschen mit Türkisch" in outside
    assert "Haste" in outside
    assert "einige Menschen mit Malayalam" in outside
    assert [word for word in ("4", "Schinkel", "Frau") if word in outside] == []
    assert text_for_the_house([], "Osnabrück", {}) == text_for_outside([], "Osnabrück", {}) == ""
