"""Key moments: begun by the counsellor, what is missing is named, passed from hand to hand, taken along for RIAT."""

from functools import partial
from uuid import UUID

import pytest
from flask import Flask

from returns_app.demo.service.founding import House
from returns_app.moments.labels import MOMENT_NAMES, STATE_NAMES
from returns_app.moments.rules import Moment, MomentState
from tests.decisions import builders
from tests.journeys.desk import Desk
from tests.journeys.seed import COUNSELLOR, PARTNER, office_of

pytestmark = pytest.mark.journey


@pytest.fixture
def case_id(backstage: Flask, house: House) -> UUID:
    """P1, arrived in Nigeria today."""
    return builders.arrived(office_of(house))


def test_from_the_counsellor_to_the_coordinator(desk: Desk, case_id: UUID) -> None:
    place = f"/cases/{case_id}/key-moments"
    desk.sign_in(COUNSELLOR)
    desk.visit(place)
    desk.press(f"form[action='{place}/beginning'] button")
    desk.says(*(desk.words(partial(MOMENT_NAMES.__getitem__, moment)) for moment in Moment))
    desk.press(desk.find("#moment-km1 a[href^='/key-moments/'].btn, a.btn-primary[href^='/key-moments/']").first)
    desk.answer({"assistance": "Transport to Kano"})
    desk.press(desk.find("form[action$='/answers'] button.btn-primary"))
    desk.answer({"step": "send"})
    desk.press(desk.find("form[action$='/steps'] button.btn-primary"))
    desk.says(desk.words(lambda: STATE_NAMES[MomentState.COORDINATOR]))
    desk.visit("/key-moments")
    with desk.page.expect_download() as taken:
        desk.page.evaluate(
            "url => { const a = document.createElement('a'); a.href = url; a.download = ''; a.click(); }",
            f"{place}/riat.pdf",
        )
    assert taken.value.suggested_filename.endswith(".pdf")
    desk.sign_in(PARTNER)
    desk.visit(place)
    desk.says(desk.words(lambda: STATE_NAMES[MomentState.COORDINATOR]))
