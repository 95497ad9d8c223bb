"""The access pack: complete, the same in JSON and on paper, without third persons."""

import io
import json
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import unit_of_work
from returns_app.privacy import service
from returns_app.privacy.rules.packs import Pack, PackSection
from returns_app.privacy.rules.requests import RequestKind
from returns_app.privacy.views import paper
from tests import people
from tests.cases.builders import browser
from tests.checks.builders import a_family_case, checked
from tests.decisions.builders import approved, stored
from tests.privacy.builders import Bureau, a_bureau, a_request, identified

pytestmark = pytest.mark.postgres


def _pack(bureau: Bureau, request_id: UUID) -> Pack:
    with unit_of_work(bureau.officer) as work:
        return service.make_pack(work, request_id)


def _note(bureau: Bureau, case_id: UUID, words: str) -> None:
    with unit_of_work(bureau.office.counsellor) as work:
        case = stored(case_id)
        add_event(work, case, EventKind.CHANGED, happened_on=work.today, text=words)
        work.events.append(people.AN_EVENT)


def test_a_pack_holds_data_claims_checks_sharing_and_reads(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    pack = _pack(bureau, identified(bureau, case_id))
    assert {
        "person",
        "person_name",
        "return_case",
        "registry_check",
        "own_claim",
        "decision",
        "case_access",
        "reads",
    } <= set(pack.counts)
    told = json.loads(pack.as_json())
    names = next(section for section in told["sections"] if section["code"] == "person_name")
    assert names["rows"] == [
        {"Code of its kind": "primary", "Writing system": "Latn", "Given names": "Chinedu", "Family names": "Okafor"}
    ]
    assert told["counts"] == {section["code"]: len(section["rows"]) for section in told["sections"]}


def test_a_note_about_another_member_is_covered(house: Flask) -> None:
    bureau = a_bureau()
    case_id = a_family_case(bureau.office.counsellor)
    checked(case_id)
    _note(bureau, case_id, "Nino Beridze said that her husband Giorgi agrees.")
    pack = _pack(bureau, identified(bureau, case_id))
    text = pack.as_json().decode()
    assert "Giorgi" in text
    assert pack.covered >= 1
    for other in ("Nino", "Luka", "14AB00002", "14AB00003"):
        assert other not in text
    assert pack.counts["person"] == pack.counts["registry_check"] == 1
    assert pack.files == ()


def test_the_second_member_gets_an_own_pack(house: Flask) -> None:
    bureau = a_bureau()
    case_id = a_family_case(bureau.office.counsellor)
    text = _pack(bureau, identified(bureau, case_id, member=2)).as_json().decode()
    assert "Nino" in text
    assert "Giorgi" not in text


def test_portability_gives_only_what_the_person_told(house: Flask) -> None:
    bureau = a_bureau()
    pack = _pack(bureau, identified(bureau, approved(bureau.office), RequestKind.PORTABILITY))
    assert set(pack.counts) <= {"person", "person_name", "person_nationality", "person_identifier", "person_contact"}


def test_nobody_gets_a_pack_before_being_identified_or_of_another_authority(house: Flask) -> None:
    bureau = a_bureau()
    case_id = approved(bureau.office)
    request_id = a_request(bureau, case_id)
    with pytest.raises(RuleBroken, match="identified"):
        _pack(bureau, request_id)
    with pytest.raises(NotFound), unit_of_work(people.an_actor(Role.DPO)) as work:
        service.make_pack(work, request_id)


def test_the_archive_holds_both_forms_from_the_same_data(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau = a_bureau()
    request_id = identified(bureau, approved(bureau.office))
    told: list[str] = []
    compile_pdf = paper.compile_pdf

    def remember(template: Path, inputs: dict[str, str]) -> bytes:
        told.append(inputs["data"])
        return compile_pdf(template, inputs)

    monkeypatch.setattr(paper, "compile_pdf", remember)
    answer = browser(house, bureau.officer).post(f"/data-protection/requests/{request_id}/pack")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.read("pack.pdf").startswith(b"%PDF-")
        on_paper = json.loads(told[0])
        assert on_paper.pop("words")["title"] == "Your personal data"
        assert json.loads(archive.read("pack.json")) == on_paper
    shown = browser(house, bureau.officer).get(f"/data-protection/requests/{request_id}").text
    assert "registry_check" in shown


@pytest.mark.parametrize(
    ("language", "family", "who", "title"),
    [
        ("nl", "Achternamen", "een collega", "Naam van de persoon"),
        ("fr", "Noms de famille", "un collègue", "Nom de la personne"),
        ("ar", "ألقاب العائلة", "زميل", "اسم الشخص"),
    ],
)
def test_a_pack_speaks_the_language_that_was_chosen(
    house: Flask, language: str, family: str, who: str, title: str
) -> None:
    bureau = a_bureau()
    request_id = identified(bureau, approved(bureau.office))
    client = browser(house, bureau.officer)
    answer = client.post(f"/data-protection/requests/{request_id}/pack", data={"language": language})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        told = json.loads(archive.read("pack.json"))
    sections = {one["code"]: one for one in told["sections"]}
    assert sections["person_name"]["title"] == title
    assert sections["person_name"]["rows"][0][family] == "Okafor"
    assert who in {value for row in sections["reads"]["rows"] for value in row.values()}


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=8))
def test_words_never_swallow_a_value(row: dict[str, str]) -> None:
    pack = Pack("R-1", "Ada", "now", (PackSection("x", "X", (row,)),), 0)
    said = pack.in_words(lambda text: text[:1])
    assert sorted(said.sections[0].rows[0].values()) == sorted(row.values())
