"""Levels of languages, and ways to get in touch."""

import pytest
from django.core.exceptions import ValidationError

from counselling.rules.reach import check_ways
from counselling.rules.speech import best_first, check_one_level, kept_levels, without_level

LEVELS = {"mother_tongues": ["ku", "ar"], "speaks_well": ["tr"], "speaks_some": ["de"]}


def test_the_best_comes_first_and_each_language_once():
    assert best_first(LEVELS, ["en", "tr"]) == ["ku", "ar", "tr", "en", "de"]


def test_a_language_in_two_levels_is_refused_at_the_later_field():
    with pytest.raises(ValidationError) as refused:
        check_one_level(LEVELS | {"speaks_some": ["de", "ar"]})
    assert list(refused.value.message_dict) == ["speaks_some"]


def test_whoever_changes_only_the_list_forgets_no_level():
    assert kept_levels(LEVELS, ["de", "ar"]) == {"mother_tongues": ["ar"], "speaks_well": [], "speaks_some": ["de"]}
    assert without_level(["en", "ar", "de"], LEVELS) == ["en"]


@pytest.mark.parametrize(
    ("safe", "unsafe", "preferred", "field"),
    [
        (["call"], ["call"], "", "unsafe_ways"),
        ([], ["letter"], "letter", "preferred_way"),
        (["call"], ["text"], "call", None),
    ],
)
def test_ways_do_not_contradict_each_other(safe, unsafe, preferred, field):
    if field is None:
        check_ways(safe, unsafe, preferred)
        return
    with pytest.raises(ValidationError) as refused:
        check_ways(safe, unsafe, preferred)
    assert list(refused.value.message_dict) == [field]
