"""What happens to a person's details between two offices: one function for each class of change.

A function answers None where the change is not possible: no particle to drop, no script but Latin.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from benchmarks.returnees.letters import SCRIPT_OF, native
from benchmarks.returnees.people import Name, Returnee, World
from benchmarks.returnees.records import Record, later, whole
from benchmarks.returnees.spelling import spelled, styles_of, without_article

Change = Callable[[Returnee, Record, Random], Record | None]
_PARTS = ("given", "middle", "family")
_BESIDE = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioiopsdfghjkjxcvbnmn"[:26], strict=True))
_WITH_PARTICLES = frozenset({"arab", "persian", "pakistan"})
_TRIES = 6
_COUNTRIES = ("SY", "IQ", "TR", "IR", "AF", "PK", "ER", "ET", "GN", "SN", "RS", "AL", "RU", "UA")


def same(_person: Returnee, record: Record, _rng: Random) -> Record | None:
    """Nothing changes but what is known beside name and date."""
    return record


def typo(_person: Returnee, record: Record, rng: Random) -> Record | None:
    """One letter wrong, in three of ten cases two."""
    for _ in range(1 if rng.random() < 0.7 else 2):  # noqa: PLR2004
        part = rng.choice([part for part in _PARTS if getattr(record, part)])
        record = replace(record, **{part: _mistyped(getattr(record, part), rng)})
    return record


def transliteration(person: Returnee, record: Record, rng: Random) -> Record | None:
    """Every name spelled anew, by another hand."""
    for _ in range(_TRIES):
        other = replace(record, **{part: _respelled(getattr(person, part), person, rng) for part in _PARTS})
        if other != record:
            return other
    return None


def original_script(person: Returnee, record: Record, _rng: Random) -> Record | None:
    """Every name in the script of home."""
    culture = person.country.culture.name
    if culture not in SCRIPT_OF:
        return None
    written = {part: " ".join(native(name.sounds, culture) for name in getattr(person, part)) for part in _PARTS}
    return replace(record, **written)


def day_month_swap(_person: Returnee, record: Record, _rng: Random) -> Record | None:
    """Day and month in each other's place, where both can be."""
    born = date.fromisoformat(record.dob)
    if born.day > 12 or born.day == born.month:  # noqa: PLR2004 - months
        return None
    return replace(record, dob=born.replace(month=born.day, day=born.month).isoformat())


def first_january(_person: Returnee, record: Record, rng: Random) -> Record | None:
    """An office that trusts the year alone, or guesses that too; three in four write 1 January."""
    born = date.fromisoformat(record.dob)
    if (born.month, born.day) == (1, 1):
        return None
    year = born.year + (rng.choice((-1, 1)) if rng.random() < 0.1 else 0)  # noqa: PLR2004
    if rng.random() < 0.25:  # noqa: PLR2004 - an office that leaves the rest open
        return replace(record, dob=f"{year}")
    return replace(record, dob=f"{year}-01-01")


def date_error(_person: Returnee, record: Record, rng: Random) -> Record | None:
    """One part of the date wrong: a digit, a neighbour, another month."""
    born = date.fromisoformat(record.dob)
    other = rng.choice((_other_day, _other_month, _other_year))(born, rng)
    return replace(record, dob=other.isoformat()) if other and other != born else None


def names_swapped(_person: Returnee, record: Record, _rng: Random) -> Record | None:
    """Family name and given name in each other's place."""
    return replace(record, given=record.family, family=record.given)


def name_dropped(_person: Returnee, record: Record, rng: Random) -> Record | None:
    """One of three or more names left out."""
    words = {part: getattr(record, part).split() for part in _PARTS}
    droppable = [part for part in _PARTS if len(words[part]) > 1 or (part == "middle" and words[part])]
    if not droppable:
        return None
    part = rng.choice(droppable)
    words[part].pop(rng.randrange(len(words[part])))
    return replace(record, **{part: " ".join(words[part])})


def particle(person: Returnee, record: Record, rng: Random) -> Record | None:
    """An article added or dropped, ben or bin before the last name."""
    if person.country.culture.name not in _WITH_PARTICLES:
        return None
    if rng.random() < 0.6:  # noqa: PLR2004
        return replace(record, family=without_article(record.family))
    return replace(record, family=f"{rng.choice(('Ben', 'Bin', 'bin', 'Bint', 'Abu'))} {record.family}")


def several(person: Returnee, record: Record, rng: Random) -> Record | None:
    """Two or three changes at once, of names and of the date."""
    steps: list[Change] = [rng.choice((transliteration, typo)), rng.choice((date_error, day_month_swap, first_january))]
    if rng.random() < 0.4:  # noqa: PLR2004
        steps.append(rng.choice((names_swapped, name_dropped, particle)))
    done = 0
    for step in rng.sample(steps, k=max(2, len(steps))):
        changed = step(person, record, rng)
        done, record = (done + 1, changed) if changed else (done, record)
    return record if done > 1 else None


CHANGES: dict[str, tuple[Change, float]] = {
    "same": (same, 10),
    "typo": (typo, 12),
    "transliteration": (transliteration, 18),
    "original_script": (original_script, 7),
    "day_month_swap": (day_month_swap, 6),
    "first_january": (first_january, 6),
    "date_error": (date_error, 9),
    "names_swapped": (names_swapped, 5),
    "name_dropped": (name_dropped, 6),
    "particle": (particle, 5),
    "several": (several, 8),
}
"""Classes of change, and how many questions in a hundred about a known person show them."""

ALIASES = {"alias_document": 2.5, "alias_phone": 2.0, "alias_family": 2.0, "full_alias": 1.5}
"""The same person under other names and another date; only one thing, or nothing, is true."""


def changed(person: Returnee, klass: str, rng: Random) -> Record | None:
    """A known person as the second office wrote them down."""
    record = CHANGES[klass][0](person, whole(person), rng)
    return _elsewhere(later(record, rng), person, rng) if record else None


def alias(person: Returnee, klass: str, world: World) -> Record | None:
    """False personalia, told with the true passport, the true phone, among the true family, or none of these."""
    true = {"alias_document": "docno", "alias_phone": "phone", "alias_family": "household"}.get(klass)
    known = whole(person)
    if true and not getattr(known, true):
        return None
    told = later(whole(world.adult(person.country, person.sex)), world.rng)
    if true == "household":
        return replace(told, dob=known.dob, household=known.household)
    empty = dict.fromkeys(("docno", "phone", "email", "household"), "")
    return replace(told, **(empty | ({true: getattr(known, true)} if true else {})))


def _elsewhere(record: Record, person: Returnee, rng: Random) -> Record:
    """The village here, the district town there; once in seventy forms another citizenship."""
    if record.place and rng.random() < 0.15:  # noqa: PLR2004
        record = replace(record, place=rng.choice(person.country.towns))
    return replace(record, country=rng.choice(_COUNTRIES)) if rng.random() < 0.015 else record  # noqa: PLR2004


def _mistyped(words: str, rng: Random) -> str:
    place = rng.randrange(len(words))
    before, letter, after = words[:place], words[place], words[place + 1 :]
    kind = rng.randrange(4)
    if kind == 0 and len(words) > 3:  # noqa: PLR2004 - a letter left out; not of very short names
        return before + after
    if kind == 1 and after:
        return before + after[0] + letter + after[1:]
    wrong = _BESIDE.get(letter.lower(), "e")
    return before + (wrong if kind == 2 else letter + wrong) + after  # noqa: PLR2004 - another letter, or one too many


def _respelled(names: tuple[Name, ...], person: Returnee, rng: Random) -> str:
    culture = person.country.culture.name
    style = rng.choice(styles_of(culture))
    return " ".join(spelled(name.sounds, culture, style, rng) for name in names)


def _other_day(born: date, rng: Random) -> date | None:
    return _moved(
        born, day=rng.choice((born.day - 1, born.day + 1, born.day + 10, born.day - 10, rng.randrange(1, 29)))
    )


def _other_month(born: date, rng: Random) -> date | None:
    return _moved(born, month=rng.choice((born.month - 1, born.month + 1, rng.randrange(1, 13))))


def _other_year(born: date, rng: Random) -> date | None:
    return _moved(born, year=born.year + rng.choice((-1, 1, -1, 1, -2, 2, -10, 10)))


def _moved(born: date, **parts: int) -> date | None:
    try:
        return born.replace(**parts)
    except ValueError:
        return None
