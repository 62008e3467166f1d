import datetime

import pytest

from counselling.rules.client_import import COLUMNS, birth_of, gender_of, mark_repeated_clients, read_client

TODAY = datetime.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (["Name", "Vorname", "Geb.-Datum", "Tel."], ["family", "given", "birth", "phone"]),
        (
            ["Klient", "Sprache(n)", "Nationalität", "PLZ", "Ort"],
            ["full", "languages", "nationality", "postcode", "town"],
        ),
        (["Nachname", "Vorname", "Straße", "E-Mail", "Handy"], ["family", "given", "street", "email", "phone"]),
        (["Lfd. Nr.", "NAME", "Name", "m/w/d"], ["", "full", "", "gender"]),
        (["Familienname", "geboren am", "Staatsangehörigkeit"], ["family", "birth", "nationality"]),
    ],
)
def test_columns_are_guessed_from_headings(headings, mapping):
    assert COLUMNS.guess(headings) == mapping


def test_the_finer_of_two_heading_rows_is_taken():
    rows = [["Klientenliste 2024", "", ""], ["Person", "", "Kontakt"], ["Name", "Vorname", "Telefon"], ["A", "B", "1"]]
    assert COLUMNS.find_heading_row(rows) == 2
    assert COLUMNS.find_heading_row([["", ""], ["Müller", "Anna"]]) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("03.07.1990", ((1990, 7, 3), "day")),
        ("3.7.90", ((1990, 7, 3), "day")),
        ("1.1.05", ((2005, 1, 1), "day")),
        ("3/7/1990", ((1990, 7, 3), "day")),
        ("1990-07-03", ((1990, 7, 3), "day")),
        ("1990-07-03 00:00:00", ((1990, 7, 3), "day")),
        ("07/1990", ((1990, 7, 1), "month")),
        ("1990", ((1990, 1, 1), "year")),
        ("33057", ((1990, 7, 3), "day")),
    ],
)  # fmt: skip
def test_dates_as_people_and_excel_write_them(text, found):
    date, precision = birth_of(text, today=TODAY)
    assert (date, precision) == (datetime.date(*found[0]), found[1])


@pytest.mark.parametrize("text", ["31.02.1990", "gestern", "00.00.0000", "13/1990", "1.1.1", "99999999", "1990-13-01"])
def test_what_is_no_date(text):
    with pytest.raises(ValueError, match=r"."):
        birth_of(text, today=TODAY)


def row(values, mapping):
    known = {"arabisch": "ar", "syrien": "SY"}
    resolve = lambda word: known.get(word.lower(), "")  # noqa: E731
    return read_client(7, values, mapping, today=TODAY, language=resolve, nationality=resolve)


def test_each_problem_of_a_row_is_named():
    found = row(
        ["", "31.02.1990", "Klingonisch", "q", "Atlantis"], ["family", "birth", "languages", "gender", "nationality"]
    )
    assert len(found.problems) == 5
    assert not row(["=HYPERLINK(1)"], ["family"]).is_good
    assert not row(["A" * 121], ["family"]).is_good
    assert not row(["A", "1.1.2030"], ["family", "birth"]).is_good
    assert not row(["A", "kein-at"], ["family", "email"]).is_good


def test_a_good_row_says_everything():
    found = row(["Omar", "w", "Arabisch", "Syrien", "1990"], ["family", "gender", "languages", "nationality", "birth"])
    assert (found.problems, found.facts["gender"], found.facts["languages"]) == ([], "female", ["ar"])
    assert (found.facts["nationality"], found.facts["birth_precision"]) == ("SY", "year")


def test_the_same_person_twice_in_a_list():
    rows = [row(["Omar"], ["family"]), row(["OMAR"], ["family"]), row(["Omari"], ["family"])]
    mark_repeated_clients(rows)
    assert [found.is_good for found in rows] == [True, False, True]


def test_words():
    assert [gender_of(word) for word in ("Frau", "männlich", "D", "x?", "")] == [
        "female",
        "male",
        "diverse",
        "diverse",
        "",
    ]
    assert COLUMNS.column_of("  VORNAME: ") == "given"
