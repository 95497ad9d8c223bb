"""Other linkers beside ours on the same file, with the same figures.

Protected ones are written here (`benchmarks.linking.hashed`). Plaintext ones run where they are installed
(requirements-peers.in): they see every name, date and number in clear; ours sees none. Splink is given what its manual
advises: blocking on several pairs of columns, names compared with their swap in mind, dates by graded levels, term
frequencies, and, for its best case, the truth of the measured file itself as training labels. recordlinkage is the sum of
its comparisons. Contacts and households block for them but are not compared: couples and twins share these, and both
linkers do better without.
"""

import importlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.linking import hashed
from benchmarks.linking.figures import Candidate, Question
from benchmarks.linking.files import rows_of
from benchmarks.linking.run import summary

Rows = list[dict[str, str]]
Scored = Iterable[tuple[str, str, float]]
"""rid of one row, rid of the other, weight."""

_BLOCKS = (
    ("family", "dob"), ("given", "dob"), ("given", "family"), ("dob", "country", "sex"), ("dob", "place"),
    ("docno",), ("email",), ("phone",), ("household", "dob"), ("family", "given", "country"),
)  # fmt: skip
_NAMES = ("given", "family")
_EXACT = ("sex", "place", "country", "docno")
_LIKELY_BELOW = 0.0001
_ENOUGH_FILLED = 0.05


def measured(name: str, path: Path) -> dict[str, object]:
    """The figures of one peer on a file."""
    try:
        release = _release(name)
    except ImportError:
        return {"missing": f"{name} is not installed: pip install -r requirements-peers.in"}
    rows = rows_of(path)
    started = time.perf_counter()
    scored = list(PEERS[name](rows))
    seconds = round(time.perf_counter() - started, 1)
    return {"version": release, **_figures(rows, scored), "seconds": seconds}


def _release(name: str) -> str:
    """The installed version of a plaintext peer; raises ImportError where it is missing."""
    if name not in PLAINTEXT:
        return "written here"
    importlib.import_module(name)
    return version(name)


def _figures(rows: Rows, scored: Scored) -> dict[str, object]:
    """The same summary as ours; in one file a pair stands in the questions of both its rows."""
    by_rid = {row["rid"]: row for row in rows}
    one_file = not any(row["side"] for row in rows)
    met: dict[str, list[Candidate]] = defaultdict(list)
    for one, other, weight in scored:
        candidate = Candidate(round(weight, 4), by_rid[one]["cluster"] == by_rid[other]["cluster"])
        for rid in (one, other) if one_file else (other if by_rid[other]["side"] == "b" else one,):
            met[rid].append(candidate)
    sizes = Counter(row["cluster"] for row in rows if row["side"] in {"", "a"})
    questions = [
        Question(row.get("klass", ""), sizes[row["cluster"]] - one_file, tuple(met[row["rid"]]))
        for row in rows
        if row["side"] in {"", "b"}
    ]
    matches = sum(question.matches for question in questions) // (2 if one_file else 1)
    return summary(questions, matches, twice=one_file)


def _filled(rows: Rows) -> set[str]:
    """Columns with which something can be compared."""
    return {column for column in rows[0] if sum(bool(row[column]) for row in rows) > _ENOUGH_FILLED * len(rows)}


def splink_frames(rows: Rows) -> list[Any]:
    """One table of people, or those stored and those asked for."""
    pandas = importlib.import_module("pandas")
    frame = pandas.DataFrame(rows).replace("", None)
    return [frame[frame.side == side] for side in "ab"] if any(row["side"] for row in rows) else [frame]


def splink_linker(frames: list[Any]) -> tuple[Any, list[Any]]:
    """Splink trained on these tables, and the tables as it knows them."""
    splink, levels = (importlib.import_module(name) for name in ("splink", "splink.comparison_library"))
    enough = _ENOUGH_FILLED * sum(map(len, frames))
    filled = {column for column in frames[0] if sum(frame[column].notna().sum() for frame in frames) > enough}
    settings = splink.SettingsCreator(
        link_type="dedupe_only" if len(frames) == 1 else "link_only",
        unique_id_column_name="rid",
        blocking_rules_to_generate_predictions=[
            splink.block_on(*columns) for columns in _BLOCKS if filled.issuperset(columns)
        ],
        comparisons=list(_comparisons(levels, filled)),
    )
    api = importlib.import_module("splink.backends.duckdb").DuckDBAPI()
    tables = [api.register(part, dataset_display_name=f"side_{n}") for n, part in enumerate(frames)]
    linker = splink.Linker(tables, settings)
    _train(linker, splink, filled)
    return linker, tables


def _splink(rows: Rows) -> Scored:
    linker, _ = splink_linker(splink_frames(rows))
    found = linker.inference.predict(threshold_match_probability=_LIKELY_BELOW).as_pandas_dataframe()
    return zip(found.rid_l, found.rid_r, found.match_weight, strict=True)


def _comparisons(levels: Any, filled: set[str]) -> Iterable[Any]:  # noqa: ANN401 - an optional package without types
    yield levels.ForenameSurnameComparison(*_NAMES, jaro_winkler_thresholds=[0.95, 0.88, 0.75])
    yield levels.DateOfBirthComparison("dob", input_is_string=True)
    for column in _EXACT:
        if column in filled:
            yield levels.ExactMatch(column).configure(term_frequency_adjustments=column in {"place", "country"})


def _train(linker: Any, splink: Any, filled: set[str]) -> None:  # noqa: ANN401 - an optional package without types
    training = linker.training
    exact = [
        splink.block_on(*columns) for columns in (("given", "family", "dob"), ("docno",)) if filled.issuperset(columns)
    ]
    training.estimate_probability_two_random_records_match(exact, recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    training.estimate_m_from_label_column("cluster")


def _recordlinkage(rows: Rows) -> Scored:
    library, pandas = importlib.import_module("recordlinkage"), importlib.import_module("pandas")
    filled, frame = _filled(rows), pandas.DataFrame(rows).set_index("rid").replace("", None)
    indexer, comparing = library.Index(), library.Compare()
    for columns in _BLOCKS:
        if filled.issuperset(columns):
            indexer.block(list(columns))
    for column in _NAMES:
        comparing.string(column, column, method="jarowinkler", label=column)
    comparing.string("dob", "dob", method="damerau_levenshtein", label="dob")
    for column in filled.intersection(_EXACT):
        comparing.exact(column, column, label=column)
    sides = (frame,) if "side" not in filled else (frame[frame.side == "a"], frame[frame.side == "b"])
    total = comparing.compute(indexer.index(*sides), *sides).sum(axis=1)
    return ((one, other, weight) for (one, other), weight in total.items())


PLAINTEXT: dict[str, Callable[[Rows], Scored]] = {"splink": _splink, "recordlinkage": _recordlinkage}
PEERS = PLAINTEXT | {name: partial(hashed.linked, rules) for name, rules in hashed.RULES.items()}
