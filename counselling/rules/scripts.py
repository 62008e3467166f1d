"""How a name sounds, whatever script it is written in: one character for each sound.

Capital letters and digits stand for sounds that scripts write with several letters (``S`` sh, ``C`` tsch,
``X`` kh …) or that a letter leaves open: the ``ch`` of Latin is ``4``, as it may be kh, tsch or sh; Arabic waw is
``W``, as it may be w, u or o. What they may be stands in ``sounds.py``.
"""

import re
import unicodedata

from anyascii import anyascii

# Written together, heard as one. The longest comes first.
LATIN_GROUPS = {
    "schtsch": "Q", "chtch": "Q", "shch": "Q", "schch": "Q", "štš": "Q", "šč": "Q", "szcz": "Q",
    "dsch": "J", "dzh": "J", "dzs": "J", "dž": "J", "dż": "J", "dj": "đ", "dz": "2",
    "tsch": "C", "tch": "C", "tsh": "C", "cz": "C", "tš": "C", "cs": "C", "č": "C", "ć": "C", "ç": "C", "ċ": "C",
    "ĉ": "C", "sch": "S", "sh": "S", "š": "S", "ş": "S", "ș": "S", "ś": "S", "ŝ": "S", "sz": "S",
    "zh": "Z", "ž": "Z", "ż": "Z", "ź": "Z", "zs": "Z", "kh": "X", "ḫ": "X", "ẖ": "X", "x̂": "X",
    "gh": "G", "ġ": "G", "ğ": "ğ", "ǧ": "J", "th": "T", "ṯ": "T", "dh": "D", "ḏ": "D", "ẓ": "D", "ḍ": "D",
    "þ": "T", "ð": "D", "đ": "đ", "ph": "f", "ck": "k", "qu": "q", "ks": "x", "chs": "x", "tz": "2", "ts": "2",
    "ţ": "2", "ț": "2", "ch": "4", "ñ": "n", "ß": "s", "ŋ": "ng",
    "ou": "u", "oo": "u", "ee": "i", "ie": "i", "ii": "i", "ij": "i", "iy": "i", "yi": "i", "yy": "i", "yj": "i",
    "ei": "E", "ai": "E", "ay": "E", "ey": "E", "aj": "E", "ej": "E", "aï": "E", "ï": "i",
    "ae": "ä", "oe": "ö", "ue": "ü", "æ": "ä", "œ": "ö", "ø": "ö", "ä": "ä", "ö": "ö", "ő": "ö", "ü": "ü", "ű": "ü",
}  # fmt: skip
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "9", "ґ": "g", "д": "d", "ђ": "đ", "ѓ": "đ", "е": "e", "ё": "ö", "є": "e",
    "ж": "Z", "з": "z", "ѕ": "2", "и": "i", "і": "i", "ї": "i", "й": "y", "ј": "y", "к": "k", "л": "l", "љ": "l",
    "м": "m", "н": "n", "њ": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "C", "ќ": "C", "у": "u",
    "ў": "w", "ф": "f", "х": "X", "ц": "2", "ч": "C", "џ": "J", "ш": "S", "щ": "Q", "ъ": "", "ы": "i", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "ғ": "G", "қ": "q", "ң": "n", "ө": "ö", "ұ": "u", "ү": "ü", "һ": "h", "ә": "ä",
    "ҳ": "h", "ҷ": "J", "ӣ": "i", "ӯ": "u", "җ": "J", "ӕ": "ä", "ѝ": "i",
}  # fmt: skip
GREEK = {
    "μπ": "b", "ντ": "d", "γκ": "g", "γγ": "ng", "τσ": "2", "τζ": "J", "ου": "u", "αυ": "av", "ευ": "ev", "αι": "e",
    "ει": "i", "οι": "i", "α": "a", "β": "v", "γ": "G", "δ": "D", "ε": "e", "ζ": "z", "η": "i", "θ": "T", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "i", "φ": "f", "χ": "X", "ψ": "ps", "ω": "o",
}  # fmt: skip
# Arabic, Persian, Dari, Pashto, Urdu, Kurdish. Short vowels are not written.
ARABIC = {
    "ا": "A", "أ": "A", "إ": "A", "آ": "A", "ٱ": "A", "ى": "A", "ع": "A", "ب": "b", "پ": "p", "ت": "t", "ٹ": "t",
    "ټ": "t", "ث": "T", "ج": "J", "چ": "C", "ح": "h", "خ": "X", "څ": "2", "ځ": "2", "د": "d", "ڈ": "d", "ډ": "d",
    "ذ": "D", "ر": "r", "ڑ": "r", "ړ": "r", "ڕ": "r", "ز": "z", "ژ": "Z", "ږ": "Z", "س": "s", "ش": "S", "ښ": "S",
    "ص": "s", "ض": "D", "ط": "t", "ظ": "D", "غ": "G", "ف": "f", "ڤ": "v", "ق": "q", "ک": "k", "ك": "k", "ګ": "g",
    "گ": "g", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ں": "n", "ڼ": "n", "ه": "h", "ھ": "h", "ہ": "h", "ة": "H",
    "ۀ": "H", "ە": "e", "و": "W", "ؤ": "W", "ۆ": "o", "ۇ": "u", "ي": "Y", "ی": "Y", "ې": "e", "ۍ": "i", "ئ": "Y",
    "ێ": "e", "ے": "e", "ء": "", "ـ": "",
}  # fmt: skip
ARABIC_ENDINGS = {"h": "H", "Y": "I"}
LETTERS = {**CYRILLIC, **GREEK, **ARABIC}
GROUPS = {**LATIN_GROUPS, **{group: sound for group, sound in GREEK.items() if len(group) == 2}}
GROUP = re.compile("|".join(sorted(map(re.escape, GROUPS), key=len, reverse=True)))
# Arabic writes two letters only where both are heard; elsewhere a doubled letter is one.
TWICE = re.compile(r"(.)\1+")
NO_SOUND = re.compile(r"[^A-Za-z0-9äöüđğ]")
KNOWN = set("äöüđğ") | set(LETTERS.values())


def is_consonantal(word: str) -> bool:
    """Whether the word is in a script that leaves most vowels out: Arabic or Hebrew letters."""
    return any("\u0590" <= c <= "\u06ff" or "\u0750" <= c <= "\u077f" for c in word)


def sound_of(word: str) -> str:
    """``"Khaled"`` → ``"Xaled"``, ``"خالد"`` → ``"XAld"``: one word, in any script."""
    word = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).lower())
    if is_consonantal(word):
        return _of_consonants(word)
    sounds = []
    position = 0
    while position < len(word):
        group = GROUP.match(word, position)
        part = group.group() if group else word[position]
        sounds.append(GROUPS[part] if group else _letter(part))
        position += len(part)
    return TWICE.sub(r"\1", _tidy("".join(sounds)))


def _of_consonants(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFC", word) if not unicodedata.combining(c))
    sounds = "".join(_letter(c) for c in plain)
    if sounds.startswith("Al") and len(plain) > 4 and plain.startswith("ال"):
        sounds = sounds[2:]
    # At the end h is a vowel more often than not, and ya an i.
    return sounds[:-1] + ARABIC_ENDINGS.get(sounds[-1:], sounds[-1:])


def _letter(letter: str) -> str:
    """The sound of a letter that stands alone; marks that say nothing to the ear fall away."""
    if letter in LETTERS:
        return LETTERS[letter]
    base = unicodedata.normalize("NFKD", letter)[0]
    if base in LETTERS:
        return LETTERS[base]
    return NO_SOUND.sub("", base if base.isascii() else _foreign(base))


def _foreign(letter: str) -> str:
    """Ge'ez, Georgian, Armenian, Devanagari …: by their usual Latin writing, heard once more."""
    latin = anyascii(letter).lower()
    return sound_of(latin) if latin.isascii() and latin.isalpha() else ""


def _tidy(sounds: str) -> str:
    return re.sub(r"i[yj]", "i", sounds.replace("SC", "Q").replace("ks", "x").replace("ay", "E").replace("ey", "E"))
