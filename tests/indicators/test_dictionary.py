"""Tables for other systems: stocks at the end of every month, holds that are over, codes, and what is verified."""

import csv
import io
from datetime import date

import pytest
from flask import Flask

from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.indicators.queries.holds import stood_still_on
from returns_app.indicators.rules.dictionary import DICTIONARY, System, Trust, fields_of, months_of, ready, transmission
from returns_app.indicators.rules.spells import Outcome, Reply, day_number
from returns_app.indicators.rules.steps import Answer, StepKind
from tests import people
from tests.indicators import builders
from tests.indicators.spells import a_spell, made
from tests.indicators.test_refreshing import refreshed, step
from tests.indicators.test_suspending import on_hold

QUARTER = "2026-Q1"
READY = {
    "applied": "2025-12-01", "ident_replied": "2026-01-10", "ident": Reply.POSITIVE, "issued": "2026-01-20", "age": "Y18-34",
}  # fmt: skip


def by_month(rows: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    """Persons by month."""
    found: dict[str, int] = {}
    for row in rows:
        found[row[0]] = found.get(row[0], 0) + int(row[-1])
    return found


def test_the_stock_is_counted_at_the_end_of_every_month() -> None:
    spells = made([
        a_spell("stays", **READY), a_spell("left in March", **READY, departed="2026-03-05"),
        a_spell("paper in February", **READY | {"issued": "2026-02-10"}),
        a_spell("answer in March", **READY | {"ident_replied": "2026-03-02", "issued": "2026-01-20"}),
        a_spell("withdrew", **READY, ended="2026-02-27", outcome=Outcome.WITHDRAWN),
        a_spell("passport", applied="2026-02-01", has_passport=1, age="Y_LT14"),
        a_spell("not asked", applied="2026-01-01", age="Y18-34"),
    ])  # fmt: skip
    found = transmission(System.IRMA_READY, spells, QUARTER)
    assert by_month(found.rows) == {"2026-01": 3, "2026-02": 4, "2026-03": 4}
    assert ("2026-02", "NG", "minor", "1") in found.rows


def test_a_person_in_two_cases_is_one_at_a_months_end() -> None:
    found = transmission(System.IRMA_READY, made([a_spell("same", **READY), a_spell("same", **READY)]), QUARTER)
    assert by_month(found.rows) == {"2026-01": 1, "2026-02": 1, "2026-03": 1}


def test_the_last_days_of_the_months_of_a_quarter() -> None:
    assert list(months_of("2024-Q1").values()) == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]
    assert list(months_of("2025-Q4").values()) == [date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 31)]


@pytest.mark.postgres
def test_a_hold_that_is_over_still_stood_at_the_end_of_its_month(house: Flask) -> None:
    office = builders.an_office()
    held, other = builders.a_family(office, 2), builders.a_family(office)
    on_hold(office, held, date(2026, 1, 20), date(2026, 2, 28))
    step(office, other, StepKind.SUSPENDED, date(2026, 3, 10), person_id=other.persons[0])
    spells = refreshed(office)
    marks = stood_still_on(db.session(), office.organisation.id, months_of(QUARTER))
    assert {month: int(found.sum()) for month, found in marks.items()} == {"2026-01": 2, "2026-02": 0, "2026-03": 1}
    households = spells.rows["household"]
    assert len(set(households[marks["2026-01"]].tolist())) == 1
    assert not set(households[marks["2026-01"]].tolist()) & set(households[marks["2026-03"]].tolist())


@pytest.mark.postgres
def test_a_suspension_of_one_member_holds_nobody_else(house: Flask) -> None:
    office = builders.an_office()
    family = builders.a_family(office, 3)
    step(office, family, StepKind.SUSPENDED, date(2026, 1, 10), person_id=family.persons[1], ends_on=date(2026, 2, 10))
    refreshed(office)
    marks = stood_still_on(db.session(), office.organisation.id, months_of(QUARTER))
    assert [int(found.sum()) for found in marks.values()] == [1, 0, 0]


def test_the_file_counts_who_was_ready_and_not_held(house: Flask) -> None:
    office = builders.an_office()
    families = [builders.a_family(office) for _number in range(2)]
    for family in families:
        _ready_by_hand(office, family)
    on_hold(office, families[0], date(2026, 1, 25), date(2026, 2, 5))
    refreshed(office)
    client = people.client_for(house, people.an_account(Role.PROGRAMME_MANAGER, organisation=office.organisation))
    about = client.get("/indicators/transmissions?system=irma-3&period=2026-Q1").get_data(as_text=True)
    seen = about.split("seen=")[1].split('"')[0] if "seen=" in about else ""
    answer = client.get(f"/indicators/transmissions/table.csv?system=irma-3&period=2026-Q1&seen={seen}")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert {row["period"]: row["value"] for row in rows} == {"2026-01": "1", "2026-02": "2", "2026-03": "2"}
    assert "Unverified: no file of the receiver was at hand" in about


def _ready_by_hand(office: builders.Office, family: builders.Family) -> None:
    step(office, family, StepKind.IDENT_REQUESTED, date(2026, 1, 2))
    step(office, family, StepKind.IDENT_REPLY, date(2026, 1, 5), Answer.POSITIVE)
    step(office, family, StepKind.ISSUED, date(2026, 1, 9))
    builders.submitted(office, family, date(2026, 1, 1))


def test_ready_needs_the_answer_before_the_day() -> None:
    spells = made([a_spell("a", **READY | {"ident_replied": "2026-02-01"})])
    assert [bool(ready(spells, day_number(day))[0]) for day in (date(2026, 1, 31), date(2026, 2, 1))] == [False, True]


def test_eurostat_writes_uk_and_keeps_every_other_nationality() -> None:
    spells = made([a_spell(code, citizen=code, departed="2026-02-01") for code in ("GB", "NA", "XK")])
    found = transmission(System.EIL_RETURNS, spells, QUARTER)
    assert {row[2] for row in found.rows} == {"UK", "NA", "XK"}
    assert not [one for one in found.unmapped if one[0] == "citizen"]


def test_what_no_file_shows_is_not_called_verified() -> None:
    trusted = {(system, name): trust for system in System for name, _split, _codes, trust in fields_of(system)}
    assert {name for (_system, name), trust in trusted.items() if trust is Trust.SEEN} == {"geo", "citizen"}
    assert {trusted[System.EIL_RETURNS, name] for name in ("type", "assist")} == {Trust.UNVERIFIED}
    assert all(field.trust is Trust.UNVERIFIED for field in DICTIONARY[System.RIAT])
