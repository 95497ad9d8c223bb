"""Eurostat's own layouts: bulk TSV, SDMX-CSV with codes or labels, JSON-stat 2 and the old export of 2017."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from returns_app.core.text import N_
from returns_app.indicators.rules.series.codes import code_for
from returns_app.indicators.rules.series.model import Observation, Reading, SeriesFault, fields_of, number_of, period_of

# The dimensions of the tables the house uses; further ones are taken as they come and have to be chosen from.
TABLES: dict[str, frozenset[str]] = {
    "MIGR_EIORD": frozenset({"freq", "citizen", "age", "sex", "unit", "geo"}),
    "MIGR_EIRTN": frozenset({"freq", "citizen", "c_dest", "age", "sex", "unit", "geo"}),
    "MIGR_EIORD1": frozenset({"freq", "citizen", "age", "sex", "unit", "geo"}),
    "MIGR_EIRTN1": frozenset({"freq", "citizen", "c_dest", "age", "sex", "unit", "geo"}),
    "MIGR_EIRTN2": frozenset({"freq", "citizen", "c_dest", "age", "sex", "unit", "geo"}),
    "MIGR_EIPRE": frozenset({"freq", "reason", "apprehen", "citizen", "sex", "age", "unit", "geo"}),
}
_NO_DIMENSION = frozenset({"DATAFLOW", "LAST UPDATE", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"})
MOST_CELLS = 5_000_000


def read_tsv(text: str, dataset: str) -> Reading:
    """The bulk file: dimensions joined by commas, then a column per period, each value with its flags."""
    lines = text.splitlines()
    head = lines[0].split("\t")
    names, _, time = head[0].partition("\\")
    dimensions = tuple(name.strip() for name in names.split(","))
    if time.strip() != "TIME_PERIOD":
        raise SeriesFault(
            1, N_("Line %(line)s: the first field has to end in \\TIME_PERIOD, as in Eurostat's bulk files.")
        )
    _check_dimensions(dataset, dimensions)
    periods = [period_of(cell, 1) for cell in head[1:]]
    return Reading("tsv", dataset, dimensions, tuple(_tsv_rows(lines[1:], dimensions, periods)))


def _tsv_rows(lines: Sequence[str], dimensions: tuple[str, ...], periods: Sequence[str]) -> Iterator[Observation]:
    for line, row in enumerate(lines, start=2):
        if not row.strip():
            continue
        key, *cells = row.split("\t")
        at = fields_of([part.strip() for part in key.split(",")], dimensions, line)
        fields_of(cells, tuple(periods), line)
        for period, cell in zip(periods, cells, strict=True):
            yield Observation(at, period, *number_of(cell, line, period))


def read_sdmx(text: str, dataset: str) -> Reading:
    """SDMX-CSV, by the names of its columns: codes, labels, or both as `FR:France`."""
    rows = csv.reader(io.StringIO(text, newline=""))
    head = tuple(name.strip() for name in next(rows))
    for needed in ("TIME_PERIOD", "OBS_VALUE"):
        if needed not in head:
            raise SeriesFault(1, N_("Line %(line)s: the column %(column)s is missing."), column=needed)
    dimensions = tuple(name for name in head if name not in _NO_DIMENSION)
    found, named = [], dataset
    for line, cells in enumerate(rows, start=2):
        if not cells:
            continue
        row = fields_of(cells, head, line)
        named = _table_name(row.get("DATAFLOW", "")) or named
        at = {name: code_for(name, row[name]) for name in dimensions}
        value, flag = number_of(row["OBS_VALUE"], line, "OBS_VALUE")
        found.append(Observation(at, period_of(row["TIME_PERIOD"], line), value, (row.get("OBS_FLAG") or flag).strip()))
    _check_dimensions(named, dimensions)
    return Reading("sdmx-csv", named, dimensions, tuple(found))


def read_old_export(text: str, dataset: str) -> Reading:
    """The export of 2017: TIME, GEO, CITIZEN and others in labels, thousands with commas."""
    rows = csv.reader(io.StringIO(text, newline=""))
    head = tuple(name.strip() for name in next(rows))
    dimensions = tuple(name.lower() for name in head if name not in {"TIME", "Value", "Flag and Footnotes"})
    found = []
    for line, cells in enumerate(rows, start=2):
        row = fields_of(cells, head, line)
        at = {name: code_for(name, row[name.upper()]) for name in dimensions}
        value, _flag = number_of(row["Value"], line, "Value")
        flag = row.get("Flag and Footnotes", "").strip()[:1]
        found.append(Observation(at, period_of(row["TIME"], line), value, flag))
    return Reading("old-export", dataset, dimensions, tuple(found))


def read_json_stat(text: str, dataset: str) -> Reading:
    """JSON-stat 2: values by position, the last dimension running fastest."""
    try:
        found: dict[str, Any] = json.loads(text)
        dimensions, sizes = tuple(found["id"]), [int(size) for size in found["size"]]
        codes = [_codes(found["dimension"][name]["category"]["index"]) for name in dimensions]
        time = dimensions.index("time") if "time" in dimensions else dimensions.index("TIME_PERIOD")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise SeriesFault(1, N_("Line %(line)s: this is not JSON-stat 2: %(found)s."), found=str(fault)[:80]) from fault
    if [len(one) for one in codes] != sizes or prod(sizes) > MOST_CELLS:
        raise SeriesFault(1, N_("Line %(line)s: the sizes of the dimensions do not fit their codes."))
    values, flags = _by_position(found.get("value")), _by_position(found.get("status"))
    kept = tuple(name for name in dimensions if name != dimensions[time])
    observations = []
    for position, place in enumerate(product(*codes)):
        if position not in values and position not in flags:
            continue
        at = {name: code for name, code in zip(dimensions, place, strict=True) if name != dimensions[time]}
        value, _flag = number_of(
            str(values.get(position, "") if values.get(position) is not None else ":"), position + 1, "value"
        )
        observations.append(Observation(at, period_of(place[time], 1), value, str(flags.get(position, ""))))
    named = _table_name(str(found.get("extension", {}).get("id", ""))) or dataset
    return Reading("json-stat", named, kept, tuple(observations))


def _codes(index: Mapping[str, int] | Sequence[str]) -> list[str]:
    return sorted(index, key=index.__getitem__) if isinstance(index, Mapping) else list(index)


def _by_position(values: Mapping[str, Any] | Sequence[Any] | None) -> dict[int, Any]:
    if isinstance(values, Mapping):
        return {int(position): value for position, value in values.items()}
    return {position: value for position, value in enumerate(values or ()) if value is not None}


def _table_name(text: str) -> str:
    """MIGR_EIRTN from "ESTAT:MIGR_EIRTN$DEFAULTVIEW(1.0)"."""
    return text.rpartition(":")[2].partition("(")[0].partition("$")[0].strip().upper()


def _check_dimensions(dataset: str, dimensions: tuple[str, ...]) -> None:
    missing = TABLES.get(dataset, frozenset()) - set(dimensions)
    if missing:
        why = N_("Line %(line)s: %(table)s comes without its dimensions %(missing)s. Download the whole table again.")
        raise SeriesFault(1, why, table=dataset, missing=", ".join(sorted(missing)))
