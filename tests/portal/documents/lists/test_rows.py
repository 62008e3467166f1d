"""Rows of lists of people, whatever area they are for."""

import pytest

from ibs_portal.documents.lists.rows import ListRow, begin_row, mark_repeated, names_of, words_in


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        ({"full": "Nguyễn, Thị Ánh"}, ("Thị Ánh", "Nguyễn")),
        ({"full": "Thị Ánh Nguyễn"}, ("Thị Ánh", "Nguyễn")),
        ({"full": "Suman"}, ("", "Suman")),
        ({"given": "Zaw"}, ("Zaw", "")),
    ],
)
def test_names_in_one_column_or_two(cells, names):
    assert names_of(cells) == names


def test_a_formula_is_no_value_and_nothing_of_its_row_is_read():
    row, cells = begin_row(3, ["Omar", "=1+1"], ["given", "phone"], longest={})
    assert (len(row.problems), cells) == (1, {})
    row, cells = begin_row(3, ["Omar", "=1+1"], ["given", ""], longest={})
    assert (row.problems, cells) == ([], {"given": "Omar"})


def test_too_long_and_without_a_name():
    assert len(begin_row(2, ["A" * 9], ["given"], longest={"given": 8})[0].problems) == 1
    assert len(begin_row(2, ["", "0541"], ["given", "phone"], longest={})[0].problems) == 1


def test_the_second_of_two_is_refused_and_those_without_a_key_are_not():
    rows = [ListRow(number, []) for number in (2, 3, 4, 5)]
    for row, mail in zip(rows, ("a", "a", "", ""), strict=True):
        row.facts["email"] = mail
    mark_repeated(rows, lambda row: row.facts["email"], "row %(number)s")
    assert [row.problems for row in rows] == [[], ["row 2"], [], []]


def test_lists_of_words():
    assert words_in("Arabisch, Englisch und Deutsch / Hindi; ") == ["Arabisch", "Englisch", "Deutsch", "Hindi"]
