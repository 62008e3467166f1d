"""The solver on a file, as an auditor calls it: without a database, an environment or a traceback."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

FILE = {
    "groups": [{"id": "g", "capacity": 1}],
    "needs": [
        {"id": 1, "group": "g", "priority": 2},
        {"id": 2, "group": "g", "priority": 1},
        {"id": "drei", "group": None, "priority": 2},
    ],
    "volunteers": [{"id": 7, "capacity": 2}, {"id": "acht", "capacity": 1}],
    "edges": [[1, 7, 900], [2, 7, 10], ["drei", 7, 300], ["drei", "acht", 500]],
}


def answer(tmp_path, capsys, data, **options):
    path = tmp_path / "instance.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    call_command("solve_instance", str(path), **options)
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("engine", [None, "own", "ortools"])
def test_it_prints_the_best_assignment(tmp_path, capsys, engine):
    found = answer(tmp_path, capsys, FILE, engine=engine)
    assert found.keys() == {"pairs", "matched", "score", "seconds"}
    assert found["pairs"] == [[2, 7], ["drei", "acht"]]
    assert (found["matched"], found["score"]) == (2, 510)
    assert 0 < found["seconds"] < 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "is not JSON"),
        ('{"groups": [', "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"n": ' + "9" * 5000 + "}", "is not JSON"),
        ("[]", "one object"),
        ({**FILE, "needs": {}}, "needs"),
        ({key: part for key, part in FILE.items() if key != "edges"}, "edges"),
        ({**FILE, "groups": [{"id": "g"}]}, "capacity"),
        ({**FILE, "groups": [5]}, "groups"),
        ({**FILE, "needs": [{"id": [1], "group": None, "priority": 1}]}, "needs"),
        ({**FILE, "needs": [{"id": 1, "group": {}, "priority": 1}]}, "needs"),
        ({**FILE, "needs": [{"id": 1.5, "group": None, "priority": 1}]}, "needs"),
        ({**FILE, "volunteers": [{"id": True, "capacity": 1}]}, "volunteers"),
        ({**FILE, "edges": [[1, 7]]}, "need, volunteer, score"),
        ({**FILE, "edges": ["abc"]}, "need, volunteer, score"),
        ({**FILE, "edges": [[1, 7, "9"]]}, "whole number"),
        ({**FILE, "edges": [[1, 7, -9]]}, "whole number"),
        ({**FILE, "edges": [[1, 99, 9]]}, "99"),
    ],
)
def test_a_file_that_is_wrong_is_answered_with_a_sentence(tmp_path, capsys, data, words):
    with pytest.raises(CommandError, match=words) as refused:
        answer(tmp_path, capsys, data)
    assert (refused.value.returncode, str(refused.value).count("\n")) == (1, 0)


def test_it_runs_without_database_and_environment(tmp_path):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(FILE))
    bare = {"PATH": os.environ["PATH"]}
    command = [sys.executable, "manage.py", "solve_instance", str(path)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=bare, capture_output=True, text=True)
    assert (done.returncode, json.loads(done.stdout)["matched"], done.stderr) == (0, 2, "")
