"""The settings of production: two processes of one house, each with what the other must not have."""

import json
import os
import subprocess
import sys

import pytest

from projects.models import Registration
from projects.models.registration import reference_of

PROCESS = {
    "PATH": os.environ["PATH"],
    "DATABASE_URL": "postgresql://portal_public:x@db/portal",
    "PORTAL_REALM": "public",
    "PORTAL_SECRET_KEY": "own",
    "PORTAL_URL": "https://ibs.example.de",
}
SHOWN = ("REALM", "SECRET_KEY", "SEAL_KEY", "CSRF_TRUSTED_ORIGINS", "SESSION_COOKIE_NAME", "LOGINS")


def settings_with(**variables: str) -> dict:
    """What a process with these variables, and nothing of ours, reads."""
    names = ", ".join(f"{name!r}: s.{name}" for name in SHOWN)
    code = f"import json, ibs_portal.settings as s; print(json.dumps({{{names}}}))"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, env={**PROCESS, **variables}, capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


def test_keys_come_from_files_and_the_seal_is_apart_from_the_secret(tmp_path):
    (tmp_path / "seal").write_text("shared\n")
    found = settings_with(PORTAL_SEAL_KEY_FILE=str(tmp_path / "seal"))
    assert (found["REALM"], found["SECRET_KEY"], found["SEAL_KEY"]) == ("public", "own", "shared")


def test_one_process_alone_needs_one_key():
    assert settings_with(PORTAL_REALM="staff")["SEAL_KEY"] == "own"


def test_staff_have_an_origin_of_their_own_and_links_lead_to_the_public_one():
    found = settings_with(PORTAL_REALM="staff", PORTAL_ORIGINS="https://ibs-intern.example.de")
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://ibs-intern.example.de"]
    assert found["SESSION_COOKIE_NAME"] == "__Host-session"


def test_logins_may_have_other_names():
    found = settings_with(PORTAL_LOGIN_PUBLIC="ibs_web")["LOGINS"]
    assert found == {
        "everything": "portal_app",
        "public": "ibs_web",
        "staff": "portal_staff",
        "jobs": "portal_worker",
    }


@pytest.mark.parametrize("secret", ["of the public process", "of the staff process"])
def test_a_link_of_one_process_opens_in_the_other(settings, secret):
    token = Registration(reference="ABCD2346").token
    settings.SECRET_KEY = secret
    assert reference_of(token) == "ABCD2346"
    assert reference_of(f"{token}x") == ""
