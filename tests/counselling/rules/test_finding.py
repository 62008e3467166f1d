"""How names sound, what keys follow, what is read out of the one search box; without a database."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.rules.finding import fact_keys, international, near_query, partial_query, question_of, strict_query
from counselling.rules.namewords import keys_of_names, likeness_key, words_of
from counselling.rules.naming import fold, search_form
from counselling.rules.nicknames import families_of
from counselling.rules.ranking import FAIR, GOOD, name_likeness, person_likeness
from counselling.rules.scripts import sound_of
from counselling.rules.sounds import likeness, skeletons

TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "محمد"), ("Youssef", "Jusuf"), ("Khaled", "Chalid"), ("Jamal", "Dschamal"), ("Gamal", "Jamal"),
        ("Schewtschenko", "Шевченко"), ("Shevchenko", "Ševčenko"), ("Kovačić", "Kovatschitsch"), ("Tesfay", "ተስፋይ"),
        ("Đorđević", "Djordjevic"), ("Dordevic", "Ђорђевић"), ("Erdoğan", "Erdoan"), ("Şahin", "Schahin"),
        ("Hryhorij", "Григорій"), ("Fatemeh", "فاطمه"), ("Said", "سعید"), ("Giorgi", "გიორგი"), ("Ghebre", "Gebre"),
        ("Papadopoulos", "Παπαδόπουλος"), ("Xoşnaw", "Khoshnaw"), ("Maxamed", "Mohamed"), ("Nguyễn", "Ngyuen"),
    ],
)  # fmt: skip
def test_one_name_in_two_spellings_has_a_skeleton_in_common_and_sounds_alike(one, other):
    first, second = words_of(one)[0], words_of(other)[0]
    assert set(skeletons(first.sound, is_consonantal=first.is_consonantal)) & set(
        skeletons(second.sound, is_consonantal=second.is_consonantal)
    )
    assert likeness(first.sound, second.sound, first.is_consonantal != second.is_consonantal) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"), [("Ali", "Ola"), ("Haddad", "Khoury"), ("Anna", "Ivan"), ("Nguyen", "Tran"), ("Omar", "Amira")]
)
def test_other_names_do_not(one, other):
    assert name_likeness(words_of(one), words_of(other)) < GOOD


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Abdurrahman Chalil", "Abd al-Rahman Khalil"), ("عبد الرحمن خليل", "Abdulrahman Khalil"),
        ("Abdallah Khatib", "Abdullah Al-Khatib"), ("Gebre Medhin", "Gebremedhin"), ("Sascha Koch", "Alexander Koch"),
        ("Haddad Mohammed", "Mohammed Haddad"), ("luk dord", "Łukasz Đorđević"), ("Kasia", "Katarzyna"),
        ("Salah Eddine", "Salah ad-Din"), ("o brien", "O’Brien"), ("Ohe", "von der Ohe"),
    ],
)  # fmt: skip
def test_words_apart_together_in_another_order_or_short_answer_each_other(typed, name):
    assert name_likeness(words_of(typed), words_of(name)) >= GOOD


def test_a_former_name_answers_beside_the_given_one():
    names = [("Yusuf", "Demirtaş"), ("", "Çelik")]
    assert person_likeness(words_of("yusuf celik"), names) >= 0.9
    assert person_likeness(words_of("yusuf haddad"), names) < GOOD


def test_better_answers_come_first():
    typed = words_of("Mohammed Haddad")
    names = ["Mohammed Haddad", "Mohammed Khaled Haddad", "Muhammad Hadad", "Mohammed Hariri", "Ola Popa"]
    scores = [name_likeness(typed, words_of(name)) for name in names]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert scores[-1] < FAIR


def test_pet_names_in_any_script():
    assert families_of(sound_of("Sasha")) & families_of(sound_of("Саша")) & families_of(sound_of("Olexandr"))
    assert families_of(sound_of("Hamo")) & families_of(sound_of("Muhammad"))
    assert not families_of(sound_of("Ola")) & families_of(sound_of("Ela"))


LATIN = [chr(n) for n in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(n).isalpha()]
# Letters of DIN 91379 that are written with a combining mark, and those outside of the blocks above.
COMBINED = (
    "A̋ C̀ C̄ C̆ C̈ C̕ C̣ C̦ C̨̆ D̂ F̀ F̄ G̀ H̄ H̦ H̱ J́ J̌ K̀ K̂ K̄ K̇ K̕ K̛ K̦ L̂ L̥ L̥̄ M̀ "
    "M̂ M̆ M̐ N̂ N̄ N̆ N̦ P̀ P̄ P̕ P̣ R̆ R̥ R̥̄ S̀ S̄ S̱ T̀ T̄ T̈ T̕ T̛ U̇ Z̀ Z̄ Z̆ Z̈ ƏƠƯ Ʒ Ǯ"
).split()


def test_every_latin_letter_has_a_plain_form():
    letters = [*LATIN, *COMBINED]
    assert [c for c in letters if not fold(c).isalnum() or not fold(c).isascii()] == []
    assert [search_form(c) for c in ("Müller", "Strauß", "Åse", "Sørensen", "Łęcki", "Þór")] == [
        "mueller", "strauss", "aase", "soerensen", "lecki", "thor",
    ]  # fmt: skip


@given(st.text(max_size=60))
def test_nothing_typed_becomes_part_of_a_question(text):
    """Letters and digits only, between what the rules put there."""
    question = question_of(text, today=TODAY)
    for query in (strict_query(question.words), near_query(question.words), partial_query(question.words)):
        for key in query.replace("|", " ").replace("&", " ").replace("(", " ").replace(")", " ").split():
            assert key.removesuffix(":*").isalnum() and key.isascii(), key
    assert all(key.isascii() and key.isalnum() for key in keys_of_names([(text, "")]))


@given(st.text(alphabet=[chr(n) for n in range(0x21, 0x700)], max_size=30))
def test_a_name_answers_itself(text):
    words = words_of(text)
    if words:
        assert name_likeness(words, words_of(unicodedata.normalize("NFD", text))) >= 0.95


@pytest.mark.parametrize(
    ("typed", "words", "facts"),
    [
        ("mohamad 1990", ["mohamad"], ["Y1990"]),
        ("ali 0157…", ["ali"], ["(T49157:* | T0157:*)"]),
        ("14.2.1988", [], ["G19880214"]),
        ("ana 1988-02-14", ["ana"], ["G19880214"]),
        ("ana 14.2.88", ["ana"], ["G19880214"]),
        ("ana 02/1988", ["ana"], ["M198802"]),
        ("رحیمی ۱۹۹۰", ["rhimi"], ["Y1990"]),
        ("+49 (0)157 123", [], ["(T49157123:* | T490157123:*)"]),
        ("123", [], []),
    ],
)
def test_what_is_typed_is_read(typed, words, facts):
    question = question_of(typed, today=TODAY)
    assert ([word.written for word in question.words], question.facts) == (words, facts)


def test_numbers_and_impossible_days():
    assert question_of("p-12", today=TODAY).file_number == "P-00012"
    assert question_of(" 2026-0001 ", today=TODAY).case_number == "2026-0001"
    assert question_of("ana 31.2.1990", today=TODAY).is_impossible


@pytest.mark.parametrize("phone", ["0157 1234567", "+49 157 1234567", "0049157/1234567", "+49 (0)157-1234567"])
def test_a_phone_number_is_one_in_all_its_forms(phone):
    assert international(phone) == "491571234567"
    keys = fact_keys(birth_date=None, birth_precision="unknown", phones=[phone])
    assert {"T491571234567", "T1571234567", "T34567"} <= keys
    assert all(len(key) > 5 for key in keys)


def test_birth_is_found_as_far_as_it_is_known():
    day = datetime.date(1988, 1, 1)
    kept = {p: fact_keys(birth_date=day, birth_precision=p, phones=[]) for p in ("day", "month", "year", "estimated")}
    assert kept == {
        "day": {"Y1988", "M198801", "G19880101"}, "month": {"Y1988", "M198801"}, "year": {"Y1988"},
        "estimated": {"Y1988"},
    }  # fmt: skip


def test_people_who_may_be_one_have_one_key():
    same = [("Mohammed", "Haddad"), ("Hadad", "Muhammad"), ("محمد", "حداد")]
    assert len({likeness_key(*name) for name in same}) == 1
    assert likeness_key("Ahmed", "Haddad") != likeness_key(*same[0])
