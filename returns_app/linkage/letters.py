"""Letters of other scripts in Latin, where a general romanisation would lose the sound of names."""

ARABIC = {
    **dict.fromkeys("اأإآٱىةەۀ", "a"),
    **dict.fromkeys("ءئؤـٔ", ""),
    **dict.fromkeys("يیېۍئێے", "i"),
    **dict.fromkeys("كکڪ", "k"),
    **dict.fromkeys("هھہ", "h"),
    **dict.fromkeys("تطټٹ", "t"),
    **dict.fromkeys("دضډڈ", "d"),
    **dict.fromkeys("رڕړڑ", "r"),
    **dict.fromkeys("نڼں", "n"),
    **dict.fromkeys("سص", "s"),
    **dict.fromkeys("لڵ", "l"),
    **dict.fromkeys("زظځ", "z"),
    **dict.fromkeys("شښ", "sh"),
    **dict.fromkeys("گږ", "g"),
    "ب": "b", "پ": "p", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "ذ": "dh", "ژ": "zh",
    "څ": "ts", "ع": "", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q", "م": "m", "ۆ": "o", "ۇ": "u", "و": "u",
}  # fmt: skip
"""Persian, Pashto, Urdu and Kurdish letters stand beside the Arabic sound they are heard as."""

GREEK_PAIRS = (
    ("χρ", "chr"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "g"), ("ου", "u"), ("ευ", "ev"), ("αυ", "av"),
    ("τζ", "j"), ("χ", "h"), ("β", "v"), ("γ", "g"), ("υ", "i"), ("η", "i"), ("ξ", "x"), ("ψ", "ps"),
)  # fmt: skip
"""Greek as it sounds today: longer pairs before single letters."""

CYRILLIC = {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "ё": "yo", "й": "y", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ђ": "dj", "ћ": "ch", "џ": "dz",
    "љ": "lj", "њ": "nj", "ј": "y", "қ": "q", "ғ": "gh", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ў": "u", "ң": "n",
    "ү": "u", "ұ": "u", "ө": "o", "ә": "a", "һ": "h", "ѓ": "g", "ќ": "k", "ѕ": "dz",
}  # fmt: skip
"""Russian, Ukrainian, Balkan and Central Asian letters that are not one Latin letter."""

INDIC = {"চ": "ch", "ছ": "chh", "च": "ch", "छ": "chh", "ਚ": "ch", "ਛ": "chh", "ச": "ch"}
"""The letters of Bengali, Devanagari, Gurmukhi and Tamil that a general romanisation writes c, which elsewhere is k."""

LATIN = {
    "ə": "a", "ı": "i", "ß": "ss", "đ": "dj", "ð": "d", "þ": "th", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l",
    "ŋ": "n", "ɓ": "b", "ɗ": "d", "ɛ": "e", "ɔ": "o", "ñ": "n", "š": "sh", "ş": "sh", "ș": "sh", "č": "ch",
    "ć": "ch", "ç": "ch", "ž": "z", "ğ": "g", "ĝ": "g", "ƴ": "y", "ƙ": "k",
}  # fmt: skip
"""Turkish, Azeri, Balkan and West African Latin letters; all other marks are simply taken off."""
