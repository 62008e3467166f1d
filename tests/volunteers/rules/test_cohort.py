"""Where the people of a cohort stand, what a list says of them, and what may leave the house."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ibs_portal.documents.lists.words import resolver
from ibs_portal.languages import language_choices
from ibs_portal.privacy.suppression import is_safe
from volunteers.models.countries import country_choices
from volunteers.rules.cohort import check_closing, counted, days_to, standing
from volunteers.rules.cohort_figures import Counts, told
from volunteers.rules.cohort_import import COLUMNS, first_arrival, mark_repeated_workers, read_worker

TODAY = datetime.date(2026, 11, 30)
WORDS = {
    "language": resolver(language_choices),
    "country": resolver(country_choices),
    "employer": resolver(lambda: [("7", "Klinikum am Beispielberg"), ("7", "Klinikum")]),
}


def row(**cells: str):
    return read_worker(5, list(cells.values()), list(cells), today=TODAY, **WORDS)


@pytest.mark.parametrize(
    ("needs", "has_left", "had_companion", "where"),
    [
        (["matched"], False, True, "placed"),
        (["closed"], False, True, "placed"),
        (["closed"], True, True, "placed"),
        (["closed", "open"], False, True, "waiting"),
        (["proposed"], False, False, "asked"),
        (["open"], False, False, "waiting"),
        (["closed"], False, False, "withdrawn"),
        ([], True, False, "withdrawn"),
        ([], False, False, "no_need"),
    ],
)
def test_where_somebody_stands(needs, has_left, had_companion, where):
    assert standing(needs=needs, has_left=has_left, had_companion=had_companion) == where


def test_who_is_still_to_arrive_does_not_wait():
    facts = {"has_left": False, "had_companion": False, "is_coming": True}
    assert [standing(needs=[need], **facts) for need in ("open", "proposed", "matched")] == [
        "coming",
        "asked",
        "placed",
    ]


def test_counts_name_all_standings_and_days_count_down():
    assert counted(["waiting", "waiting", "placed"]) == {
        "placed": 1,
        "asked": 0,
        "waiting": 2,
        "coming": 0,
        "withdrawn": 0,
        "no_need": 0,
    }
    assert [days_to(datetime.date(2026, 12, day), TODAY) for day in (1, 31)] == [1, 31]


def test_a_cohort_with_people_who_wait_is_not_closed():
    check_closing(waiting=0)
    with pytest.raises(ValidationError, match="3"):
        check_closing(waiting=3)


def test_columns_of_an_agencys_list():
    headings = ["Name", "Vorname", "Herkunftsland", "Sprachen", "Deutschniveau", "Ankunft am", "Arbeitgeber"]
    assert COLUMNS.guess([*headings, "Beruf", "Schichtmodell", "Stadtteil", "E-Mail"]) == [
        *("family", "given", "origin", "languages", "german", "arrives_on", "employer"),
        *("profession", "shifts", "district", "email"),
    ]


def test_a_good_row_says_everything():
    found = row(
        full="Thomas, Anjali",
        origin="Indien",
        languages="Malayalam (Muttersprache), Englisch, Deutsch",
        german="B1",
        arrives_on="15.1.27",
        employer="Klinikum",
        profession="Pflegefachkraft",
        shifts="Früh und Spät",
    )
    assert (found.problems, found.facts["origin"], found.facts["employer"]) == ([], "IN", "7")
    assert found.facts["languages"] == [("de", 2), ("ml", 4), ("en", 2)]
    assert found.facts["arrives_on"] == datetime.date(2027, 1, 15)
    assert first_arrival([found, row(full="B", arrives_on="2027-01-10"), row(full="C")]) == datetime.date(2027, 1, 10)
    assert first_arrival([row(full="C")]) is None


@pytest.mark.parametrize(
    "cells",
    [
        {"origin": "Atlantis"},
        {"german": "ganz gut so"},
        {"arrives_on": "bald"},
        {"arrives_on": "1.1.1926"},
        {"arrives_on": "31.02.2027"},
        {"employer": "Unbekannt GmbH"},
        {"email": "kein-at"},
        {"profession": "=1+1"},
        {"profession": "A" * 121},
    ],
)
def test_each_problem_is_one_sentence(cells):
    assert len(row(full="Anjali Thomas", **cells).problems) == 1


def test_one_name_may_be_two_people_unless_all_is_the_same():
    rows = [
        row(full="Maria Santos", origin="Philippinen"),
        row(full="Maria Santos", origin="Spanien"),
        row(full="MARIA SANTOS", origin="Philippinen"),
    ]
    mark_repeated_workers(rows)
    assert [found.is_good for found in rows] == [True, True, False]


# --- What employer and agency are told -------------------------------------------------------------------------


def counts(people: int, placed: int, waiting: int, arrived: int = 0, waited: int = 0) -> Counts:
    day = datetime.date(2026, 12, 1)
    return Counts("A", "B", day, None, people, arrived, placed, waiting, waited)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ((12, 5, 7), (12, 5, 7, 0)),
        ((17, 5, 7), (17, 5, 7, 5)),
        ((12, 5, 6), (12, 5, None, 7)),
        ((12, 3, 9), (12, None, None, 12)),
        ((12, 9, 3), (12, None, None, 12)),
        ((12, 0, 12), (12, 0, 12, 0)),
        ((4, 4, 0), (None, None, None, None)),
        ((0, 0, 0), (None, None, None, None)),
    ],
)
def test_no_number_under_five_and_none_by_subtraction(numbers, shown):
    found = told(counts(*numbers))
    assert (found.people, found.placed, found.waiting, found.together) == shown


def test_days_and_arrivals_are_told_of_five_or_more():
    assert told(counts(12, 3, 1, waited=40)).days is None
    assert told(counts(12, 3, 2, waited=52)).days == 10
    assert [told(counts(12, 0, 0, arrived=n)).arrived for n in (0, 3, 5, 7, 8, 12)] == [0, None, 5, 7, None, 12]


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_every_number_and_every_rest_is_safe(placed, waiting, others):
    people = placed + waiting + others
    found = told(counts(people, placed, waiting))
    parts = [n for n in (found.placed, found.waiting, found.together) if n is not None]
    assert all(is_safe(number) for number in parts)
    assert found.people is None or (sum(parts) == people and is_safe(people))
