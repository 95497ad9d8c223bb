"""Numbers of a release: right persons, protected, withheld where few, the same bytes, sticky, with their caveats."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from benchmarks.indicators import made_up
from returns_app.core.errors import RuleBroken
from returns_app.indicators.rules.compiling import Scope
from returns_app.indicators.rules.definitions import CATALOGUE, Method, Source
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.measuring import Deadlines, fate_of, parts_of, whole_of
from returns_app.indicators.rules.publication import release_bytes
from returns_app.indicators.rules.releases import Entry, Key, entries_of, hash_of, read_document
from returns_app.indicators.rules.spells import Outcome, Reply, Spells, country_number, day_number
from returns_app.indicators.rules.stages import duration_of
from returns_app.indicators.rules.tables import Periods, end_of, start_of, tabulate
from returns_app.indicators.rules.whole import whole_catalogue
from tests.indicators.spells import a_spell, made, many

CUT_OFF = date(2026, 2, 20)
RESTRICTED = Scope("2025-Q4", Audience.RESTRICTED, CUT_OFF)
PUBLIC = Scope("2025-Q4", Audience.PUBLIC, CUT_OFF)
HEAD = {"release": "NL-2025-Q4-R1", "cut_off": "2026-02-20"}


def numbers(spells: Spells, scope: Scope = RESTRICTED, formers: Any = ()) -> dict[Key, Entry]:
    document = release_bytes(HEAD, spells, scope, formers)
    return {entry.key: entry for entry in entries_of(read_document(document))}


def of(
    found: dict[Key, Entry], indicator: str, measure: str, codes: tuple[str, ...] = ("NG",), period: str = "2025-Q4"
) -> Entry:
    spread = "citizen" if codes else "total"
    return found[Key(indicator, spread, codes, period, measure)]


def exact(indicator: str, spells: Spells, part: str = "") -> int:
    if not part:
        return len(whole_of(indicator, spells).rows)
    return next(len(one.crowd.rows) for one in parts_of(indicator, spells, Deadlines()) if one.name == part)


def test_voluntary_departures_need_evidence_and_are_voluntary() -> None:
    day = "2025-11-05"
    spells = made([
        a_spell("a", departed=day), a_spell("b", departed=day, evidence=4), a_spell("c", departed=day, evidence=5),
        a_spell("d", departed=day, return_type="ENFORCED"), a_spell("e", departed=day, evidence=1), a_spell("f"),
    ])  # fmt: skip
    assert exact("V1", spells) == 2
    assert exact("R4", spells) == 3


def test_requests_withdrawn_by_the_state_do_not_count_and_open_ones_do() -> None:
    asked = {"requested": "2025-10-10"}
    spells = made([
        a_spell("a", **asked, replied="2025-10-20", reply=Reply.POSITIVE),
        a_spell("b", **asked, replied="2025-12-20", reply=Reply.NEGATIVE_NOT_CONFIRMED),
        a_spell("c", **asked, replied="2025-10-12", reply=Reply.WITHDRAWN_BY_MS), a_spell("d", **asked),
    ])  # fmt: skip
    assert (exact("C1", spells), exact("C1", spells, "ACCEPTED"), exact("C1", spells, "DECIDED")) == (3, 1, 2)
    assert (exact("C1", spells, "PENDING"), exact("C2", spells, "NO_REPLY")) == (1, 2)


def test_the_deadline_is_that_of_the_agreement() -> None:
    spells = made([a_spell("a", citizen="GM", ident_replied="2025-10-01", ident=1, issued="2025-10-10")])
    in_time = parts_of("D2", spells, Deadlines(issue={country_number("GM"): 5}))[1]
    assert (len(in_time.crowd.rows), exact("D2", spells, "ISSUED_IN_TIME")) == (0, 1)


def test_a_passport_on_file_skips_the_stages_of_documents() -> None:
    spells = made([a_spell("a", applied="2025-10-01", has_passport=1), a_spell("b", applied="2025-10-01")])
    assert len(duration_of("T2", spells, day_number(CUT_OFF)).days) == 1


def test_open_stages_are_censored_others_compete_and_suspensions_come_off() -> None:
    spells = made([
        a_spell("a", notified="2025-10-01", departed="2025-10-31", suspended=[0, 0, 0, 0, 0, 0, 10, 0]),
        a_spell("b", notified="2025-10-01", ended="2025-10-11", outcome=Outcome.WITHDRAWN), a_spell("c", notified="2025-10-01"),
    ])  # fmt: skip
    gross, net = (duration_of("T7", spells, day_number(date(2025, 12, 1)), net=is_net) for is_net in (False, True))
    assert (gross.days.tolist(), gross.cause.tolist()) == ([30, 10, 61], [1, 2, 0])
    assert net.days.tolist() == [20, 10, 61]


def test_the_first_terminal_event_decides_and_legacy_cases_enter_late() -> None:
    spells = made([
        a_spell("a", notified="2024-01-01", departed="2024-03-01"),
        a_spell("b", notified="2024-01-01", ended="2024-02-01", outcome=Outcome.ABSCONDED),
        a_spell("c", notified="2024-01-01", entered="2024-04-10", departed="2024-05-10", return_type="ENFORCED"),
    ])  # fmt: skip
    fate = fate_of("A4", spells, day_number(CUT_OFF))
    assert fate.cause.tolist() == [Outcome.RETURN_VOLUNTARY, Outcome.ABSCONDED, Outcome.RETURN_FORCED]
    assert (fate.days.tolist(), fate.entry.tolist()) == ([60, 31, 130], [-1, -1, 100])


def test_what_happened_after_the_cut_off_is_not_known_yet() -> None:
    spells = made(
        [
            a_spell("a", departed="2026-02-01", recorded="2026-02-25"),
            a_spell("b", departed="2026-02-01", recorded="2026-02-02"),
        ]
    )
    assert exact("V1", spells.before(CUT_OFF)) == 1


def test_margins_come_from_their_own_persons() -> None:
    spells = made(
        [*many(4, departed="2025-11-05"), a_spell("P-0", departed="2025-12-05", citizen="GM", household="of P-0")]
    )
    table = tabulate(whole_of("V1", spells), CATALOGUE["V1"].spreads[0], Periods(2025, 2025))
    quarter, year = (table.periods.names.index(name) for name in ("2025-Q4", "2025"))
    assert table.persons[-1, quarter] == table.persons[-1, year] == 4
    assert table.persons[:-1, quarter].sum() == 5


def test_every_country_has_its_row_whoever_is_in_it() -> None:
    empty, full = (numbers(made(spells)) for spells in ([], many(60, departed="2025-11-05")))
    rows = [{key for key in found if (key.indicator, key.spread) == ("V1", "citizen")} for found in (empty, full)]
    assert rows[0] == rows[1]
    assert len(rows[0]) > 390
    assert of(empty, "V1", "N", ("NA",)).value == 0
    assert of(full, "V1", "N").value in {55, 60, 65}


def test_few_persons_give_no_rate() -> None:
    spells = made(many(14, requested="2025-10-10", replied="2025-10-20", reply=Reply.POSITIVE))
    found = numbers(spells)
    assert (of(found, "C1", "ACCEPTED").value, of(found, "C1", "ACCEPTED").status) == (None, "WITHHELD_SMALL")
    assert "SMALL" in of(found, "C1", "ACCEPTED").caveats


def test_rates_come_from_protected_counts_with_an_interval() -> None:
    accepted = many(40, "A", requested="2025-10-10", replied="2025-10-20", reply=Reply.POSITIVE)
    found = numbers(made([*accepted, *many(41, "B", requested="2025-10-10")]))
    rate, n, k = (of(found, "C1", measure) for measure in ("ACCEPTED", "N", "N_ACCEPTED"))
    assert n.value is not None
    assert k.value is not None
    assert rate.value == (200 * k.value + n.value) // (2 * n.value)
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low < rate.value < rate.high


def test_a_cohort_is_shown_when_everybody_could_be_followed() -> None:
    spells = made(many(80, notified="2024-10-10", departed="2024-12-20"))
    found = numbers(spells)
    assert of(found, "A4", "VOLUNTARY_90", period="2024").value == 100
    assert of(found, "A4", "VOLUNTARY_365", period="2024").value == 100
    assert Key("A4", "citizen", ("NG",), "2024", "VOLUNTARY_730") not in found
    assert Key("A4", "citizen", ("NG",), "2025", "VOLUNTARY_90") not in found


def test_cohorts_of_legacy_cases_are_withheld() -> None:
    spells = made(many(80, notified="2024-10-10", departed="2024-12-20", entered="2024-11-01"))
    assert of(numbers(spells), "A4", "VOLUNTARY_90", period="2024").status == "WITHHELD_DELAYED"


def test_flow_and_cohort_never_share_a_measure() -> None:
    spells = made(many(60, notified="2025-10-10", departed="2025-11-20", c_dest="THRD_CTZ"))
    found = numbers(spells)
    assert of(found, "A3", "RETURNS").method == "FLOW"
    assert "FLOW" in of(found, "A3", "RETURNS").caveats
    methods = {(key.indicator, entry.method) for key, entry in found.items()}
    assert len({name for name, _method in methods}) == len(methods)


def test_a_flow_ratio_over_hundred_is_not_cut_off() -> None:
    returns = many(120, "R", notified="2024-01-10", departed="2025-11-20")
    found = numbers(made([*returns, *many(60, "O", notified="2025-10-10")]))
    ratio = of(found, "A3", "RETURNS")
    assert ratio.value is not None
    assert ratio.value > 150
    assert "GT100" in ratio.caveats


def test_medians_are_whole_weeks() -> None:
    spells = made([
        a_spell(f"P{n}", notified="2025-10-01", departed=str(date(2025, 10, 1 + n % 30))) for n in range(90)
    ])  # fmt: skip
    found = numbers(spells)
    median = of(found, "T7", "MEDIAN", ())
    assert median.value == 14
    assert "SELECT" in median.caveats


def test_open_tables_tell_of_no_country_that_was_not_approved() -> None:
    spells = made(many(120, requested="2025-10-10", replied="2025-10-20", reply=Reply.POSITIVE))
    closed, approved = (numbers(spells, replace(PUBLIC, approved=frozenset(names))) for names in ((), ("NG", "GM")))

    def countries(found: dict[Key, Entry]) -> set[str]:
        return {
            key.codes[0]
            for key in found
            if key.indicator in {"C1", "C2", "D1", "D2", "D4", "A3"} and "citizen" in key.spread
        }

    assert countries(closed) == {"TOTAL"}
    assert countries(approved) == {"TOTAL", "NG"}
    assert {key.codes[0] for key in closed if key.spread == "region"} >= {"AFRICA_WEST", "UNK"}


def test_open_quarters_show_the_most_frequent_countries_only_and_years_all() -> None:
    found = numbers(made(many(60, departed="2025-11-05")), PUBLIC)
    rows = [key for key in found if (key.indicator, key.spread, key.measure) == ("V1", "citizen", "N")]
    assert sum(key.period == "2025-Q4" for key in rows) == 26
    assert sum(key.period == "2025" for key in rows) > 190


def test_short_rows_show_their_total_only() -> None:
    found = numbers(made(many(4, departed="2025-11-05", sex="F")))
    by_sex = Key("V1", "citizen+return_type", ("NG", "VOL_ASSISTED"), "2025-Q4", "N")
    assert by_sex not in found
    assert found[by_sex._replace(codes=("NG", "TOTAL"))].status == "RR5T"


def test_the_same_spells_make_the_same_bytes_in_any_order() -> None:
    spells = made(many(70, departed="2025-11-05", notified="2025-10-01"))
    again = Spells(np.array(spells.rows[::-1]), spells.regions)
    first, second = (release_bytes(HEAD, one, RESTRICTED) for one in (spells, again))
    assert hash_of(first) == hash_of(second)


@pytest.mark.parametrize(("more", "stays"), [(1, True), (2, True), (3, False)])
def test_a_revision_keeps_the_value_while_one_or_two_moved(more: int, *, stays: bool) -> None:
    kept = 0
    for attempt in range(6):
        before = many(31, f"{attempt}", departed="2025-11-05")
        first = made(before)
        document = release_bytes(HEAD, first, RESTRICTED)
        later = made([*before, *many(more, f"new {attempt}", departed="2025-11-06")])
        was, now = (of(found, "V1", "N").value for found in (
            numbers(first), numbers(later, formers=[(first, document)]),
        ))  # fmt: skip
        kept += was == now
    assert (kept == 6) == stays


def test_a_quarter_made_from_what_moved_in_it_is_the_quarter_made_from_all() -> None:
    spells, grid, quarter = Spells(made_up(6_000), dict(registers().regions)), Periods(2017, 2026), "2026-Q1"
    cut_off, place = day_number(date(2026, 12, 31)), grid.names.index(quarter)
    whole = {table[:3]: table.numbers[..., place] for table in whole_catalogue(spells, grid, Deadlines(), cut_off)
             if table.measure != "QUARTILES"}  # fmt: skip
    some = spells.during(start_of(quarter), end_of(quarter))
    assert len(some) < len(spells) / 5
    for table in whole_catalogue(some, grid, Deadlines(), cut_off, quarter):
        if table.measure != "QUARTILES":
            assert (table.numbers[..., place] == whole[table[:3]]).all()


def test_no_number_leaves_without_its_caveats() -> None:
    found = numbers(made(many(60, departed="2025-11-05", notified="2025-10-01")))
    assert all(entry.caveats for entry in found.values())
    assert all("PERT" in entry.caveats for entry in found.values())
    assert all("LAG" in entry.caveats for key, entry in found.items() if key.period.startswith("2025"))
    with pytest.raises(RuleBroken, match="without its warnings"):
        Entry(Key("V1", "total", (), "2025", "N"), 5, "RR5T", "COUNT", (), "x")


def test_no_document_holds_a_mean_or_an_exact_day() -> None:
    document = release_bytes(HEAD, made(many(70, departed="2025-11-05", notified="2025-10-01")), RESTRICTED).decode()
    for word in ("MEAN", "AVERAGE", "MIN", "MAX", "2025-11-05", "SUM"):
        assert f'"{word}' not in document


def test_every_indicator_of_cases_has_its_numbers() -> None:
    found = numbers(made(many(60, departed="2025-11-05", notified="2023-10-01")))
    expected = {one.id for one in CATALOGUE.values() if one.source is not Source.SERIES}
    assert {key.indicator for key in found} >= expected - {"V2"}
    assert len(CATALOGUE) == 32
    assert {one.method for one in CATALOGUE.values()} == set(Method)
