"""J18: somebody asks for the data and gets them; a correction reaches registry, partner and letter."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from returns_app.cases.rules import EventKind
from returns_app.cases.service import add_event
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.demo.service.founding import House
from returns_app.jobs.service import run_due
from returns_app.privacy.rules.requests import due_on
from tests import people
from tests.checks.builders import a_family_case
from tests.decisions import builders
from tests.journeys.conftest import OpenDesk
from tests.journeys.desk import Desk
from tests.journeys.seed import COUNSELLOR, office_of
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey
OFFICER = "dpo@ro-nl.example"
NOTE = "Came with Nino Beridze, who waited outside."


@pytest.fixture
def case_id(backstage: Flask, house: House) -> UUID:
    """P1, approved and shared with the partner; a note names somebody of another case."""
    office = office_of(house)
    a_family_case(office.counsellor)
    made = builders.approved(office)
    with unit_of_work(office.counsellor) as work:
        add_event(work, builders.stored(made), EventKind.CHANGED, happened_on=work.today, text=NOTE)
        work.events.append(people.AN_EVENT)
    return made


@pytest.mark.parametrize("width", [1280, 390])
def test_access_and_correction(
    open_desk: OpenDesk, stage: Stage, backstage: Flask, case_id: UUID, tmp_path: Path, width: int
) -> None:
    desk = open_desk(width)
    desk.sign_in(OFFICER)
    _register(desk, builders.stored(case_id).reference)
    request = desk.page.url.removeprefix(desk.base)
    desk.find("[name=identity][value=document]").check()
    desk.press(f"form[action='{request}/identity'] button.btn-primary")
    with desk.page.expect_download() as saved:
        desk.find(f"form[action='{request}/pack'] button").click()
    saved.value.save_as(tmp_path / "pack.zip")
    _look_into(tmp_path / "pack.zip")
    _correct(open_desk(width, name="-counsellor"), case_id)
    run_due()
    desk.visit(request)
    desk.says("Delivered", "Letter was sent")
    desk.press(f"form[action^='{request}/deliveries/'] button")
    assert stage.count("select count(*) from correction_reach where state = 'delivered'") >= 3


def _register(desk: Desk, reference: str) -> None:
    day = today() - timedelta(days=2)
    desk.visit("/data-protection/requests/new")
    desk.find("[name=kind][value=access]").check()
    desk.answer(
        {
            "case_reference": reference, "channel": "letter", "received_on-day": str(day.day),
            "received_on-month": str(day.month), "received_on-year": str(day.year), "asked": "What do you hold about me?",
        }
    )  # fmt: skip
    desk.press()
    assert due_on(day) > today()
    desk.says("Chinedu Okafor")


def _look_into(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        told, text = json.loads(archive.read("pack.json")), archive.read("pack.json").decode()
        assert archive.read("pack.pdf").startswith(b"%PDF-")
    assert told["counts"] == {section["code"]: len(section["rows"]) for section in told["sections"]}
    assert {"own_claim", "registry_check", "case_access", "reads"} <= set(told["counts"])
    assert ("Nino" in text, told["third_persons_covered"]) == (False, 1)


def _correct(desk: Desk, case_id: UUID) -> None:
    (person_id,) = builders.members(case_id)
    desk.sign_in(COUNSELLOR)
    desk.visit(f"/cases/{case_id}/people/{person_id}/correction")
    desk.answer({"born-year": "1992", "reason": "birth certificate"})
    desk.press()
    desk.says("The correction was saved")
