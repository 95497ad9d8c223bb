"""What a thief of the store, a key holder, the store's operator and a rogue client can learn, tried out and measured.

`python -m benchmarks.attack --json`. Graph matching and frequencies: how many of the known people a thief finds again in our
store, and in keyed Bloom filters of the same people, when 5, 20 or 100 % of them are known in clear. Shape: what a claim's
rows alone give away to one who knows word for word what the office wrote. Dictionary: how many
guesses can be told true with the store, with one key share, with both. Holder: whether two questions about one person can be
told to be that. Operator: which questions and claims whoever runs the store can link while it answers. Rogue: how many guesses the
quotas leave to a member's own node, and how many of the right ones are told. Answers: their bytes and times, found or not, asked
in rounds of random order, with the 95 % interval. Everything is deterministic but the times.
"""

import argparse
import json
from collections import Counter
from collections.abc import Hashable, Sequence
from random import Random

from benchmarks.attacking import answers, encodings, guessing, live, matching, rogue
from benchmarks.attacking.encodings import Stored
from benchmarks.linking.files import Person
from returns_app.blind import client
from returns_app.blind.group import scalar_times
from returns_app.blind.holder import LocalHolder
from returns_app.linkage.match_keys import keys_to_ask, keys_to_store

OVERLAPS = (0.05, 0.2, 1.0)
KNOWN = 48


def main() -> None:
    """Attack, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--seconds", type=float, default=3.0, help="for each thief with a dictionary")
    parser.add_argument(
        "--rounds", type=int, default=400, help="of questions about somebody stored and two who are not"
    )
    parser.add_argument("--linked", type=int, default=150, help="people whose questions the store's operator links")
    parser.add_argument("--fished", type=int, default=900, help="people whom a rogue client asks about")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    people = encodings.people(options.people, options.seed)
    store = encodings.stored(people, guessing.token_under(scalar_times(*guessing.SHARES)))
    figures: dict[str, object] = {
        "people": len(people),
        "chance": round(1 / len(people), 5),
        "graph_matching": {str(share): graphs(people, store, share, options.seed) for share in OVERLAPS},
        "frequency": frequencies(people, store, options.seed),
        "shape": shapes(people, store),
        "dictionary": guessing.dictionary(store, people, options.seconds),
        "holder": holder(people[:50]),
        "operator": live.linked(options.linked, options.seed),
        "rogue": rogue.dictionary(encodings.people(options.fished, options.seed), KNOWN),
        "answers": answers.measured(people, options.rounds, options.seed),
    }
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


def graphs(people: list[Person], store: list[Stored], share: float, seed: int) -> dict[str, float]:
    """The share of the known people found again by graph matching, in Bloom filters and in our store."""
    rng = Random(seed)
    known = rng.sample(range(len(people)), max(10, round(share * len(people))))
    grams = [encodings.grams(person) for person in people]
    clear = matching.similarities([grams[one] for one in known], encodings.expected_likeness)
    filters = [encodings.bloom(one) for one in grams]
    addresses = [frozenset(claim.rows) for claim in store]
    sizes = [encodings.expected_bits(grams[one]) for one in known]
    stolen = {
        "bloom": (matching.similarities(filters, matching.of_bits), [float(one.bit_count()) for one in filters]),
        "ours": (matching.similarities(addresses, matching.of_sets), [float(len(one)) for one in addresses]),
    }
    found = {name: matching.guessed(clear, matrix, (sizes, theirs), rng) for name, (matrix, theirs) in stolen.items()}
    hits = {name: sum(map(int.__eq__, known, guesses)) for name, guesses in found.items()}
    return {"known": len(known), **{name: round(count / len(known), 4) for name, count in hits.items()}}


def frequencies(people: list[Person], store: list[Stored], seed: int) -> dict[str, float]:
    """Family names by rank of frequency: the commonest value in the store should be the commonest name."""
    names = [person.details.names[0].family.casefold() for person in people]
    rng = Random(seed)
    # The thief has a list of names of his own, in another order than the store: equal counts must not give names away.
    ranked = [name for name, _ in Counter(rng.sample(names, len(names))).most_common()]
    rows = [claim.rows[0] if claim.rows else b"" for claim in store]
    filters = [encodings.bloom(frozenset({name})) for name in names]
    return {
        "bloom": _by_rank(filters, names, ranked),
        "ours": _by_rank(rows, names, ranked),
        "chance": _by_rank(rng.sample(range(len(names)), len(names)), names, ranked),
        "most_rows_alike_in_ours": max(Counter(row for claim in store for row in claim.rows).values()),
    }


def _by_rank(values: list[int] | list[bytes], names: list[str], ranked: list[str]) -> float:
    order = [value for value, _ in Counter(values).most_common()]
    guess = dict(zip(order, ranked, strict=False))
    return round(sum(guess.get(value) == name for value, name in zip(values, names, strict=True)) / len(names), 4)


def shapes(people: list[Person], store: list[Stored]) -> dict[str, float]:
    """How many claims stand alone by what a thief sees of their shape: with the database, and with the store's own key too.

    Before rows were made equal in number and lost their kind, a thief of the database saw what is given as `without_hiding`.
    Only one who knows word for word which facts an office wrote down could use it; a name itself it never told.
    """
    counted = [tuple(sorted(Counter(key.kind for key in keys_to_store(one.details)).items())) for one in people]
    return {
        "different_numbers_of_rows": len({len(claim.rows) for claim in store}),
        "alone_with_the_database": _alone([len(claim.rows) for claim in store]),
        "alone_with_the_database_and_its_key": _alone([claim.sealed for claim in store]),
        "alone_without_hiding": _alone(counted),
    }


def _alone(shapes: Sequence[Hashable]) -> float:
    met = Counter(shapes)
    return round(sum(met[one] == 1 for one in shapes) / len(shapes), 4)


def holder(people: list[Person]) -> dict[str, float]:
    """Two questions about each person: how many elements a holder sees twice, and whether the tokens are the same."""
    holders = [LocalHolder({1: share}) for share in guessing.SHARES]
    commitments = [one.commitment(1) for one in holders]
    seen_twice = elements = same = 0
    for person in people:
        values = [key.value for key in keys_to_ask(person.details)]
        questions = [client.prepare(values) for _ in range(2)]
        seen_twice += len(set(questions[0].blinded) & set(questions[1].blinded))
        elements += len(values)
        same += client.ask(values, holders, commitments, 1) == client.ask(values, holders, commitments, 1)
    return {
        "elements": elements,
        "elements_seen_twice": seen_twice,
        "questions_with_the_same_tokens": round(same / len(people), 4),
    }


if __name__ == "__main__":
    main()
