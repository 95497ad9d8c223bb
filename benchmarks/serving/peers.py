"""How long other linkers take for one question among many people, beside our own check and in the same run.

`splink` gets the plaintext of everybody and looks for one new person with `predict_between`, its call for records that come
later; model and term frequencies are made before the clock starts. `anonlink` compares one Bloom filter of 1,024 bits with all
stored ones, which is how it finds anybody. Both see people of the same made-up population. Neither has a wire, a signature, a
quota or a log in its time; ours has all four.
"""

import importlib
import statistics
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from benchmarks.linking.peers import splink_frames, splink_linker
from benchmarks.population import population

SEED = 11
ASKED = 30
FILTER_BYTES = 128
HASHES = 20
ALIKE = 0.8
Ask = Callable[[int], object]


def measured(name: str, claims: int) -> dict[str, object]:
    """Milliseconds for one question among `claims` people: the middle one and that of ninety-five in a hundred."""
    try:
        release = version(name)
        importlib.import_module(name)
    except ImportError:
        return {"missing": f"{name} is not installed: pip install -r requirements-peers.in"}
    rows = [row.cells() for row in population("test", SEED, claims, ASKED)]
    ask = PEERS[name](rows)
    ask(0)
    times = sorted(_timed(partial(ask, number)) for number in range(1, ASKED))
    cuts = statistics.quantiles(times, n=20)
    return {"version": release, "people": claims, "p50_ms": _ms(statistics.median(times)), "p95_ms": _ms(cuts[-1])}


def _timed(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _splink(rows: list[dict[str, str]]) -> Ask:
    stored, asked = splink_frames(rows)
    linker, tables = splink_linker([stored, asked])
    for column in ("given", "family", "place", "country"):
        linker.table_management.compute_tf_table(column)

    def ask(number: int) -> Any:  # noqa: ANN401 - an optional package without types
        one = linker._db_api.register(asked.iloc[[number]], dataset_display_name=f"one_{number}")  # noqa: SLF001
        found = linker.inference.predict_between(tables[0], one, threshold_match_probability=0.5, warning_mode="never")
        return found.as_pandas_dataframe()

    return ask


def _anonlink(rows: list[dict[str, str]]) -> Ask:
    dice = importlib.import_module("anonlink").similarities.dice_coefficient_accelerated
    stored = [_filter(row) for row in rows if row["side"] == "a"]
    asked = [_filter(row) for row in rows if row["side"] == "b"]
    return lambda number: dice([stored, [asked[number]]], ALIKE)


def _filter(row: dict[str, str]) -> Any:  # noqa: ANN401 - an optional package without types
    bits = 0
    for gram in _grams(row):
        bits |= _mask(gram)
    filled = importlib.import_module("bitarray").bitarray()
    filled.frombytes(bits.to_bytes(FILTER_BYTES, "big"))
    return filled


def _grams(row: dict[str, str]) -> Iterator[str]:
    for column in ("given", "family", "dob", "place", "sex", "country"):
        text = f"_{row[column]}_"
        yield from (column + text[start : start + 2] for start in range(len(text) - 1))


@cache
def _mask(gram: str) -> int:
    digest = sha256(gram.encode()).digest()
    first, second = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:16], "big") | 1
    return sum({1 << (first + turn * second) % (8 * FILTER_BYTES) for turn in range(HASHES)})


PEERS: dict[str, Callable[[list[dict[str, str]]], Ask]] = {"splink": _splink, "anonlink": _anonlink}
