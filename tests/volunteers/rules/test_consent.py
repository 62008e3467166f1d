import hashlib

import pytest
from django.utils import translation

from volunteers.rules.consent import CURRENT, KINDS, is_refused, standing
from volunteers.rules.consent_words import CONSEQUENCES, QUESTIONS, TEXTS, TITLES, VOLUNTEER, WORKER, text_of

NOW = CURRENT["data"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], "missing"),
        ([("data", NOW, False)], "given"),
        ([("data", "2026-01", False)], "outdated"),
        ([("data", NOW, True)], "withdrawn"),
        ([("data", "2026-01", True), ("data", NOW, False)], "given"),
        ([("matching", NOW, False)], "missing"),
    ],
)
def test_how_a_consent_stands(rows, found):
    assert standing("data", rows) == found
    assert is_refused("data", rows) is (found == "withdrawn")


def test_each_side_has_a_text_and_consequences_for_each_kind():
    for side in (VOLUNTEER, WORKER):
        assert all(text_of(side, kind, CURRENT[kind], organisation="X") for kind in KINDS)
        assert all(CONSEQUENCES[side, kind] for kind in KINDS)
    assert set(QUESTIONS) == set(TITLES) == set(KINDS)
    assert "Freiwilligen-Agentur" in text_of(VOLUNTEER, "data", NOW, organisation="Freiwilligen-Agentur")[0]
    assert text_of(VOLUNTEER, "data", "1999-01", organisation="X") == []


# Whoever agreed must find the words that were agreed to. Another text needs another version.
FIXED = {
    (VOLUNTEER, "data", "2026-01"): "c81e7dc0c6d1",
    (VOLUNTEER, "data", "2026-12"): "22a683a87b5b",
    (VOLUNTEER, "matching", "2026-12"): "5705a8200f47",
    (VOLUNTEER, "news", "2026-12"): "09e0c7f4f702",
    (WORKER, "data", "2026-12"): "a7c31c129ab6",
    (WORKER, "matching", "2026-12"): "663e09f86db6",
    (WORKER, "news", "2026-12"): "5f2a34f2d6d9",
    (VOLUNTEER, "matching", "2026-01"): "c81e7dc0c6d1",
}


def fingerprint(key) -> str:
    with translation.override("en"):
        words = "\n".join(map(str, TEXTS[key]))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def test_a_text_never_changes_under_its_version():
    assert {key: fingerprint(key) for key in TEXTS} == FIXED
