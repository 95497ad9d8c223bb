"""Every column says what it holds, whose it is, why, how long and for whom; erasure knows every table of a person."""

import pytest
from sqlalchemy import Table

from returns_app import models
from returns_app.db.base import Base
from returns_app.privacy.queries.inventory import inventory, retention
from returns_app.privacy.rules import Told, take_inventory

MODELS = models.__all__  # imported so that the metadata knows every table
PROCESSING = {
    "purposes": {
        "work": {"title": "Work", "basis": "6(1)(e)", "special_basis": "", "source": "law", "verified": True},
    },
    "whose": {"returnee": "", "nobody": ""}, "recipients": {"partner": ""}, "special": {"none": "", "health": ""},
    "ends": {"delete": "", "strip": "", "stay": ""}, "common": {"id": "Key"},
}  # fmt: skip
GOOD = {"whose": "returnee", "why": "work", "kept": "file", "ends": "strip", "columns": {"name_ct": "Name"}}


def _gaps(*columns: str, **changes: object) -> tuple[str, ...]:
    told = {"person": {**GOOD, **changes}}
    return take_inventory([Told("person", column) for column in columns], told, PROCESSING, {"file": "File"}).gaps


def test_nothing_is_held_that_nobody_describes() -> None:
    assert inventory().gaps == (), "see docs/privacy.md"


def test_every_column_is_in_it_once() -> None:
    held = [(entry.table, entry.column) for entry in inventory().entries]
    assert sorted(held) == sorted(
        (table.name, column.name) for table in Base.metadata.tables.values() for column in table.columns
    )


def _points_to_somebody(table: Table) -> bool:
    return bool({"person_id", "case_id"} & set(table.columns.keys()))


def test_what_points_to_a_person_or_case_says_how_it_ends() -> None:
    told = {entry.table: entry.whose for entry in inventory().entries}
    silent = [
        table.name
        for table in Base.metadata.tables.values()
        if _points_to_somebody(table) and told[table.name] == "nobody"
    ]
    assert silent == []


def test_every_retention_version_has_a_source_and_the_same_classes() -> None:
    assert all(version.source for version in retention())
    assert len({frozenset(version.classes) for version in retention()}) == 1


def test_a_described_column_is_no_gap_and_a_new_one_is() -> None:
    assert _gaps("id", "name_ct") == ()
    assert _gaps("id", "shoe_size") == ("person.shoe_size: nobody says what it holds",)


@pytest.mark.parametrize(
    "changes",
    [{"why": "fun"}, {"whose": "cat"}, {"kept": "ever"}, {"ends": ""}, {"sent_to": ["press"]},
     {"columns": {"name_ct": {"what": "Name", "special": "secret"}}}],
)  # fmt: skip
def test_a_code_that_is_on_no_list_is_a_gap(changes: dict[str, object]) -> None:
    assert len(_gaps("id", "name_ct", **changes)) == 1


def test_a_table_without_a_section_is_a_gap() -> None:
    found = take_inventory([Told("shoe", "id")], {}, PROCESSING, {"file": "File"})
    assert "no section [shoe]" in found.gaps[0]


def test_erasure_takes_ciphertexts_and_digests_out_of_stripped_rows() -> None:
    stripped = {(entry.table, entry.column) for entry in inventory().entries if entry.is_stripped}
    assert {("person", "born_line_ct"), ("evidence_file", "content_index"), ("own_claim", "addresses")} <= stripped
