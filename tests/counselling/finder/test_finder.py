"""The finder on two lists of people and of what is typed for them: one it was made with, one it had not seen."""

import io
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counselling.demo.quality import FIRST, Trial
from counselling.management.commands.finder_quality import read_pairs
from counselling.models import Client, ClientName, NameKeys
from counselling.queries import finding
from ibs_portal.accounts.models import User
from ibs_portal.database.identity import asking_as

HERE = Path(__file__).parent
LISTS = {"development.csv": 0.98, "held_out.csv": 0.97}
CROWD = 400


def rate(answers: list) -> float:
    return sum(1 <= answer.place <= FIRST for answer in answers) / len(answers)


@pytest.mark.parametrize("name", LISTS)
def test_the_right_person_is_among_the_first_five(db, name):
    trial = Trial(read_pairs(HERE / name), clients=CROWD)
    answers = list(trial.answers())
    assert rate(answers) >= LISTS[name], [answer.pair for answer in answers if not 1 <= answer.place <= FIRST]


def letters_alone(words) -> str:
    return " & ".join(word.written for word in words)


def test_with_the_letters_alone_many_are_not_found(db):
    """The negative control: what it is that finds them."""
    trial = Trial(read_pairs(HERE / "held_out.csv"), clients=CROWD)
    with (
        mock.patch.object(finding, "strict_query", letters_alone),
        mock.patch.object(finding, "_loosely", lambda words, facts: []),
        mock.patch.object(finding, "_alike", lambda user, words: []),
    ):
        assert rate(list(trial.answers())) < 0.6


def test_the_held_out_list_is_long_and_not_the_other_one():
    held_out, development = (read_pairs(HERE / name) for name in ("held_out.csv", "development.csv"))
    assert len(held_out) >= 300
    assert not {(p.name, p.query) for p in held_out} & {(p.name, p.query) for p in development}


@pytest.mark.parametrize("typed", ["Mohammed Haddad", "Xyzzy Qwrtz", "Hamo Haddad 1990", "ali 0157 12"])
def test_no_search_asks_more_than_eight_times(db, typed):
    trial = Trial(read_pairs(HERE / "development.csv"), clients=100)
    with asking_as(trial.user), CaptureQueriesContext(connection) as captured:
        finding.find_people(trial.user, typed)
    # Rights of the person, keys and names.
    assert sum("SAVEPOINT" not in query["sql"][:20] for query in captured) <= 8


def run(path: Path | str, clients: int = 20) -> str:
    out = io.StringIO()
    call_command("finder_quality", str(path), clients=clients, stdout=out)
    return out.getvalue()


def test_the_command_measures_and_leaves_nothing_behind(db, tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("\ufeffgiven;family;query\nMohammed;Haddad;محمد حداد\nZaw;;zaww\nAnna;Kern;Xyzzy Qwrtz\n")
    report = run(path)
    assert "23 people, 3 searches" in report
    assert "top 1: 66.7% (2 of 3)" in report
    assert all(word in report for word in ("top 5:", "median:", "p95:", "line 4: Anna Kern"))
    assert not any(model.objects.exists() for model in (Client, ClientName, NameKeys))
    assert not User.objects.filter(email="probe@example.org").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"given,family\nA,B\n", "lacks the column query"),
        (b"", "lacks the column given, family, query"),
        (b"given,family,query\n", "no line with a person"),
        (b"given,family,query\nA,B,\n", "line 2: a line needs a name"),
        (b"given,family,query\n,,anna\n", "line 2: a line needs a name"),
        ("given,family,query\nJürgen,B,x\n".encode("latin-1"), "not in UTF-8"),
        (b"given,family,query\nA\x00,B,x\n", "NUL"),
        (b"given,family,query\n" + b"A" * 121 + b",B,x\n", "120 letters"),
    ],
)
def test_a_list_that_is_none_is_refused_with_a_sentence(tmp_path, content, words):
    path = tmp_path / "pairs.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        run(path)


def test_a_list_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nothing.csv")


def test_keys_can_be_made_anew(house):
    key = house["client"].name_keys
    before = (key.names, key.facts, key.likeness)
    NameKeys.objects.all().delete()
    call_command("rebuild_name_keys", missing=True, stdout=io.StringIO())
    key = NameKeys.objects.get(client=house["client"])
    assert (key.names, key.facts, key.likeness) != before or before
    with asking_as(house["beratung"]):
        assert [person.pk for person in finding.find_people(house["beratung"], "nguyen")] == [house["client"].pk]
