"""A2 and D5 from imported series, and the Dutch year that two systems tell differently."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from returns_app.core.errors import RuleBroken
from returns_app.indicators import files
from returns_app.indicators.rules.caveats import Circumstances, caveats_of, is_broken
from returns_app.indicators.rules.comparing import Compared, comparisons, is_contradicted
from returns_app.indicators.rules.compiling import Scope
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.imported import Imported, imported_entries
from returns_app.indicators.rules.releases import Entry, Key
from returns_app.indicators.rules.series import Observation, read_series

CUT_OFF = date(2026, 2, 20)
RESTRICTED = Scope("2025-Q4", Audience.RESTRICTED, CUT_OFF)
PUBLIC = replace(RESTRICTED, audience=Audience.PUBLIC)
ORDERS = """freq,citizen,age,sex,unit,geo\\TIME_PERIOD\t2023\x20\t2024\x20
A,TOTAL,TOTAL,T,PER,NL\t1000 \t900 \x20
A,TOTAL,TOTAL,F,PER,NL\t300 \t300 \x20
A,GM,TOTAL,T,PER,NL\t100 \t100 \x20
A,SN,TOTAL,T,PER,NL\t60 \t60 \x20
A,NA,TOTAL,T,PER,NL\t20 \t: \x20
"""
FORCED = """freq,citizen,type,c_dest,age,sex,unit,geo\\TIME_PERIOD\t2023\x20\t2024\x20
A,TOTAL,ENF,TOTAL,TOTAL,T,PER,NL\t200 \t100 \x20
A,TOTAL,VOL,TOTAL,TOTAL,T,PER,NL\t700 \t700 \x20
A,GM,ENF,TOTAL,TOTAL,T,PER,NL\t5 \t115 \x20
A,GM,VOL,TOTAL,TOTAL,T,PER,NL\t90 \t90 \x20
A,SN,ENF,TOTAL,TOTAL,T,PER,NL\t15 \t: \x20
A,NA,ENF,TOTAL,TOTAL,T,PER,NL\t5 \t: \x20
"""
FLIGHTS = """period,Nationality,kind,requested,authorised
2025-Q3,Gambia,charter,4,1
2025-Q3,Gambia,scheduled,40,30
2025-Q3,Senegal,scheduled,9,9
2025-Q4,Gambia,charter,12,3
"""


def read(text: str, dataset: str) -> Sequence[Observation]:
    return read_series(text.encode(), dataset).observations


def imported(geo: str = "NL", **more: Sequence[Sequence[Observation]]) -> Imported:
    tables = {
        "orders": [read(ORDERS, "migr_eiord")], "forced": [read(FORCED, "migr_eirtn1")],
        "operations": [read(FLIGHTS, "operations")],
    } | more  # fmt: skip
    return Imported(geo, **tables, sources={"MIGR_EIRTN1": "x"}, span=("2019", "2024"))


def numbers(found: Imported, scope: Scope = RESTRICTED) -> dict[tuple[str, str, str], Entry]:
    return {
        (one.key.codes[0], one.key.period, one.key.measure): one
        for one in imported_entries(found, scope, registers())
        if one.key.spread == "citizen"
    }


def test_forced_returns_per_hundred_orders_and_voluntary_ones_never_fill_the_gap() -> None:
    found = numbers(imported())
    shares = {place: found[(*place, "FORCED")].value for place in (("TOTAL", "2023"), ("GM", "2023"), ("SN", "2023"))}
    assert shares == {("TOTAL", "2023"): 20, ("GM", "2023"): 5, ("SN", "2023"): 25}
    assert (found["SN", "2024", "FORCED"].value, found["SN", "2024", "FORCED"].status) == (None, "MISSING")
    assert (found["NA", "2023", "FORCED"].value, found["NA", "2023", "FORCED"].status) == (None, "WITHHELD_SMALL")
    assert not [
        one for one in imported_entries(imported(forced=[]), RESTRICTED, registers()) if one.key.indicator == "A2"
    ]


def test_more_than_hundred_is_not_cut_off_and_says_so() -> None:
    share = numbers(imported())["GM", "2024", "FORCED"]
    assert share.value == 115
    assert {"FLOW", "GT100", "DEFDIFF", "ROUND", "CONF"} <= set(share.caveats)
    assert "NOTB" not in share.caveats


def test_world_regions_are_summed_over_those_who_told_both_numbers() -> None:
    found = {one.key: one.value for one in imported_entries(imported(), RESTRICTED, registers())}
    west = Key("A2", "region", ("AFRICA_WEST",), "2024", "N")
    assert (found[west], found[west._replace(measure="FORCED")]) == (100, 115)


def test_a_dimension_without_a_total_gives_no_figure() -> None:
    by_destination = FORCED.replace(",TOTAL,TOTAL,T", ",THRD_CTZ,TOTAL,T") + FORCED.split("\n", 1)[1].replace(
        ",TOTAL,TOTAL,T", ",THRD_OTH,TOTAL,T"
    )
    assert not [key for key in numbers(imported(forced=[read(by_destination, "migr_eirtn1")])) if key[2] == "FORCED"]


def test_operations_are_shown_scheduled_and_charter_apart_and_not_under_ten() -> None:
    found = numbers(imported())
    assert found["GM", "2025-Q3", "AUTHORISED_SCHEDULED"].value == 75
    assert found["TOTAL", "2025-Q3", "AUTHORISED_SCHEDULED"].value == 80
    assert found["GM", "2025-Q3", "AUTHORISED_CHARTER"].status == "WITHHELD_SMALL"
    assert found["GM", "2025-Q4", "AUTHORISED_CHARTER"].value == 25
    assert found["SN", "2025-Q3", "N_REQUESTED_SCHEDULED"].value == 9


def test_in_the_open_there_is_no_country_unless_approved_and_no_count_of_operations() -> None:
    closed, approved = (numbers(imported(), replace(PUBLIC, approved=frozenset(names))) for names in ((), ("GM", "SN")))
    assert {who for who, _period, _measure in closed} == {"TOTAL"}
    assert {who for who, _period, measure in approved if measure.startswith("AUTHORISED")} == {"TOTAL", "GM"}
    assert not [measure for _who, _period, measure in approved if measure.startswith("N_REQUESTED")]


def test_two_systems_tell_of_the_netherlands_differently() -> None:
    found = {one.year: one for one in comparisons(registers().compared, registers().breaks, CUT_OFF)}
    assert set(found) == {"2021", "2022"}
    assert found["2021"].is_different
    assert found["2021"].caveats == ("DUBLIN", "DEFDIFF", "BREAK", "ROUND")
    assert found["2022"].caveats == ("DUBLIN", "DEFDIFF", "ROUND")
    assert [(row.national, row.eurostat) for row in found["2022"].rows][-1] == (4300, 3570)


def test_systems_that_agree_raise_no_warning() -> None:
    same = [Compared("BE", "2021", "total", 1000, "x", 950)]
    (found,) = comparisons(same, registers().breaks, CUT_OFF)
    assert not found.is_different
    assert "DEFDIFF" not in found.caveats
    assert not is_contradicted(registers().compared, "BE", "2010", "2025")
    assert not is_contradicted(registers().compared, "NL", "2010", "2020")
    assert is_contradicted(registers().compared, "NL", "2019", "2023-Q2")


def test_the_dutch_series_carries_its_break_from_2021_on_and_the_german_does_not() -> None:
    def codes(geo: str, first: str, last: str) -> tuple[str, ...]:
        broken = is_broken(registers().breaks, geo=geo, dataset="MIGR_EIRTN", first=first, last=last)
        return caveats_of(Circumstances(last, CUT_OFF, is_external=True, broken=broken))

    assert codes("NL", "2019", "2023") == ("BREAK", "ROUND")
    assert codes("NL", "2014", "2020") == ("ROUND",)
    assert codes("DE", "2019", "2023") == ("ROUND",)
    assert next(one.status for one in registers().breaks if one.dataset == "MIGR_EIRTN") == "inferred"


def test_dutch_shares_over_the_break_carry_it() -> None:
    assert "BREAK" in numbers(imported())["TOTAL", "2024", "FORCED"].caveats
    assert "BREAK" not in numbers(imported("BE"))["TOTAL", "2024", "FORCED"].caveats


REAL = Path("/work/shared/data/eurostat/nl_dtv_vs_eurostat_2021_2022.csv")


@pytest.mark.skipif(not REAL.exists(), reason="the public figures are not at hand")
def test_what_ships_is_what_was_published() -> None:
    rows = read_series(REAL.read_bytes(), "compared").observations
    told = {(row.period, row.at["category"], row.at["measure"]): row.value for row in rows}
    names = {
        "assisted voluntary return": "assisted_voluntary_return", "assisted forced return": "assisted_forced_return",
        "voluntary return without assistance": "non_assisted_voluntary_return", "total": "total",
    }  # fmt: skip
    for one in registers().compared:
        assert told[one.year, names[one.category], "EUROSTAT"] == one.eurostat
        assert told[one.year, names[one.category], "DTV"] == one.national


def test_a_number_that_lost_a_warning_stops_the_whole_file() -> None:
    found = list(imported_entries(imported(), RESTRICTED, registers()))
    assert files.entries_csv("TEST", found)
    lost = [replace(found[0], caveats=tuple(code for code in found[0].caveats if code != "FLOW")), *found[1:]]
    with pytest.raises(RuleBroken, match="without its warnings"):
        files.entries_csv("TEST", lost)
