"""From the columns of a list to a volunteer."""

import pytest

from ibs_portal.documents.lists.words import resolver
from ibs_portal.languages import language_choices
from volunteers.rules.people_list import gender_of, spoken_of
from volunteers.rules.volunteer_import import COLUMNS, mark_repeated_people, read_volunteer

LANGUAGE = resolver(language_choices)
OFFER = resolver(lambda: [("letters", "Briefe und Formulare verstehen"), ("town", "Die Stadt zeigen")])


def row(**cells: str):
    return read_volunteer(5, list(cells.values()), list(cells), language=LANGUAGE, offer=OFFER)


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (["Name", "Vorname", "E-Mail-Adresse", "Handy"], ["family", "given", "email", "phone"]),
        (
            ["Freiwillige", "Sprachkenntnisse", "PLZ", "Stadtteil", "Hobbys"],
            ["full", "languages", "postcode", "district", "interests"],
        ),
        (["Nr.", "First name", "Surname", "Was ich gern tue", "Notiz"], ["", "given", "family", "offers", ""]),
    ],
)
def test_columns_are_guessed(headings, mapping):
    assert COLUMNS.guess(headings) == mapping


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("Deutsch", ("de", 2)),
        ("Arabisch (Muttersprache)", ("ar", 4)),
        ("Englisch: fließend", ("en", 3)),
        ("Englisch sehr gut", ("en", 3)),
        ("Türkisch A2", ("tr", 1)),
        ("Klingonisch B2", None),
        ("Muttersprache", None),
    ],
)
def test_how_well_somebody_speaks(word, spoken):
    assert spoken_of(word, LANGUAGE) == spoken


def test_a_good_row_says_everything():
    found = row(
        full="Łęcka, Zoë",
        email="zoe@example.org",
        gender="w",
        languages="Deutsch C2, Polnisch (Muttersprache)",
        postcode="1067",
        offers="Briefe und Formulare verstehen; die stadt zeigen",
    )
    assert (found.problems, found.names) == ([], ("Zoë", "Łęcka"))
    assert found.facts["languages"] == [("de", 3), ("pl", 4)]
    assert (found.facts["offers"], found.facts["gender"], found.facts["postcode"]) == (
        ["letters", "town"],
        "woman",
        "01067",
    )


@pytest.mark.parametrize(
    "cells",
    [
        {"family": "A"},
        {"family": "", "phone": "0541 1"},
        {"family": "A", "email": "kein-at"},
        {"family": "A", "phone": "ruf mich an"},
        {"family": "A", "phone": "0541 1", "postcode": "4907"[:3]},
        {"family": "A", "phone": "0541 1", "languages": "Klingonisch"},
        {"family": "A", "phone": "0541 1", "offers": "Fliegen"},
        {"family": "A", "phone": "0541 1", "gender": "q"},
        {"family": "=1+1", "phone": "0541 1"},
        {"family": "A" * 101, "phone": "0541 1"},
    ],
)
def test_each_problem_is_one_sentence(cells):
    assert len(row(**cells).problems) == 1


def test_the_same_address_or_the_same_name_and_number_twice():
    rows = [
        row(full="Zoë A", email="zoe@example.org"),
        row(full="Anders", email="ZOE@example.org"),
        row(full="Ben B", phone="0541 1"),
        row(full="BEN B", phone="0541 1"),
        row(full="Ben B", phone="0541 2"),
    ]
    mark_repeated_people(rows)
    assert [found.is_good for found in rows] == [True, False, True, False, True]


def test_words_for_gender():
    assert [gender_of(word) for word in ("Frau", "männlich", "D", "")] == ["woman", "man", "diverse", ""]
