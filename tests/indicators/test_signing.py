"""A release is signed when it is let out, and anybody can check its files without the house."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from returns_app.accounts.models import Organisation
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.indicators import files, service
from returns_app.indicators.models import FigureRelease
from returns_app.indicators.rules.guards import Audience
from tests import people
from tests.indicators import builders
from tests.indicators.test_public import public_app
from tools.verify_release import verify

pytestmark = pytest.mark.postgres
__all__ = ["public_app"]
TOOL = Path(__file__).parents[2] / "tools" / "verify_release.py"


@pytest.fixture
def release(house: Flask) -> FigureRelease:
    office = builders.an_office()
    for _family in range(30):
        builders.departed(office, builders.a_family(office, 2))
    return builders.let_out(office)


def contents(release: FigureRelease) -> dict[str, bytes]:
    assert release.tables is not None
    return {
        "a.document.json": release.document, "a.tables.json": release.tables, "a.csv": files.sdmx_csv(release.document),
    }  # fmt: skip


def test_the_files_of_a_release_are_whole(house: Flask, release: FigureRelease) -> None:
    signed = json.loads(release.manifest)
    assert verify(signed, contents(release), service.public_key()) == ""
    assert set(signed["manifest"]["files"]) == {"document.json", "tables.json"}
    assert signed["manifest"]["files"]["document.json"]["sha256"] == release.document_hash


@pytest.mark.parametrize("name", ["a.document.json", "a.tables.json", "a.csv"])
def test_one_changed_word_is_found_and_named(release: FigureRelease, name: str) -> None:
    found = contents(release)
    changed = {**found, name: found[name].replace(b"RR5T", b"NONE", 1)}
    assert changed != found
    assert verify(json.loads(release.manifest), changed).startswith(("a.", "a.csv, line"))


def test_a_line_less_and_a_line_more_are_found(release: FigureRelease) -> None:
    found = contents(release)
    lines = found["a.csv"].splitlines(keepends=True)
    for table in (b"".join(lines[:-1]), b"".join([*lines, lines[-1]])):
        assert "numbers, released were" in verify(json.loads(release.manifest), found | {"a.csv": table})
    assert "give the document" in verify(json.loads(release.manifest), {"a.csv": found["a.csv"]})


@pytest.mark.parametrize(
    ("field", "value"), [("publisher", "Somebody else"), ("revision", 2), ("cut_off", "2020-01-01")]
)
def test_a_changed_manifest_is_found(release: FigureRelease, field: str, value: object) -> None:
    signed = json.loads(release.manifest)
    signed["manifest"][field] = value
    assert "was changed" in verify(signed, {})


def test_another_key_is_not_the_publishers(house: Flask, release: FigureRelease) -> None:
    signed = json.loads(release.manifest)
    assert "another key" in verify(signed, {}, "A" * 43 + "=")
    signed["key"] = "A" * 43 + "="
    assert "not signed by this key" in verify(signed, {})


def test_the_tool_needs_nothing_of_the_house(release: FigureRelease, tmp_path: Path) -> None:
    named = {"manifest.json": release.manifest.encode()} | contents(release)
    for name, content in named.items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-I", str(TOOL), *(str(tmp_path / name) for name in named)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.startswith(f"Whole: {release.reference}")) == (0, True)
    (tmp_path / "a.tables.json").write_bytes(b"{}")
    broken = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (broken.returncode, broken.stdout) == (1, "BROKEN: a.tables.json is not what was released.\n")


def test_operators_tell_the_key(house: Flask, release: FigureRelease) -> None:
    told = house.test_cli_runner().invoke(args=["figures", "public-key"]).output.strip()
    assert told == json.loads(release.manifest)["key"]


def test_inside_and_outside_take_the_same_files(house: Flask, release: FigureRelease, public_app: Flask) -> None:
    reference, address = release.reference, f"/indicators/releases/{release.id}"
    organisation = db.session().get_one(Organisation, release.organisation_id)
    inside = people.client_for(house, people.an_account(Role.ANALYST, organisation=organisation))
    assert "MANIFEST" in inside.get(address).get_data(as_text=True)
    told = {kind: inside.get(f"{address}/{kind}").data for kind in ("manifest", "tables", "document")}
    outside = public_app.test_client()
    assert f"/figures/{reference}/manifest.json" in outside.get(f"/figures/{reference}").get_data(as_text=True)
    assert [outside.get(f"/figures/{reference}/{kind}.json").data for kind in ("manifest", "document")] == [
        told["manifest"], told["document"],
    ]  # fmt: skip
    assert verify(json.loads(told["manifest"]), {"d.json": told["document"], "t.json": told["tables"]}) == ""


def test_what_is_frozen_only_has_no_signature_and_what_is_withdrawn_is_gone(
    house: Flask, release: FigureRelease, public_app: Flask
) -> None:  # fmt: skip
    manager = people.an_actor(
        Role.PROGRAMME_MANAGER, organisation=db.session().get_one(Organisation, release.organisation_id)
    )
    with unit_of_work(manager) as work:
        again = service.freeze_release(work, service.Freezing(release.period, Audience.PUBLIC))
        assert again.manifest == ""
        service.withdraw_release(work, release.id, "Wrong.")
    reference = release.reference
    db.session.remove()
    for kind in ("manifest", "document"):
        assert public_app.test_client().get(f"/figures/{reference}/{kind}.json").status_code == 404
