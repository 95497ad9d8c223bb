"""Files that were sent in hold many people: erasing one takes their rows out and leaves the others."""

import json
from uuid import UUID

import pytest
from flask import Flask

from returns_app.cases.models import ReturnCase
from returns_app.db.key_epochs import renew_subject_keys
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.imports.models import CaseImport
from returns_app.imports.rules import COLUMNS, ImportState, key_of, rows_of
from returns_app.imports.service import receive_file
from returns_app.jobs.service import TryLater
from returns_app.privacy.queries.holdings import Scope
from returns_app.privacy.queries.scanning import Find, scan_database
from returns_app.privacy.queries.sent_files import Traces
from returns_app.privacy.service.sent_files import clean_files
from returns_app.support.forms.bulk import understand
from returns_app.support.models import DeliveryUpload
from returns_app.support.service import keep_upload
from tests import people
from tests.decisions.builders import arrived, members, stored
from tests.privacy.builders import Bureau, a_bureau, erased

pytestmark = pytest.mark.postgres
OTHER = "NL-2026-999999"


def _left(*words: str) -> list[Find]:
    db.session().rollback()
    db.session().expunge_all()
    return [found for word in words for found in scan_database(db.session(), word)]


def _an_upload(bureau: Bureau, case_id: UUID) -> UUID:
    reference = stored(case_id).reference
    rows = [
        [reference, 1, "02-03-2026", "10.00", "EUR", "R-77", "Ade Tools", "for the workshop"],
        [OTHER, 1, "02-03-2026", "10.00", "EUR", "R-78", "Bola Cement", "handed to Okafor, Chinedu"],
        [OTHER, 1, "02-03-2026", "10.00", "EUR", "R-79", "Bola Cement", "stays"],
    ]
    with unit_of_work(bureau.office.partner) as work:
        return keep_upload(work, understand(rows)).id


def _an_import(bureau: Bureau, **changes: str) -> UUID:
    cells = {"case": "A-1", "given_name": "Chinedu", "family_name": "Okafor", "document_number": "A0 123 4567"}
    other = {"case": "A-2", "given_name": "Adaeze", "family_name": "Obiechina", "document_number": "B1"}
    table = [list(COLUMNS), *[[row.get(name, "") for name in COLUMNS] for row in (cells | changes, other)]]
    with unit_of_work(bureau.office.counsellor) as work:
        return receive_file(work, rows_of(table)).id


def test_rows_about_somebody_erased_are_gone_and_the_others_stay(house: Flask) -> None:
    bureau = a_bureau()
    case_id = arrived(bureau.office)
    reference = stored(case_id).reference
    upload_id, import_id = _an_upload(bureau, case_id), _an_import(bureau)
    places = {found.place for found in _left("Okafor", "R-77", reference)}
    assert {"decrypted delivery_upload.rows", "decrypted case_import.content"} <= places
    erased(bureau, case_id)
    assert _left("Okafor", "R-77", reference, "A01234567") == []
    upload = db.session().get_one(DeliveryUpload, upload_id)
    assert [row["cells"][5] for row in json.loads(upload.rows)] == ["R-79"]
    kept = db.session().get_one(CaseImport, import_id)
    assert [cells["family_name"] for _number, cells in json.loads(kept.content)] == ["Obiechina"]


def test_what_was_written_before_can_not_be_opened_with_the_new_key(house: Flask) -> None:
    bureau = a_bureau()
    import_id = _an_import(bureau)
    before = db.session().get_one(CaseImport, import_id).content_ct
    with unit_of_work(people.SEEDER) as work:
        kept = work.session.get_one(CaseImport, import_id)
        text = kept.content
        renew_subject_keys(work, {import_id})
        kept.content = text
    with unit_of_work(people.SEEDER) as work:
        kept = work.session.get_one(CaseImport, import_id)
        assert kept.content == text
        kept.content_ct = before
        work.events.append(people.AN_EVENT)
    db.session().expunge_all()
    with pytest.raises(Exception, match="."):
        _ = db.session().get_one(CaseImport, import_id).content


def test_the_row_a_case_was_opened_from_goes_with_it_whatever_it_says(house: Flask) -> None:
    bureau = a_bureau()
    case_id = arrived(bureau.office)
    import_id = _an_import(bureau, given_name="Other", family_name="Spelling", document_number="")
    with unit_of_work(people.SEEDER) as work:
        work.session.get_one(ReturnCase, case_id).request_key = key_of(bureau.office.organisation.id, "A-1")
        work.events.append(people.AN_EVENT)
    erased(bureau, case_id)
    db.session().expunge_all()
    kept = db.session().get_one(CaseImport, import_id)
    assert [number for number, _cells in json.loads(kept.content)] == [3]


def test_an_import_under_way_is_waited_for(house: Flask) -> None:
    bureau = a_bureau()
    case_id = arrived(bureau.office)
    import_id = _an_import(bureau)
    with unit_of_work(people.SEEDER) as work:
        work.session.get_one(CaseImport, import_id).state = ImportState.RUNNING
        work.events.append(people.AN_EVENT)
    whole = Scope(case_id, frozenset(members(case_id)), is_whole=True)
    with pytest.raises(TryLater), unit_of_work(people.SEEDER) as work:
        clean_files(work, whole)


def test_one_word_of_a_name_is_no_trace() -> None:
    traces = Traces("", None, UUID(int=1), (("chinedu", "okafor"),), frozenset({"A01234567"}))
    assert not traces.tells(["Okafor & sons", "tools"])
    assert traces.tells(["OKAFOR", "for Chinedu"])
    assert traces.tells(["a0 123-4567"])
    assert not traces.tells(["", ""])
