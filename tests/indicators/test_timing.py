"""Attack A12: a withheld number takes the same work as a shown one. Steps and statements are counted, not seconds."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import event

from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.indicators.rules import disclosure
from returns_app.indicators.rules.cells import protect
from returns_app.indicators.rules.disclosure import Contributor, Protection
from returns_app.indicators.rules.publication import release_bytes
from returns_app.indicators.rules.releases import entries_of, read_document
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Office
from tests.indicators.spells import made, many
from tests.indicators.test_compiling import HEAD, PUBLIC, RESTRICTED

SECRET = b"a secret of thirty-two bytes ...."


def steps_of(work: Callable[[], object]) -> int:
    """How many lines of this house's code run while something is worked out."""
    seen = 0

    def line(_frame: FrameType, what: str, _arg: Any) -> Callable[..., Any]:
        nonlocal seen
        seen += what == "line"
        return line

    def call(frame: FrameType, _what: str, _arg: Any) -> Callable[..., Any] | None:
        return line if "returns_app" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    return seen


def cell(persons: int, households: int) -> list[Contributor]:
    return [Contributor(f"P{n}", f"H{n % households}") for n in range(persons)]


def test_a12_a_cell_that_is_withheld_takes_the_steps_of_one_that_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    plain = disclosure.record_key

    def noted(secret: bytes, person: str) -> int:
        drawn.append(person)
        return plain(secret, person)

    monkeypatch.setattr(disclosure, "record_key", noted)
    answers, work = [], []
    for contributors in (cell(12, 1), cell(12, 12)):
        drawn.clear()
        answers.append(Protection(SECRET).count(contributors))
        work.append(list(drawn))
    assert answers[0] == 0 < answers[1]
    assert sorted(work[0]) == sorted(work[1])


@pytest.mark.parametrize("persons", [1, 2])
def test_a12_the_steps_grow_with_the_persons_and_not_with_what_is_decided(persons: int) -> None:
    protection = Protection(SECRET)
    counted = [steps_of(lambda n=n: protection.count(cell(n, n))) for n in (persons, 3, 4, 6, 7)]  # type: ignore[misc]
    protection = Protection(SECRET)  # no key is known yet
    again = [steps_of(lambda n=n: protection.count(cell(n, n))) for n in (persons, 3, 4, 6, 7)]  # type: ignore[misc]
    assert counted == again
    by_person = {n: steps_of(lambda n=n: Protection(SECRET).count(cell(n, n))) for n in (persons, 3, 4, 6, 7)}  # type: ignore[misc]
    slope = by_person[7] - by_person[6]
    assert by_person[3] - by_person[persons] == (3 - persons) * slope


def test_a12_tables_are_protected_in_the_same_steps_whatever_is_in_them() -> None:
    def table(persons: int, *, several: bool) -> int:
        content = np.full(50, persons), np.arange(50, dtype=np.uint64) << np.uint64(58), np.full(50, several)
        return steps_of(lambda: protect(*content))

    assert len({table(persons, several=several) for persons in (0, 1, 2, 3, 5, 12) for several in (False, True)}) == 1


@pytest.mark.parametrize("scope", [PUBLIC, RESTRICTED], ids=["public", "restricted"])
def test_a12_two_persons_leave_the_published_bytes_as_they_were(scope: Any) -> None:
    # What is served is these bytes alone: equal bytes take equal time, have one length and one order.
    two = many(2, departed="2025-11-05", notified="2025-10-01", applied="2025-10-02", arrived="2025-11-06")
    assert release_bytes(HEAD, made(two), scope) == release_bytes(HEAD, made([]), scope)


def test_a12_rows_stand_in_the_order_of_the_code_lists_whatever_is_in_them() -> None:
    def order(*countries: str) -> list[Any]:
        spells = made(
            [
                one
                for place, code in enumerate(countries)
                for one in many(40 + 20 * place, code, citizen=code, departed="2025-11-05")
            ]
        )
        found = entries_of(read_document(release_bytes(HEAD, spells, RESTRICTED)))
        return [
            one.key for one in found if (one.key.indicator, one.key.spread, one.key.measure) == ("V1", "citizen", "N")
        ]

    assert order("NG", "GM", "AM") == order("AM", "GM", "NG")


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "address", ["/indicators/tables?year=2026&by=nationality", "/indicators/table.csv?year=2026&by=nationality"]
)
def test_a12_a_page_asks_the_database_the_same_for_nobody_for_few_and_for_many(house: Flask, address: str) -> None:
    office: Office = builders.an_office()
    client = people.client_for(house, people.an_account(Role.ANALYST, organisation=office.organisation))
    builders.let_out(office)
    client.get(address)
    asked = []
    for more in (0, 2, 20):
        for _person in range(more):
            builders.departed(office, builders.a_family(office))
        builders.let_out(office)
        db.session().rollback()
        with statements() as told:
            assert client.get(address).status_code == 200
        asked.append([one for one in told if one.startswith("SELECT")])
    assert asked[0] == asked[1] == asked[2]
