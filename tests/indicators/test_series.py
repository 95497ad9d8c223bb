"""Series from elsewhere: every layout reads to the same numbers, a wrong file is told its line."""

import gzip
import json
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import RuleBroken
from returns_app.indicators.rules.series import Reading, SeriesFault, chosen, read_series

TSV = """freq,citizen,c_dest,age,sex,unit,geo\\TIME_PERIOD\t2021\x20\t2022\x20\t2023\x20
A,AF,TOTAL,TOTAL,T,PER,NL\t1235 \t: \t380 p
A,NA,TOTAL,TOTAL,T,PER,EL\t5 \t0 bd\t: c
"""
SDMX = """DATAFLOW,LAST UPDATE,freq,citizen,c_dest,age,sex,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
ESTAT:MIGR_EIRTN(1.0),20/09/24 23:00:00,A,AF,TOTAL,TOTAL,T,PER,NL,2021,1235,,
ESTAT:MIGR_EIRTN(1.0),20/09/24 23:00:00,A,AF,TOTAL,TOTAL,T,PER,NL,2023,380,p,
ESTAT:MIGR_EIRTN(1.0),20/09/24 23:00:00,A,NA,TOTAL,TOTAL,T,PER,EL,2021,5,,
"""
LABELS = """DATAFLOW,LAST UPDATE,freq,reason,apprehen,citizen,sex,age,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:MIGR_EIPRE$DEFAULTVIEW(1.0),,Annual,Total,Total,Namibia,Total,Total,Person,FR:France,2021,15,
ESTAT:MIGR_EIPRE$DEFAULTVIEW(1.0),,Annual,Total,Total,Total,Males,Total,Person,Greece,2021Q3,,c
"""
OLD = """"TIME","GEO","CITIZEN","UNIT","Value","Flag and Footnotes"
"2010","European Union (28 countries)","Total","Person","540,080","d"
"2011","Germany (until 1990 former territory of the FRG)","Total","Person",":",""
"""
CUBE = {
    "id": ["geo", "time"], "size": [2, 2],
    "dimension": {
        "geo": {"category": {"index": {"NL": 0, "BE": 1}}}, "time": {"category": {"index": ["2021-Q1", "2021-Q2"]}}
    },
    "value": {"0": 10, "3": 25}, "status": {"1": "c"}, "extension": {"id": "MIGR_EIORD1"},
}  # fmt: skip
DATA = Path("/work/shared/data")
real = pytest.mark.skipif(not DATA.exists(), reason="the public figures are not at hand")


def read(text: str, dataset: str = "") -> Reading:
    return read_series(text.encode(), dataset)


def numbers(reading: Reading) -> dict[tuple[str, str, str], int | None]:
    return {(one.at["citizen"], one.at["geo"], one.period): one.value for one in reading.observations}


def test_bulk_files_read_with_missing_values_flags_and_namibia() -> None:
    found = read(TSV, "migr_eirtn")
    assert numbers(found) == {
        ("AF", "NL", "2021"): 1235, ("AF", "NL", "2022"): None, ("AF", "NL", "2023"): 380,
        ("NA", "EL", "2021"): 5, ("NA", "EL", "2022"): 0, ("NA", "EL", "2023"): None,
    }  # fmt: skip
    assert [one.flag for one in found.observations] == ["", "", "p", "", "bd", "c"]


def test_both_layouts_of_the_same_table_agree() -> None:
    sdmx = numbers(read(SDMX))
    assert sdmx == {place: value for place, value in numbers(read(TSV)).items() if value}
    assert read(SDMX).dataset == "MIGR_EIRTN"


def test_labels_become_codes() -> None:
    found = read(LABELS)
    assert [(one.at["citizen"], one.at["geo"], one.at["sex"], one.period) for one in found.observations] == [
        ("NA", "FR", "T", "2021"), ("TOTAL", "EL", "M", "2021-Q3"),
    ]  # fmt: skip
    assert (found.dataset, found.observations[1].value, found.observations[1].flag) == ("MIGR_EIPRE", None, "c")


def test_the_old_export_reads() -> None:
    first, second = read(OLD).observations
    assert (first.at["geo"], first.value, first.flag) == ("EU28", 540_080, "d")
    assert (second.at["geo"], second.value) == ("DE", None)


def test_json_stat_runs_through_positions() -> None:
    found = read_series(json.dumps(CUBE).encode(), "")
    assert [(one.at["geo"], one.period, one.value, one.flag) for one in found.observations] == [
        ("NL", "2021-Q1", 10, ""), ("NL", "2021-Q2", None, "c"), ("BE", "2021-Q2", 25, ""),
    ]  # fmt: skip
    assert found.dataset == "MIGR_EIORD1"


def test_packed_files_read_too() -> None:
    assert read_series(gzip.compress(TSV.encode()), "").observations == read(TSV).observations


@pytest.mark.parametrize(
    ("text", "dataset", "line", "words"),
    [
        ("", "", 1, "empty"),
        (TSV.replace("1235", "12x5"), "", 2, "“12x5” is no number"),
        (TSV.replace("NA,TOTAL", "NA"), "", 3, "has 6 fields"),
        (TSV.replace("\t2022\x20", "\t22\x20"), "", 1, "“22” is no period"),
        (
            TSV.replace("c_dest,", "").replace(",TOTAL,TOTAL,", ",TOTAL,"),
            "MIGR_EIRTN",
            1,
            "without its dimensions c_dest",
        ),
        (SDMX.replace(",380,", ",many,"), "", 3, "column OBS_VALUE"),
        (SDMX.replace("OBS_VALUE", "OBSERVED").replace("OBS_FLAG", "OBS_VALUES"), "", 1, "OBS_VALUE"),
        ("a;b\n1;2\n", "", 1, "no column tells the period"),
        ("year,name\n2020,Ann\n", "", 1, "no column holds numbers"),
        ('{"id": 5}', "", 1, "not JSON-stat 2"),
        (json.dumps(CUBE | {"size": [2, 9]}), "", 1, "sizes of the dimensions"),
    ],
)
def test_a_wrong_file_is_told_where_and_why(text: str, dataset: str, line: int, words: str) -> None:
    with pytest.raises(SeriesFault, match=words) as fault:
        read(text, dataset)
    assert fault.value.line == line
    assert f"Line {line}" in str(fault.value)


def test_a_damaged_packed_file_is_said_to_be_so() -> None:
    for content in (gzip.compress(TSV.encode())[:-9], b"\x1f\x8b" + b"rubbish" * 9):
        with pytest.raises(SeriesFault, match="damaged"):
            read_series(content, "")


@given(st.binary(max_size=400))
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    with suppress(SeriesFault):
        assert read_series(content, "MIGR_EIORD").dimensions


def test_every_dimension_has_to_be_chosen_on() -> None:
    rows = read(TSV).observations
    with pytest.raises(RuleBroken, match="citizen"):
        chosen(rows, {"geo": "NL"})
    assert len(chosen(rows, {"geo": "NL", "citizen": "AF"})) == 3
    assert len(chosen(rows, {"geo": "NL"}, by=("citizen",))) == 3


@real
@pytest.mark.parametrize(("table", "year", "total"), [("eiord", "2015", 533_395), ("eiord", "2014", 470_080)])
def test_the_real_orders_add_up_to_what_the_commission_said(table: str, year: str, total: int) -> None:
    rows = read_series(
        (DATA / f"eurostat/fixture_estat_migr_{table}_2012_2016.tsv.gz").read_bytes(), f"migr_{table}"
    ).observations
    codes = {row.at["geo"] for row in rows}
    old = read_series((DATA / "eurostat/old_layout_migr_eiord_1_Data.csv").read_bytes(), "migr_eiord").observations
    assert len(codes) >= 33
    assert chosen(old, {"geo": "EU28", "citizen": "TOTAL"}, by=())[int(year) - 2010].value == total


@real
def test_the_real_returns_to_third_countries_of_the_netherlands() -> None:
    name = "fixture_sdmxcsv_migr_eirtn_THRD_2014_2023_nonzero.csv.gz"
    rows = read_series((DATA / "eurostat" / name).read_bytes(), "").observations
    found = Counter[str]()
    for row in chosen(rows, {"geo": "NL"}, by=("citizen",)):  # the file comes without a total
        found[row.period] += row.value or 0
    assert [found[str(year)] for year in range(2019, 2024)] == [11_045, 8_700, 3_085, 1_200, 1_980]


@real
@pytest.mark.parametrize(
    "file", sorted(str(path) for path in DATA.glob("[eu][uk]*/*") if path.suffix in {".csv", ".gz"})
)
def test_every_file_at_hand_loads(file: str) -> None:
    if "codelist" in file:
        pytest.skip("a list of codes, not a series")
    assert read_series(Path(file).read_bytes(), "").observations


@real
def test_the_uk_series_have_their_totals() -> None:
    papers = read_series((DATA / "uk_home_office/travel_documents.csv.gz").read_bytes(), "uk").observations
    found = Counter[tuple[str, str]]()
    for row in papers:
        found[row.at["measure"], row.period[:4]] += row.value or 0
    assert (found["TD_RAISED", "2018"], found["TD_DESPATCHED", "2018"]) == (50_445, 33_664)
    assert (found["TD_RAISED", "2021"], found["TD_DESPATCHED", "2021"]) == (39_463, 36_932)
