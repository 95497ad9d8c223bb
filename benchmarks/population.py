"""A realistic population of returnees with known truth, as a person file.

`python -m benchmarks.population --setting test --seed 1 --stored 50000 --asked 12000 --out FILE.csv`. Side a is stored,
side b asked; rows of one cluster are one person; klass says what happened to an asked row (benchmarks/returnees/changes.py)
or which stranger it is. The settings `fit` and `test` share no name, no town and no chance, so that what was fitted on one
can be measured on the other. Nothing here is taken from real persons.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.returnees.changes import ALIASES, CHANGES, alias, changed
from benchmarks.returnees.names import SETTINGS
from benchmarks.returnees.people import Returnee, World
from benchmarks.returnees.records import COLUMNS, Record, first_time, later, whole

HEADER = ("rid", "side", "cluster", *COLUMNS[:10], "klass", *COLUMNS[10:])
KNOWN_SHARE = 0.6
STRANGERS = {"stranger": 0.5, "namesake": 0.25, "sibling": 0.15, "twin": 0.1}
"""Whom nobody knows yet: their share among the questions without a match."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file."""

    rid: str
    side: str
    cluster: str
    klass: str
    record: Record

    def cells(self) -> dict[str, str]:
        """The line by column."""
        return {"rid": self.rid, "side": self.side, "cluster": self.cluster, "klass": self.klass, **asdict(self.record)}


def main() -> None:
    """Write the file and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--setting", choices=SETTINGS, default="test")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stored", type=int, default=50_000)
    parser.add_argument("--asked", type=int, default=12_000)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = write(options.out, population(options.setting, options.seed, options.stored, options.asked))
    print(json.dumps({"setting": options.setting, "seed": options.seed, **rows}))


def write(path: Path, rows: Iterator[Row]) -> dict[str, int]:
    """The rows as CSV; answers how many there are of each class, stored ones under an empty name."""
    counted: Counter[str] = Counter()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        for row in rows:
            writer.writerow(row.cells())
            counted[row.klass or "stored"] += 1
    return dict(counted)


def population(setting: str, seed: int, stored: int, asked: int) -> Iterator[Row]:
    """Stored people first, then the questions, in an order that says nothing."""
    world = World(setting, seed)
    people = [person for family in world.families(stored) for person in family]
    by_number = {person.number: first_time(whole(person), world.rng) for person in people}
    for person in people:
        yield Row(f"a{person.number}", "a", str(person.number), "", by_number[person.number])
    questions = [*_known(world, people, by_number, round(asked * KNOWN_SHARE))]
    questions += _unknown(world, people, asked - len(questions))
    world.rng.shuffle(questions)
    for number, (cluster, klass, record) in enumerate(questions):
        yield Row(f"b{number}", "b", cluster or f"x{number}", klass, record)


Question = tuple[str, str, Record]


def _known(world: World, people: list[Returnee], stored: dict[int, Record], count: int) -> Iterator[Question]:
    """Questions about stored persons: changed ones, and those who hide."""
    shares = {klass: share for klass, (_, share) in CHANGES.items()} | ALIASES
    order = world.rng.sample(people, len(people))
    for klass in world.rng.choices(list(shares), list(shares.values()), k=count):
        yield _until(lambda klass=klass: _about(order, klass, world, stored))  # type: ignore[misc]


def _about(order: list[Returnee], klass: str, world: World, stored: dict[int, Record]) -> Question | None:
    """The next person whose details allow this class; what an alias rests on must have been stored."""
    person = order.pop()
    if klass in CHANGES:
        record = changed(person, klass, world.rng)
    else:
        record = alias(_as_stored(person, stored[person.number]), klass, world)
    if record is None:
        order.insert(world.rng.randrange(len(order) + 1), person)
    return (str(person.number), klass, record) if record else None


def _as_stored(person: Returnee, record: Record) -> Returnee:
    return replace(person, document=record.docno, phone=record.phone)


def _unknown(world: World, people: list[Returnee], count: int) -> Iterator[Question]:
    """Questions about people who are not stored, near to one who is or not."""
    near: dict[str, Callable[[Returnee], Returnee]] = {
        "stranger": lambda _: world.adult(),
        "namesake": world.namesake_of,
        "sibling": world.sibling_of,
        "twin": world.twin_of,
    }
    common = [person for person in people if world.is_common(person)]
    for klass in world.rng.choices(list(STRANGERS), list(STRANGERS.values()), k=count):
        person = near[klass](world.rng.choice(common if klass == "namesake" else people))
        yield "", klass, later(whole(person), world.rng)


def _until(attempt: Callable[[], Question | None]) -> Question:
    while (found := attempt()) is None:
        pass
    return found


if __name__ == "__main__":
    main()
