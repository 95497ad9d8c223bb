"""Cells hold the right persons: once per period, margins from their own sets; tables are whole whatever is in them."""

from dataclasses import fields
from datetime import date
from uuid import UUID, uuid4

import pytest

from returns_app.indicators.rules import publishing
from returns_app.indicators.rules.catalogue import CAVEAT_TEXTS, FIGURES, Caveat, Dimension, FigureId
from returns_app.indicators.rules.counting import (
    TOTAL,
    UNKNOWN,
    Cells,
    Fact,
    Question,
    is_provisional,
    periods_of,
    quarter_of,
    tally,
)
from returns_app.indicators.rules.disclosure import Contributor, Protection

FEBRUARY, MAY = date(2026, 2, 10), date(2026, 5, 10)
CATEGORIES = ("GM", "NA", "NG", UNKNOWN)  # NA is Namibia and stays a text
PROTECTION = Protection(b"k" * 32)
DEPARTURES = Question(FIGURES[FigureId.DEPARTURES], Dimension.RETURN_COUNTRY, 2026)
VALUE = Question(FIGURES[FigureId.SUPPORT_VALUE], Dimension.RETURN_COUNTRY, 2026)


def a_fact(
    person: str, category: str = "NG", on: date = FEBRUARY, *, event: UUID | None = None, cents: int = 0
) -> Fact:
    return Fact(event or uuid4(), uuid4(), Contributor(person, f"household of {person}"), category, on, cents)


def some_facts(people: int, category: str = "NG", cents: int = 0) -> list[Fact]:
    return [a_fact(f"{category}-{n}", category, cents=cents) for n in range(people)]


def test_a_person_in_two_cases_counts_once_in_a_period() -> None:
    cells = tally([a_fact("a"), a_fact("a"), a_fact("b")], CATEGORIES)
    assert cells.at("NG", "2026-Q1").persons == 2


def test_the_year_is_not_the_sum_of_its_quarters() -> None:
    cells = tally([a_fact("a"), a_fact("a", on=MAY)], CATEGORIES)
    assert [cells.at("NG", period).persons for period in periods_of(2026)] == [1, 1, 0, 0, 1]


def test_the_total_counts_a_person_of_two_categories_once() -> None:
    cells = tally([a_fact("a"), a_fact("a", "GM")], CATEGORIES)
    assert [cells.at(code, "2026").persons for code in ("NG", "GM", TOTAL)] == [1, 1, 1]


def test_what_no_list_knows_is_unknown() -> None:
    assert tally([a_fact("a", "XX")], CATEGORIES).at(UNKNOWN, "2026").persons == 1


def test_what_a_delivery_to_a_family_was_worth_counts_once() -> None:
    event = uuid4()
    cells = tally([a_fact(p, event=event, cents=12_345) for p in "abc"] + [a_fact("a", cents=55)], CATEGORIES)
    assert cells.at("NG", "2026").sum_in_cents == 12_400


@pytest.mark.parametrize(("day", "quarter"), [(1, "Q1"), (3, "Q1"), (4, "Q2"), (9, "Q3"), (10, "Q4"), (12, "Q4")])
def test_quarters(day: int, quarter: str) -> None:
    assert quarter_of(date(2026, day, 1)) == f"2026-{quarter}"


def test_a_period_is_provisional_for_twelve_months() -> None:
    assert is_provisional("2025-Q1", date(2026, 3, 30))
    assert not is_provisional("2025-Q1", date(2026, 3, 31))
    assert is_provisional("2025", date(2026, 12, 30))
    assert not is_provisional("2025", date(2026, 12, 31))


def test_every_category_has_its_row_whoever_is_in_it() -> None:
    empty, lone = (publish(DEPARTURES, facts) for facts in ([], some_facts(2)))
    assert [row.code for row in empty.rows] == list(CATEGORIES)
    assert empty == lone


def test_margins_are_drawn_from_their_own_sets() -> None:
    facts = some_facts(12) + some_facts(9, "GM") + some_facts(2, "NA")
    table = publish(DEPARTURES, facts)
    persons = {fact.contributor for fact in facts}
    assert table.total.values[-1].value == PROTECTION.count(persons)
    assert table.rows[2].values[0].value == PROTECTION.count({f.contributor for f in facts if f.category == "NG"})


def test_the_protected_table_has_no_field_a_true_number_could_stand_in() -> None:
    assert {f.name for f in fields(publishing.ProtectedValue)} == {"period", "value", "is_provisional", "protected_by"}
    assert {f.name for f in fields(publishing.ProtectedRow)} == {"code", "values"}
    assert {f.name for f in fields(publishing.ProtectedTable)} == {
        "question",
        "periods",
        "rows",
        "total",
        "caveats",
        "share",
    }


def test_the_exact_table_shows_what_happened() -> None:
    table = publishing.reveal(DEPARTURES, tally(some_facts(7) + some_facts(1, "NA"), CATEGORIES))
    assert [(row.code, row.numbers[-1]) for row in table.rows] == [("NA", 1), ("NG", 7)]
    assert table.total.numbers[-1] == 8


def test_sums_need_fifty_persons_and_are_shown_by_year_only() -> None:
    table = publish(VALUE, some_facts(70, cents=123_456) + some_facts(20, "GM", cents=100_000))
    shown = {row.code: [(cell.period, cell.value, cell.protected_by) for cell in row.values] for row in table.rows}
    assert shown["NG"] == [("2026", 86_000, "R1000")]
    assert shown["GM"] == [("2026", None, "WITHHELD")]


def test_a_total_that_would_give_a_withheld_sum_away_is_withheld() -> None:
    few = publish(VALUE, some_facts(70, cents=100_000) + some_facts(20, "GM", cents=100_000))
    many = publish(
        VALUE, [f for code in ("NG", "GM", "NA") for f in some_facts(70 if code == "NG" else 35, code, 100_000)]
    )
    assert few.total.values[-1].value is None
    assert many.total.values[-1].value == 140_000


def test_the_share_with_evidence_is_read_off_protected_numbers() -> None:
    recorded = tally(some_facts(100), CATEGORIES)
    counted = tally(some_facts(80), CATEGORIES)
    share = publishing.evidence_share(counted, recorded, "2026", PROTECTION)
    assert share is not None
    assert 70 <= share <= 90
    assert publishing.evidence_share(recorded, recorded, "2026", PROTECTION) == 100
    assert publishing.evidence_share(Cells(CATEGORIES, {}), Cells(CATEGORIES, {}), "2026", PROTECTION) is None


def test_caveats_say_what_is_late_and_what_is_missing() -> None:
    assert Caveat.LAG in publish(DEPARTURES, []).caveats
    cells = tally([], CATEGORIES)
    old = publishing.publish(DEPARTURES, cells, PROTECTION, date(2030, 1, 1), periods_of(2026))
    assert Caveat.LAG not in old.caveats
    assert Caveat.VOLMISS in publishing.caveats_of_table(DEPARTURES, old.total, 80)


@pytest.mark.parametrize("figure", FIGURES.values())
def test_every_figure_says_what_it_is(figure: object) -> None:
    texts = [getattr(figure, name) for name in ("title", "definition", "population", "unit", "legal_anchor", "method")]
    assert all(texts)
    assert "25a(2)(b)" in getattr(figure, "legal_anchor")  # noqa: B009  (any figure)


def test_every_caveat_has_its_words() -> None:
    assert set(CAVEAT_TEXTS) == set(Caveat)


def publish(question: Question, facts: list[Fact]) -> publishing.ProtectedTable:
    return publishing.publish(
        question, tally(facts, CATEGORIES), PROTECTION, MAY, periods_of(2026) if question is DEPARTURES else ("2026",)
    )
