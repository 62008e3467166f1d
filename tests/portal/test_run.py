"""``make run``: what it says when something is in the way."""

import socket
import subprocess
import sys

import pytest

from ibs_portal import run


def test_a_taken_port_is_one_sentence_with_a_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(run.NotReadyError, match=f"Port {port} is taken .* 'make run PORT={port + 1}'"):
            run.ensure_port_is_free(port)
    run.ensure_port_is_free(port)


def test_the_secret_is_made_once_and_only_for_the_owner(tmp_path):
    path = run.secret_key_file(tmp_path)
    first = path.read_text()
    assert len(first) > 50
    assert run.secret_key_file(tmp_path).read_text() == first
    assert path.stat().st_mode & 0o077 == 0


def test_variables_of_the_caller_win(tmp_path, monkeypatch):
    monkeypatch.delenv("PORTAL_URL")
    monkeypatch.setenv("PORTAL_DEMO", "0")
    monkeypatch.setenv("PORTAL_SECRET_KEY", "own")
    environment = run.environment_for(tmp_path, 8123)
    assert environment["PORTAL_DEMO"] == "0"
    assert environment["PORTAL_URL"] == "http://localhost:8123"
    assert "PORTAL_SECRET_KEY_FILE" not in environment


def test_a_folder_that_cannot_be_made_is_one_sentence(monkeypatch):
    result = subprocess.run(
        [sys.executable, "-m", "ibs_portal.run"],
        env={"PORTAL_VAR": "/proc/nothing", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert "Choose another folder with VAR=" in result.stderr
    assert "Traceback" not in result.stderr
