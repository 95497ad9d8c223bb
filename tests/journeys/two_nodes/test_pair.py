"""J02, J07 and J08 on two nodes: what one member state knows is met, reviewed and answered at the other."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from playwright.sync_api import expect

from returns_app.checks.labels import ANSWER_NAMES, KIND_NAMES, NOTE_SENTENCES
from returns_app.checks.rules import CheckAnswer
from returns_app.core.clock import local_day, utc_now
from returns_app.db.session import db
from returns_app.decisions.rules import WAITS_FOR_REVIEW
from returns_app.linkage.evidence import Note
from returns_app.registry.statuses import SupportKind
from returns_app.web.filters import country
from tests.journeys import told
from tests.journeys.desk import Desk
from tests.journeys.pairs import (
    ADJUDICATOR,
    BE_COUNSELLOR,
    REASON,
    REVIEWER_1,
    REVIEWER_2,
    judge,
    open_pair,
    send,
    unfold,
)
from tests.journeys.seed import APPROVER, COUNSELLOR, COUNSELLOR_2
from tests.journeys.steps import open_case, submit
from tests.journeys.two_nodes.nodes import Node, Two

pytestmark = pytest.mark.journey
VALUE = "1988-05-07"
BELGIAN = ("aljboori", "ahmad husain", "07-05-1988", "7 may 1988", VALUE)
DUTCH = ("al-jubouri", "الجبوري", "198807051234", "1988-07-05", "5 july 1988")
WHY = "The day and month could be swapped."
WORDS = "We paid the ticket on Monday."
GROUND = "He asked in Antwerp and was paid there."

Desks: TypeAlias = Callable[..., Desk]
LOOKS = [(1280, "en"), (390, "ar")]


@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_j07_a_pair_of_two_states_is_reviewed_from_both_sides(two: Two, at: Desks, width: int, language: str) -> None:
    here, there = at("NL", width, language), at("BE", width, language)
    here.sign_in(COUNSELLOR)
    case = open_case(here, told.p2(), name="الجبوري", born="1988")
    here.visit(f"{case}/registry-check")
    _shows_the_lead(here)
    submit(here, case)
    here.sign_in(APPROVER)
    here.visit(f"{case}/decision")
    here.says(here.words.say(WAITS_FOR_REVIEW.sentence))
    two.federation.carry()
    _field_is_asked_and_shown(two, here, there)
    _blind_to_each_other(two, here)
    _they_write_to_each_other(two, here, there, case)
    _person_is_heard(two, here, case)
    _decided(two, here, case)
    _unlinked(two, here)
    _nobody_read_what_is_hidden(two, here, there)


def _shows_the_lead(here: Desk) -> None:
    words = here.words
    either = words(lambda: ANSWER_NAMES[CheckAnswer.POSSIBLE]), words(lambda: ANSWER_NAMES[CheckAnswer.STRONG])
    title = here.find(".banner-title").first.inner_text()
    assert any(name in title for name in either), title
    here.says(
        words(lambda: NOTE_SENTENCES[Note.BY_SOUND]), words(lambda: NOTE_SENTENCES[Note.DAY_MONTH_SWAPPED]),
        words(lambda: KIND_NAMES[SupportKind.IN_KIND]), words(lambda: country("BE")),
    )  # fmt: skip


def _field_is_asked_and_shown(two: Two, here: Desk, there: Desk) -> None:
    here.sign_in(REVIEWER_1)
    open_pair(here)
    unfold(here, "/disclosures")
    here.answer({"field": "born", "why_needed": WHY})
    send(here, "/disclosures")
    two.federation.carry()
    there.sign_in(BE_COUNSELLOR)
    there.visit(f"/cases/{two.belgium['P2']}/reviews")
    there.says(WHY)
    send(there, "/grant")
    two.federation.carry()
    here.sign_in(REVIEWER_1)
    pair = open_pair(here)
    send(here, "/look")
    here.says(VALUE)
    here.seen.pop()  # the one page on which the value may stand
    here.visit(pair)
    here.says_not(VALUE)
    two.federation.carry()
    there.visit(f"/cases/{two.belgium['P2']}/reviews")
    for node in (two.dutch, two.belgian):
        assert node.count("select looks from review_disclosure") == 1
        assert node.count("select count(*) from audit_event where action like 'review.disclosure.%'") > 1
    two.dutch.change("update review_disclosure set until = datetime('now', '-1 minute')")
    here.visit(pair)
    assert here.find('main form[action*="/look"]').count() == 0


def _blind_to_each_other(two: Two, here: Desk) -> None:
    judge(here, REVIEWER_1, "same_return")
    here.sign_in(REVIEWER_2)
    pair = open_pair(here)
    here.says_not(REASON)
    here.visit("/notices")
    here.says_not(REASON, "Rita")
    assert two.dutch.count("select count(*) from audit_event where details like ?", "%same_return%") == 0
    here.visit(pair)
    here.answer({"verdict": "same_return", "reason": REASON})
    here.press("section[aria-labelledby=your-verdict] button[type=submit]")
    assert two.dutch.count("select count(*) from case_link where ended_at is null") == 1


def _they_write_to_each_other(two: Two, here: Desk, there: Desk, case: str) -> None:
    two.federation.carry()
    there.visit(f"/cases/{two.belgium['P2']}/reviews")
    unfold(there, "/messages")
    there.answer({"subject": "status", "message_text": WORDS})
    send(there, "/messages")
    there.says(there.words.say("handed to the registry"))
    two.federation.carry()
    there.visit(f"/cases/{two.belgium['P2']}/reviews")
    there.says(WORDS, there.words.say("arrived"))
    here.sign_in(COUNSELLOR)
    here.visit(f"{case}/reviews")
    here.says(WORDS)


def _person_is_heard(two: Two, here: Desk, case: str) -> None:
    here.sign_in(APPROVER)
    here.visit(f"{case}/reviews")
    unfold(here, "/decision")
    here.answer({"consequence": "suspend", "ground": GROUND})
    send(here, "/decision", 409)
    assert two.dutch.count("select count(*) from return_case where stage = 'submitted'") == 1
    here.sign_in(COUNSELLOR)
    here.visit(f"{case}/reviews")
    with here.page.expect_download() as paper:
        here.find('main a[href$="/paper"]').click()
    assert paper.value.path().read_bytes().startswith(b"%PDF-")
    unfold(here, "/answer")
    day = local_day(utc_now(), "Europe/Amsterdam")
    here.answer({"heard": "I asked in Antwerp, never travelled", "heard_on-day": str(day.day)})
    here.answer({"heard_on-month": str(day.month), "heard_on-year": str(day.year)})
    send(here, "/answer")


def _decided(two: Two, here: Desk, case: str) -> None:
    here.sign_in(APPROVER)
    here.visit(f"{case}/reviews")
    unfold(here, "/decision")
    here.answer({"consequence": "suspend", "ground": GROUND})
    send(here, "/decision")
    here.says(GROUND)
    two.federation.carry()
    assert two.belgian.count("select count(*) from review where other_verdict = 'same_return'") == 1
    here.visit(f"{case}/decision")
    expect(here.find("section[aria-labelledby=decision] > p > button.btn-primary")).to_be_disabled()


def _unlinked(two: Two, here: Desk) -> None:
    """Files were never merged: every row of both files is what it was before the link was taken away."""
    tables = ("person", "person_name", "return_case", "case_member")
    before = {state: _rows(two.federation.nodes[state], tables) for state in ("NL", "BE")}
    here.sign_in(ADJUDICATOR)
    here.visit(f"/reviews/{two.dutch.first('select id from review')}")
    unfold(here, "/unlinking")
    here.answer({"why_unlinked": "The fingerprints of the police differ after all."})
    send(here, "/unlinking")
    two.federation.carry()
    assert {state: _rows(two.federation.nodes[state], tables) for state in ("NL", "BE")} == before
    assert two.dutch.count("select count(*) from case_link where ended_at is null") == 0
    assert two.dutch.count("select count(*) from review where state = 'open' and round = 2") == 1


def _nobody_read_what_is_hidden(two: Two, here: Desk, there: Desk) -> None:
    """Each side's own words stand on its own pages only; no log, no mail and no table holds them in clear."""
    for pages, hidden in ((here.seen, BELGIAN), (there.seen, DUTCH)):
        assert pages
        assert not [word for page in pages for word in hidden if word in page.casefold()]
    everything = [two.federation.lines(), *(two.federation.mails(state) for state in ("NL", "BE"))]
    everything += [two.federation.stored(name) for name in two.federation.parties]
    assert not [word for text in everything for word in (*BELGIAN, *DUTCH, WHY.casefold()) if word in text]


def _rows(node: Node, tables: tuple[str, ...]) -> dict[str, list[str]]:
    with node.backstage():
        return {
            name: sorted(repr(tuple(row)) for row in db.session().execute(db.metadata.tables[name].select()))
            for name in tables
        }


def test_j08_not_the_same_person_is_decided_by_an_adjudicator_and_remembered(two: Two, at: Desks) -> None:
    here = at("NL")
    here.sign_in(COUNSELLOR)
    case = open_case(here, told.p6(), name="Ali", born="1990")
    two.federation.carry()
    judge(here, REVIEWER_1, "other_person")
    judge(here, REVIEWER_2, "cannot_tell", missing="document")
    here.sign_in(ADJUDICATOR)
    open_pair(here)
    here.says(REASON)
    here.says_not("Rita Reviewer", "Ruud Reviewer")
    judge(here, ADJUDICATOR, "other_person")
    two.federation.carry()
    here.sign_in(COUNSELLOR_2)
    here.visit(f"{case}/registry-check")
    here.press("main .title-actions button[type=submit]")
    here.says("No claim found")
    there = at("BE")
    there.sign_in(BE_COUNSELLOR)
    there.visit(f"/cases/{two.belgium['P6']}/reviews")
    assert two.belgian.count("select count(*) from review where other_verdict = 'other_person'") == 1
