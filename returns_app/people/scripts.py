"""Which script a name is written in, by its ISO 15924 code."""

import unicodedata
from collections import Counter

COMMON = "Zyyy"
_CODES = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "GEORGIAN": "Geor", "ARMENIAN": "Armn",
    "ETHIOPIC": "Ethi", "BENGALI": "Beng", "DEVANAGARI": "Deva", "GUJARATI": "Gujr", "GURMUKHI": "Guru",
    "HANGUL": "Hang", "CJK": "Hani", "HEBREW": "Hebr", "KATAKANA": "Kana", "HIRAGANA": "Hira", "KHMER": "Khmr",
    "LAO": "Laoo", "MALAYALAM": "Mlym", "MONGOLIAN": "Mong", "MYANMAR": "Mymr", "NKO": "Nkoo", "SINHALA": "Sinh",
    "SYRIAC": "Syrc", "TAMIL": "Taml", "TELUGU": "Telu", "THAANA": "Thaa", "THAI": "Thai", "TIBETAN": "Tibt",
    "TIFINAGH": "Tfng", "ADLAM": "Adlm", "VAI": "Vaii", "KANNADA": "Knda", "ORIYA": "Orya",
}  # fmt: skip
"""First word of a letter's Unicode name -> script."""


def script_of(text: str) -> str:
    """The script most letters of the text belong to; "Zyyy" when it has none that is known."""
    found = Counter(code for letter in text if letter.isalpha() and (code := _script(letter)))
    return found.most_common(1)[0][0] if found else COMMON


def _script(letter: str) -> str | None:
    first = unicodedata.name(letter, "").split(" ", 1)[0]
    return _CODES.get(first.partition("-")[0])
