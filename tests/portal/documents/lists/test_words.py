"""Words of lists in German and English."""

from ibs_portal.documents.lists.words import plain, resolver
from ibs_portal.languages import language_choices


def test_case_marks_and_signs_do_not_matter():
    assert [plain(text) for text in (" Straße / Nr.: ", "ÖZTÜRK", "E-Mail", "അഞ്ജലി!")] == [
        "strasse nr",
        "ozturk",
        "e mail",
        "അഞജല",
    ]


def test_a_word_is_known_in_both_languages_by_its_code_and_by_its_beginning():
    language = resolver(language_choices, {"Filipino (Tagalog)": "fil"})
    words = ("Arabisch", "arabic", "AR", "filipino tagalog", "Malayal", "Mala", "Klingonisch", "")
    assert [language(word) for word in words] == ["ar", "ar", "ar", "fil", "ml", "ml", "", ""]
