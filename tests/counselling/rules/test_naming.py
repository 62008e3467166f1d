"""Folding names: found without a single mark, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.rules.naming import fold, script_of, search_key, sort_key


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łukasz Đorđević", "lukasz dordevic"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("Weißflog", "weissflog"),
        ("Ærøskøbing", "aeroskobing"),
        ("Þorbjörn Guðmundsson", "thorbjorn gudmundsson"),
        ("Şêxo İbrahim ısı", "sexo ibrahim isi"),
        ("O’Brien-Łęcka", "o brien lecka"),
        ("Əliyev", "eliyev"),
        ("Шевчук", "shevchuk"),
        ("Ђорђевић", "dordevic"),
        ("سميرة", "smira"),
        ("Παπαδόπουλος", "papadopoulos"),
        ("  ", ""),
        ("%_\\", ""),
    ],
)
def test_letters_become_simple(written, folded):
    assert fold(written) == folded


def test_scripts_without_a_table_have_their_latin_writing():
    assert [fold(name) for name in ("ሰምሃር", "გიორგი", "Արամ")] == ["semhar", "giorgi", "aram"]


@given(st.text(max_size=60))
def test_a_key_is_plain_and_folding_it_again_changes_nothing(text):
    key = fold(text)
    assert key.isascii()
    assert fold(key) == key


def test_keys_and_scripts():
    assert (search_key("Zaw", ""), sort_key("Thị Ánh", "Nguyễn")) == (" zaw", "nguyen thi anh")
    assert [script_of(name) for name in ("Zaw", "Шевчук", "سميرة", "ሰምሃር", "")] == [
        "latin",
        "cyrillic",
        "arabic",
        "other",
        "latin",
    ]
