"""Sounds of names in Latin letters, as clerks of several countries spell them by ear or from a document."""

import re
from random import Random

_BASE = {
    "A": "a", "I": "i", "U": "u", "H": "h", "$": "s", "#": "d", "%": "t", "@": "z", "'": "", "D": "d", "T": "t",
    "Y": "a",
}  # fmt: skip
_STYLES: dict[str, dict[str, str]] = {
    "en": {"S": "sh", "C": "ch", "J": "j", "X": "kh", "G": "gh", "Z": "zh", "c": "ts", "I": "i i ee", "U": "u u oo",
           "T": "th", "D": "dh d", "Y": "a ah", "#": "d dh", "y": "y", "q": "q k"},
    "fr": {"S": "ch", "C": "tch", "J": "dj", "j": "dj j", "X": "kh", "G": "gh", "Z": "j", "c": "ts", "U": "ou",
           "u": "ou o", "w": "ou w", "T": "th t", "D": "d", "Y": "a", "#": "d", "y": "y i", "q": "k q", "H": "h"},
    "de": {"S": "sch", "C": "tsch", "J": "dsch", "j": "dsch j", "X": "ch kh", "G": "gh g", "Z": "sch z", "c": "z ts",
           "I": "i ie", "w": "w", "v": "w v", "y": "j y", "q": "k q", "Y": "a", "T": "th"},
    "plain": {"S": "s", "C": "c", "J": "j", "X": "h", "G": "g", "Z": "z", "c": "c ts"},
}  # fmt: skip
_OWN: dict[str, dict[str, str]] = {
    "arab": {"a": "a a a e", "u": "u u o", "i": "i i e", "ay": "ai ay ei", "w": "w"},
    "persian": {"a": "a a a e", "u": "u o", "e": "e i", "o": "o u", "D": "dh"},
    "pakistan": {"a": "a a a e", "D": "dh", "v": "v w"},
    "bengal": {"a": "a", "o": "o u", "v": "v"},
    "slav": {"X": "kh h", "y": "y i", "h": "h", "c": "ts tz c"},
    "balkan": {"j": "j j y", "c": "c ts"},
    "georgia": {"D": "dz", "T": "t", "q": "q k", "j": "j"},
    "armenia": {"T": "t", "y": "y i", "q": "k q", "j": "j"},
    "horn": {"c": "ts", "a": "a", "e": "e e a", "q": "k q", "y": "y i"},
    "turkey": {"c": "j c", "C": "ch", "G": "g gh", "I": "i", "ö": "o", "ü": "u"},
    "india": {"v": "v w", "D": "d"},
}
_LOCAL: dict[str, dict[str, str]] = {
    "turkey": {"S": "ş", "C": "ç", "G": "ğ", "I": "ı", "c": "c"},
    "balkan": {"S": "š", "C": "č", "Z": "ž"},
}
_GERMAN = {"turkey": {"ö": "oe", "ü": "ue", "c": "dsch c"}}
_SUN = "tdrzsnlS$#"


def spelled(sounds: str, culture: str, style: str, rng: Random) -> str:
    """One way to spell a name: alternatives that custom gives it, or its sounds in the letters of a style."""
    if "/" in sounds or culture not in _OWN:
        return rng.choice(sounds.split("/"))
    if sounds.startswith("&"):
        return _servant(sounds[1:], culture, style, rng)
    if sounds.startswith("*"):
        return _with_article(_word(sounds[1:], culture, style, rng), sounds[1], style, rng)
    words = [_word(word, culture, style, rng) for word in sounds.split("-")]
    joined = rng.choice((" ", " ", "")).join(words)
    return joined if " " in joined else joined.capitalize()


def without_article(name: str) -> str:
    """The name as a state writes it that drops the article, or as one that adds it."""
    bare = re.sub(r"^(al|el|as|an|ar|ash)[- ]", "", name, flags=re.IGNORECASE)
    return bare if bare != name else f"Al-{name}"


def styles_of(culture: str) -> tuple[str, ...]:
    """Who may have spelled a name of this culture."""
    return ("en", "fr", "de", "local", "plain") if culture in _LOCAL else ("en", "fr", "de")


def _table(culture: str, style: str) -> dict[str, str]:
    own = _LOCAL.get(culture, {}) if style == "local" else {}
    own = own or (_GERMAN.get(culture, {}) if style == "de" else {})
    return _BASE | _OWN.get(culture, {}) | _STYLES.get(style, {}) | _kept(culture, style) | own


def _kept(culture: str, style: str) -> dict[str, str]:
    """What a culture's own table says against the style: short vowels, and sounds that only it has."""
    table = _OWN.get(culture, {})
    signs = "DTchGCe" if culture in {"georgia", "armenia", "slav", "balkan", "turkey", "horn"} else "D"
    kept = {sign: table[sign] for sign in signs if sign in table and style == "en"}
    return kept | {sign: table[sign] for sign in ("Dj" if culture == "balkan" else "D") if sign in table}


def _word(word: str, culture: str, style: str, rng: Random) -> str:
    table, out = _table(culture, style), ""
    if style == "de":
        word = re.sub(r"y(?![aeiouAIU])", "i", word)
    for sign in word:
        out += _one_of(table.get(sign, sign), rng)
    if rng.random() < 0.2:  # noqa: PLR2004 - one hand in five writes no double letters
        out = re.sub(r"([a-z])\1", r"\1", out)
    return out.capitalize()


def _one_of(options: str, rng: Random) -> str:
    """The first option half of the time, any of them otherwise."""
    listed = options.split(" ")
    return listed[0] if len(listed) == 1 or rng.random() < 0.5 else rng.choice(listed)  # noqa: PLR2004


def _servant(of: str, culture: str, style: str, rng: Random) -> str:
    """Abd al-Rahman and its like, in one word, two or three."""
    if of == "lAh":
        return rng.choice(("Abdellah", "Abdallah") if style == "fr" else ("Abdullah", "Abdallah", "Abdulla"))
    name = _word(of, culture, style, rng)
    if style == "fr" and of[0] in "rnsS":
        return rng.choice((f"Abde{name[0].lower()}{name.lower()}", f"Abdel {name}"))
    forms = (f"Abdul {name}", f"Abdul{name.lower()}", f"Abdel{name.lower()}", f"Abd al-{name}", f"Abdel {name}")
    return rng.choice(forms)


def _with_article(name: str, first: str, style: str, rng: Random) -> str:
    article = "El" if style == "fr" else "Al"
    if first in _SUN and rng.random() < 0.1:  # noqa: PLR2004 - few write the article as it is heard
        article = f"{article[0]}{name[0].lower()}"
    return rng.choice((f"{article}-{name}", f"{article}-{name}", f"{article} {name}", f"{article}{name.lower()}", name))
