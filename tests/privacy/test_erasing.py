"""Erasure: nothing is left anywhere, the figures stay, two persons, a hold goes first, a killed run goes on."""

import json
import shutil
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from returns_app.cases import service as cases
from returns_app.checks.queries import own_claims
from returns_app.core.errors import RuleBroken
from returns_app.db.encrypted import key_store
from returns_app.db.key_epochs import change_epoch
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.jobs.models import Job
from returns_app.jobs.service import run_due, run_now
from returns_app.people.queries import PersonQuery, find_people
from returns_app.privacy import service
from returns_app.privacy.models import Erasure, ErasureCase
from returns_app.privacy.queries.requests import list_erasures
from returns_app.privacy.queries.scanning import Find, scan_database, scan_files
from returns_app.privacy.rules.erasing import ErasureReason, ErasureState
from returns_app.privacy.rules.requests import RequestKind
from returns_app.privacy.service import erasing, removing
from returns_app.registry.connection import registry
from returns_app.registry.queries import find_missing
from returns_app.safeguards.rules import MarkEntry, MarkKind
from returns_app.safeguards.service import set_mark
from tests import people
from tests.cases.builders import browser
from tests.checks.builders import a_family_case
from tests.decisions.builders import approved, arrived, opened, stored
from tests.privacy.builders import a_bureau, erased, granted

pytestmark = pytest.mark.postgres


def _left(*words: str) -> list[Find]:
    db.session().rollback()
    db.session().expunge_all()
    return [found for word in words for found in scan_database(db.session(), word)]


def _stored(erasure_id: UUID) -> Erasure:
    db.session().rollback()
    db.session().expunge_all()
    return db.session().get_one(Erasure, erasure_id)


def test_an_erased_person_is_nowhere_any_more(house: Flask) -> None:
    bureau = a_bureau()
    case_id = arrived(bureau.office)
    reference = stored(case_id).reference
    with unit_of_work(bureau.office.counsellor) as work:
        cases.save_draft(work, f"correct.{case_id}", {"text": "Chinedu Okafor said"})
        cases.save_draft(work, "intake.other", {"names": [{"given": "Chinedu", "family": "Okafor"}]})
        cases.save_draft(work, "intake.kept", {"names": [{"given": "Adaeze", "family": "Obiechina"}]})
    assert len(_left("Okafor", "A01234567", reference, "KL 587")) >= 5
    before = len(_left("Obiechina"))
    erasure = _stored(erased(bureau, case_id))
    assert erasure.state is ErasureState.DONE
    assert erasure.figures_before == erasure.figures_after != ""
    assert _left("Okafor", "Chinedu", "A01234567", reference, "KL 587", "Schiphol") == []
    assert len(_left("Obiechina")) == before == 1
    assert find_people(db.session(), bureau.office.counsellor, PersonQuery(name="Okafor")) == []


def test_the_registry_forgets_the_claim(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    with unit_of_work(bureau.officer) as work:
        claims = own_claims(work.session, case_id)
        names, listed = tuple(claim.reference for claim in claims), b"".join(claim.addresses for claim in claims)
    addresses = {listed[start : start + 16] for start in range(0, len(listed), 16)}
    assert names
    assert find_missing(db.session(), addresses) == set()
    db.session().rollback()
    erased(bureau, case_id)
    run_due()
    assert set(registry().statuses(names).values()) == {"expired"}
    assert find_missing(db.session(), addresses) == addresses
    jobs = json.dumps([job.payload for job in db.session().scalars(select(Job))])
    assert not [one for one in addresses if one.hex() in jobs]


def test_no_bytes_are_left_in_a_copy_of_the_files(house: Flask, tmp_path: Path) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the files of PostgreSQL belong to its server: there the epoch change makes them unreadable")
    bureau = a_bureau()
    erased(bureau, arrived(bureau.office))
    _checkpoint()
    path = Path(str(db.engine.url.database))
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copy(file, tmp_path / file.name)
    assert list(scan_files([tmp_path], "Chinedu")) == []
    (tmp_path / "left.log").write_bytes(b"x" * 4_194_300 + b"Chinedu was here")
    assert [found.count for found in scan_files([tmp_path], "Chinedu")] == [1]


def _checkpoint() -> None:
    db.session().rollback()
    with db.engine.connect() as connection:
        connection.rollback()
        connection.connection.dbapi_connection.execute("pragma wal_checkpoint(truncate)").fetchall()  # type: ignore[union-attr]


def test_one_member_goes_and_the_family_stays(house: Flask) -> None:
    bureau = a_bureau()
    case_id = a_family_case(bureau.office.counsellor)
    erased(bureau, case_id, member=2)
    assert _left("Nino") == []
    assert [member.person.names[0].given for member in stored(case_id).members if member.person.names] == [
        "Giorgi",
        "Luka",
        "Ana",
    ]


def test_whoever_asked_cannot_confirm(house: Flask) -> None:
    bureau = a_bureau()
    granted(bureau, opened(bureau.office), RequestKind.ERASURE)
    with pytest.raises(RuleBroken) as refusal, unit_of_work(bureau.officer) as work:
        service.confirm_erasure(work, list_erasures(work.session, bureau.officer)[0].id)
    assert refusal.value.code == "privacy.same_person"


def test_a_legal_hold_goes_first(house: Flask) -> None:
    bureau = a_bureau()
    case_id = opened(bureau.office)
    entry = MarkEntry(MarkKind.HOLD, case_id, note="A claim is pending before the court.")
    with unit_of_work(bureau.officer) as work:
        set_mark(work, bureau.office.organisation.id, entry)
    with pytest.raises(RuleBroken, match="legal hold"):
        granted(bureau, case_id, RequestKind.ERASURE)
    with unit_of_work(bureau.officer) as work:
        begun = service.begin_erasure(work, bureau.office.organisation.id, ErasureReason.RETENTION, [(case_id, [])]).id
    with unit_of_work(bureau.admin) as work:
        key = service.confirm_erasure(work, begun)
    assert run_now(key)
    assert (_stored(begun).skipped, _left("Okafor") != []) == (1, True)


def test_a_run_that_was_cut_off_goes_on_where_it_was(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau = a_bureau()
    ids = [opened(bureau.office) for _ in range(3)]
    with unit_of_work(bureau.officer) as work:
        begun = service.begin_erasure(
            work, bureau.office.organisation.id, ErasureReason.RETENTION, [(one, []) for one in ids]
        ).id
    with unit_of_work(bureau.admin) as work:
        key = service.confirm_erasure(work, begun)
    erase, calls = removing.erase_scope, list[object]()

    def cut_off(*given: object) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise OSError("power cut")
        return erase(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(erasing, "erase_scope", cut_off)
    assert not run_now(key)
    assert _stored(begun).done == 1
    assert run_now(key)
    assert (_stored(begun).done, _stored(begun).state) == (3, ErasureState.DONE)
    assert _left("Okafor") == []


def test_the_pages_confirm_and_report(house: Flask) -> None:
    bureau = a_bureau()
    case_id = opened(bureau.office)
    granted(bureau, case_id, RequestKind.ERASURE)
    officer, admin = browser(house, bureau.officer), browser(house, bureau.admin)
    erasure = list_erasures(db.session(), bureau.officer)[0]
    place = f"/data-protection/erasures/{erasure.id}"
    assert "A second person has to confirm it" in officer.get(place).text
    assert officer.post(f"{place}/confirmation").status_code == 409
    assert admin.post(f"{place}/confirmation").status_code == 302
    page = admin.get(place).text
    assert "Every figure is the same as before" in page
    assert "person_name" in page
    assert admin.post(f"{place}/confirmation").status_code == 409


def test_the_command_finds_before_and_not_after(house: Flask) -> None:
    bureau = a_bureau()
    case_id = arrived(bureau.office)
    runner = house.test_cli_runner()
    found = runner.invoke(args=["privacy", "scan", "Okafor"])
    assert (found.exit_code, "decrypted person_name.family" in found.output) == (1, True)
    erased(bureau, case_id)
    if db.engine.dialect.name == "sqlite":
        _checkpoint()
    after = runner.invoke(args=["privacy", "scan", "-"], input="Okafor\n")
    assert after.exit_code == 0, after.output
    assert f"kek-{key_store().epoch:06d}" in after.output
    assert runner.invoke(args=["privacy", "scan", "abc"]).exit_code == 1


def test_a_copy_of_the_keys_that_brings_back_what_was_destroyed_is_named(house: Flask, tmp_path: Path) -> None:
    before = f"kek-{key_store().epoch:06d}"
    copied = shutil.copytree(key_store().directory.path, tmp_path / "keys")
    scan = ["privacy", "scan", "Nobody at all", "--backup-keys", str(copied)]
    runner = house.test_cli_runner()
    assert "holds no destroyed key" in runner.invoke(args=scan).output
    change_epoch(people.SEEDER)
    after = runner.invoke(args=scan)
    assert (after.exit_code, f"still holds {before}" in after.output) == (1, True)


def test_every_table_of_a_person_is_reached(house: Flask) -> None:
    bureau = a_bureau()
    erasure_id = erased(bureau, arrived(bureau.office))
    db.session().rollback()
    places = db.session().query(ErasureCase).filter_by(erasure_id=erasure_id).one().places
    assert {"person", "person_name", "person_identifier", "name_bucket", "case_event", "return_case", "registry_check",
            "own_claim", "decision", "departure", "keys"} <= set(places)  # fmt: skip
