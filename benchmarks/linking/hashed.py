"""Protected linkers that hash fixed combinations of facts: the method of each, written anew from its description.

`nac`: one hash of family name, birth date and number, as a clearinghouse of benefits does it. `olt`: five tokens in the
manner of the Open Link Token rules. `ons`: thirteen match keys in the manner of the statistics office of the United Kingdom,
from all facts whole to initials, swapped names and a number with the date. None of them hears how a name sounds. Equal hashes of
equal facts are equal facts, so facts are compared here; a key that more than ten records share is no evidence, as with ours.
A pair weighs by the strictest key that agrees, and a little by how many do.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from anyascii import anyascii

Row = dict[str, str]
Rule = Callable[[Row], tuple[str, ...]]
"""The facts of one key; a key with an empty fact is not made."""

_MOST_ALIKE = 10
_PART = 0.01


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z]", "", anyascii(text).upper())


def _plain(row: Row) -> Row:
    """Names in capital letters, the place standing for an area where a file knows no postcode."""
    sex = row["sex"][:1].upper()
    given, family = _letters(row["given"]), _letters(row["family"])
    where = re.sub(r"[^A-Z0-9]", "", anyascii(row["street"]).upper()) or _letters(row["place"])
    return {
        "given": given, "family": family, "born": row["dob"], "sex": sex, "sex?": sex or "U", "where": where,
        "year": row["dob"][:4], "month": row["dob"][5:7], "day": row["dob"][8:10],
        "area": _letters(row["place"]), "number": re.sub(r"[^A-Z0-9]", "", row["docno"].upper()),
    }  # fmt: skip


def _rule(*facts: str) -> Rule:
    """A rule from names of facts; "given:3" takes the first three letters, "sex?" may be unknown."""
    return lambda row: tuple(_part(row, fact) for fact in facts)


def _part(row: Row, fact: str) -> str:
    name, _, letters = fact.partition(":")
    return row[name][: int(letters)] if letters else row[name]


def _as(row: Row, **other: str) -> Row:
    return row | {name: row[fact] for name, fact in other.items()}


def _swapped(rule: Rule) -> Rule:
    """The rule met by names that stand in each other's place: both orders make one key."""
    return lambda row: min(rule(row), rule(_as(row, given="family", family="given")))


NAC: tuple[Rule, ...] = (_rule("family", "born", "number"),)
OLT: tuple[Rule, ...] = (
    _rule("number", "sex", "born"),
    _rule("family", "given", "sex", "born"),
    _rule("family", "given", "born", "area:3"),
    _rule("family", "given:1", "sex", "born"),
    _rule("family", "given:3", "sex"),
)
ONS: tuple[Rule, ...] = (
    _rule("given", "family", "born", "sex?", "where"),
    _rule("given", "family", "born", "sex?"),
    _rule("given", "family", "born", "where"),
    _swapped(_rule("given", "family", "born", "sex?")),
    _rule("given:2", "family:2", "born", "sex?", "area"),
    _rule("given:1", "family:1", "born", "sex?", "area"),
    _rule("given", "born", "sex?", "area"),
    _rule("family", "born", "sex?", "area"),
    _rule("given", "family", "sex?", "where"),
    _rule("given", "family", "year", "sex?", "area"),
    _rule("born", "sex?", "where"),
    _rule("born", "sex?", "number"),
    _rule("given:1", "family:1", "number"),
)
RULES: dict[str, tuple[Rule, ...]] = {"nac": NAC, "olt": OLT, "ons": ONS}


def linked(rules: tuple[Rule, ...], rows: list[Row]) -> Iterable[tuple[str, str, float]]:
    """Every pair that a key joins, with its weight."""
    agreeing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, rule in enumerate(rules):
        for pair in set(_pairs(_blocks(rule, rows))):
            agreeing[pair].append(number)
    return [(*pair, len(rules) - min(met) + _PART * len(met)) for pair, met in agreeing.items()]


def _blocks(rule: Rule, rows: list[Row]) -> list[list[Row]]:
    by_key: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        key = rule(_plain(row))
        if all(key):
            by_key[key].append(row)
    return [block for block in by_key.values() if 1 < len(block) <= _MOST_ALIKE]


def _pairs(blocks: list[list[Row]]) -> Iterator[tuple[str, str]]:
    """Stored and asked, or in one file each two once."""
    for block in blocks:
        for place, one in enumerate(block):
            for other in block[place + 1 :]:
                if one["side"] == other["side"] == "":
                    yield one["rid"], other["rid"]
                elif one["side"] != other["side"]:
                    stored, asked = (one, other) if one["side"] == "a" else (other, one)
                    yield stored["rid"], asked["rid"]
