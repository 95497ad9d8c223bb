"""Sounds of names in the letters of their own script, letter by letter as the script is written at home.

Names are kept as sounds: one sign for each, capital vowels long, S sh, C ch, J dj, X kh, G gh, Z zh, c ts, D dh or
dz, T th, H and the signs $ # % @ the emphatic sounds of Arabic, ' its ayn, Y its ending -a of women's names, & "abd
al-", * the article, - between two words. These tables were written for the generator alone: the software's own
romanisation (returns_app/linkage) is not used here, so that it is tested against something else than itself.
"""

import re
from collections.abc import Callable

_ARABIC = dict(
    zip(
        "btTjJHXdDrzs$#%@S'GfqklmnhwyAIUYpCZgvc",
        "بتثججحخدذرزسصضطظشعغفقكلمنهوياي وةپچژگڤث".replace(" ", ""),
        strict=True,
    )
)
_GEEZ = {
    "h": 0x1200, "l": 0x1208, "H": 0x1210, "m": 0x1218, "r": 0x1228, "s": 0x1230, "S": 0x1238, "q": 0x1240,
    "b": 0x1260, "v": 0x1268, "t": 0x1270, "C": 0x1278, "n": 0x1290, "k": 0x12A8, "X": 0x12B8, "w": 0x12C8,
    "z": 0x12D8, "Z": 0x12E0, "y": 0x12E8, "d": 0x12F0, "J": 0x1300, "j": 0x1300, "g": 0x1308, "T": 0x1320,
    "c": 0x1338, "f": 0x1348, "p": 0x1350,
}  # fmt: skip
_GEEZ_VOWEL = 0x12A0
_GEEZ_ORDERS = {"e": 0, "u": 1, "i": 2, "I": 2, "a": 3, "A": 3, "": 5, "o": 6}
_GEORGIAN = dict(zip("abgdevzTilmnopZrstukfXGqSCcDJjhIk", "აბგდევზთილმნოპჟრსტუკფხღყშჩცძჯჯჰიკ", strict=True))
_ARMENIAN = dict(zip("abgdeZziLlXkhGmynSoCpJjrsvtcfTq", "աբգդեժզիլլխկհղմյնշոչպջջրսվտցֆթք", strict=True)) | {"u": "ու"}
_CYRILLIC = dict(zip("abvgdeZzikIlmnoprstufXcCShy", "абвгдежзикилмнопрстуфхцчшгй", strict=True)) | {
    "j": "й", "J": "дж", "G": "г", "w": "в", "q": "к", "'": "",
}  # fmt: skip
_SOFT = (("ya", "я"), ("yu", "ю"), ("ye", "е"), ("Iu", "ю"), ("SC", "щ"))
_SERBIAN = _CYRILLIC | {"j": "ј", "h": "х", "y": "ј", "J": "џ"}
_BENGALI = {
    "bh": "ভ", "dh": "ধ", "kh": "খ", "gh": "ঘ", "b": "ব", "p": "প", "t": "ত", "d": "দ", "k": "ক", "X": "খ", "g": "গ",
    "G": "গ", "C": "চ", "J": "জ", "j": "জ", "s": "স", "S": "শ", "m": "ম", "n": "ন", "r": "র", "l": "ল", "h": "হ",
    "f": "ফ", "z": "জ", "q": "ক", "v": "ভ", "w": "ও", "y": "য়", "c": "ক",
}  # fmt: skip
_BENGALI_VOWELS = {"a": ("", "আ"), "A": ("া", "আ"), "i": ("ি", "ই"), "I": ("ী", "ঈ"), "u": ("ু", "উ"), "U": ("ূ", "ঊ"),
                   "e": ("ে", "এ"), "o": ("ো", "ও")}  # fmt: skip
_NAGARI = {
    "bh": "भ", "dh": "ध", "kh": "ख", "gh": "घ", "b": "ब", "p": "प", "t": "त", "d": "द", "D": "ड", "k": "क", "X": "ख",
    "g": "ग", "C": "च", "J": "ज", "j": "ज", "s": "स", "S": "श", "m": "म", "n": "न", "r": "र", "l": "ल", "h": "ह",
    "f": "फ", "z": "ज़", "q": "क", "v": "व", "w": "व", "y": "य", "c": "च",
}  # fmt: skip
_NAGARI_VOWELS = {"a": ("", "अ"), "A": ("ा", "आ"), "i": ("ि", "इ"), "I": ("ी", "ई"), "u": ("ु", "उ"), "U": ("ू", "ऊ"),
                  "e": ("े", "ए"), "o": ("ो", "ओ")}  # fmt: skip

SCRIPT_OF = {
    "arab": "arabic", "persian": "arabic", "pakistan": "arabic", "bengal": "bengali", "india": "nagari",
    "slav": "cyrillic", "balkan": "serbian", "georgia": "georgian", "armenia": "armenian", "horn": "geez",
}  # fmt: skip
"""Which script a culture writes at home; the others write Latin."""


def native(sounds: str, culture: str) -> str:
    """A name in its own script."""
    return _WRITERS[SCRIPT_OF[culture]](sounds)


def _arabic(sounds: str) -> str:
    sounds = (
        sounds.replace("ai", "ay")
        .replace("&lAh", "عبدÖ")
        .replace("ullAh", "Ö")
        .replace("&", "عبد اâل")
        .replace("*", "âل")
    )
    return " ".join(_arabic_word(word) for word in sounds.replace("-", " ").split())


def _arabic_word(word: str) -> str:
    word = re.sub(r"^([aiueoö])", "Â", word)
    word = re.sub(r"^A", "آ", re.sub(r"^([IU])", r"Â\1", word))
    word = re.sub(r"(.)\1", r"\1", word)
    word = re.sub(r"a$", "Y" if word[:1] == "Y" else "ه", word)
    word = re.sub(r"(?<=.)[aiueo]", "", word)
    return (
        "".join(_ARABIC.get(sign, sign) for sign in word)
        .replace("Ö", " الله")
        .replace("Â", "ا")
        .replace("اâ", "ا")
        .replace("â", "ا")
        .strip()
    )


def _geez(sounds: str) -> str:
    written, sign = [], re.compile(r"([hlHmrsSqbvtCnkXwzZydJjgTcfp]?)([eiuaoAI]?)")
    for consonant, vowel in sign.findall(re.sub(r"(.)\1", r"\1", sounds.replace("-", " ").replace("'", ""))):
        if consonant or vowel:
            written.append(chr((_GEEZ[consonant] if consonant else _GEEZ_VOWEL) + _GEEZ_ORDERS[vowel]))
    return "".join(written)


def _letter_by_letter(table: dict[str, str], sounds: str) -> str:
    return "".join(table.get(sign, "" if sign == "'" else sign) for sign in sounds.replace("-", " "))


def _cyrillic(sounds: str) -> str:
    for pair, letter in _SOFT:
        sounds = sounds.replace(pair, letter)
    return _letter_by_letter(_CYRILLIC, re.sub(r"(?<=[bvgdzklmnprstf])y(?=[a-z]|$)", "i", sounds))


def _indic(consonants: dict[str, str], vowels: dict[str, tuple[str, str]], joiner: str, sounds: str) -> str:
    """A vowel hangs on the consonant before it; two consonants without one between them are joined."""
    written, open_consonant = "", False
    for sign in re.findall(r"[bdkg]h|.", sounds.replace("-", " ")):
        if sign in vowels:
            written += vowels[sign][0 if open_consonant else 1]
        elif sign in consonants:
            written += (joiner if open_consonant else "") + consonants[sign]
        open_consonant = sign in consonants
        written += " " if sign == " " else ""
    return written


_WRITERS: dict[str, Callable[[str], str]] = {
    "arabic": _arabic,
    "geez": _geez,
    "georgian": lambda sounds: _letter_by_letter(_GEORGIAN, sounds),
    "armenian": lambda sounds: _letter_by_letter(_ARMENIAN, sounds),
    "cyrillic": _cyrillic,
    "serbian": lambda sounds: _letter_by_letter(_SERBIAN, sounds),
    "bengali": lambda sounds: _indic(_BENGALI, _BENGALI_VOWELS, "্", sounds),
    "nagari": lambda sounds: _indic(_NAGARI, _NAGARI_VOWELS, "्", sounds),
}
