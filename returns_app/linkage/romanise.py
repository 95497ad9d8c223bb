"""A name in any script as small Latin words, close to how it sounds."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from returns_app.linkage.letters import ARABIC, CYRILLIC, GREEK_PAIRS, INDIC, LATIN

_ARABIC_WORD = re.compile(r"[\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f]+")
_GREEK = re.compile(r"[\u0370-\u03ff]")
_MARKS_OF_ARABIC = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f]")
_BETWEEN_WORDS = re.compile(r"[^a-z]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'`´’‘ʼʻʿʾ"), "")
_NO_ARTICLE = frozenset({"الياس", "الیاس", "الهام", "البرت", "البان", "المير", "الينا"})
_VOWEL_LETTERS = "اأإآٱعىوي"
_LATIN_VOWELS = frozenset("aeiou")
_SHORTEST_WITHOUT_ARTICLE = 3
_GOD = re.compile(r"\s*الله")
_SERVANT = "عبد"


@lru_cache(maxsize=16_384)
def romanise(name: str) -> str:
    """The name in small letters a to z, words separated by one space."""
    text = _MARKS_OF_ARABIC.sub("", unicodedata.normalize("NFKC", name)).casefold().translate(_APOSTROPHES)
    text = _GOD.sub("ullah", text)
    text = _ARABIC_WORD.sub(lambda found: _arabic_word(found.group()), text)
    if _GREEK.search(text):
        text = _greek(text)
    text = "".join(CYRILLIC.get(letter) or INDIC.get(letter) or LATIN.get(letter, letter) for letter in _composed(text))
    return _BETWEEN_WORDS.sub(" ", anyascii(text).casefold().translate(_APOSTROPHES)).strip()


def _composed(text: str) -> str:
    """One code point for a letter with its mark, so that the tables find it (i with a dot is an i)."""
    return unicodedata.normalize("NFC", text).replace("i\u0307", "i").replace("ъ", "").replace("ь", "")


def _greek(text: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if letter not in "\u0301\u0308")
    for greek, latin in GREEK_PAIRS:
        plain = plain.replace(greek, latin)
    return plain


def _arabic_word(word: str) -> str:
    """One word of Arabic script: article off, long vowels and consonants told apart by their neighbours."""
    if word.startswith(_SERVANT):
        return "abd" + _sounds(word[len(_SERVANT) :])
    stem = word[2:]
    if word.startswith("ال") and len(stem) >= _SHORTEST_WITHOUT_ARTICLE and word not in _NO_ARTICLE:
        word = stem
    return _sounds(word)


def _sounds(word: str) -> str:
    return _voiced([_arabic_letter(word, place) for place in range(len(word))])


def _voiced(sounds: list[str]) -> str:
    """An a between two consonants, as a reader would say it: s and h must not become sh."""
    said = ""
    for one in sounds:
        said += "a" + one if said and one and not {said[-1], one[0]} & _LATIN_VOWELS else one
    return said


def _arabic_letter(word: str, place: int) -> str:
    letter, last = word[place], place == len(word) - 1
    if letter == "و":
        return _waw(word, place)
    if place == 0 and letter in "يیع":
        return "a" if letter == "ع" else "y"
    if last and letter in "هہھ" and place > 1 and word[place - 1] not in _VOWEL_LETTERS:
        return "a"  # Persian and Urdu write a final -a or -e with this letter
    return ARABIC.get(letter, letter)


def _waw(word: str, place: int) -> str:
    """The letter that is w before a long vowel, after alif or in front, and u elsewhere."""
    after, before = word[place + 1 : place + 2], word[place - 1 : place]
    consonant = place == 0 or (after and after in "اةىيیو") or before == "ا"
    return "w" if consonant else "u"
