"""Who may decide, when, and what a decision has to say."""

from uuid import UUID, uuid4

import pytest

from returns_app.cases.rules import Stage
from returns_app.checks.rules import CheckAnswer
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.decisions.labels import REFUSAL_REASONS, VERDICTS
from returns_app.decisions.rules import (
    NO_ANSWER,
    NOT_CHECKED,
    OWN_WORK,
    WAITS_FOR_REVIEW,
    Refusal,
    RefusalReason,
    asks_reason,
    check_motivation,
    check_refusal,
    four_eyes_hindrance,
    registry_hindrance,
    stage_hindrance,
)
from returns_app.programmes.rules import CriterionResult, CriterionVerdict

ME, COLLEAGUE = uuid4(), uuid4()


def criterion(verdict: CriterionVerdict, *, needs_reason: bool = False) -> CriterionResult:
    return CriterionResult("one", verdict, N_("Everybody has a name."), {}, needs_reason)


MET = criterion(CriterionVerdict.MET)


@pytest.mark.parametrize(
    ("account", "authors", "counsellor"),
    [(ME, {ME}, COLLEAGUE), (ME, set(), ME), (ME, {ME, COLLEAGUE}, ME), (None, set(), COLLEAGUE)],
)
def test_nobody_decides_about_facts_of_their_own(account: UUID | None, authors: set[UUID], counsellor: UUID) -> None:
    assert four_eyes_hindrance(account, authors, counsellor) is OWN_WORK


def test_a_colleague_may() -> None:
    assert four_eyes_hindrance(ME, {COLLEAGUE}, COLLEAGUE) is None


def test_the_sentence_names_the_rule() -> None:
    assert OWN_WORK.sentence == "You entered or changed facts in this case. A different colleague must approve."


@pytest.mark.parametrize("stage", list(Stage))
def test_only_a_submitted_application_is_decided(stage: Stage) -> None:
    assert (stage_hindrance(stage) is None) is (stage is Stage.SUBMITTED)


@pytest.mark.parametrize(
    ("answers", "members", "hindrance"),
    [
        ([CheckAnswer.NO_CLAIM], 1, None),
        ([CheckAnswer.NO_CLAIM, CheckAnswer.REDUCED, CheckAnswer.EARLIER], 3, None),
        ([CheckAnswer.NO_CLAIM], 2, NOT_CHECKED),
        ([], 1, NOT_CHECKED),
        ([CheckAnswer.NO_CLAIM, CheckAnswer.POSSIBLE], 2, WAITS_FOR_REVIEW),
        ([CheckAnswer.STRONG], 1, WAITS_FOR_REVIEW),
        ([CheckAnswer.STRONG, CheckAnswer.NO_ANSWER], 2, NO_ANSWER),
    ],
)
def test_what_the_registry_hinders(answers: list[CheckAnswer], members: int, hindrance: object) -> None:
    assert registry_hindrance(answers, members) is hindrance


def test_a_reason_is_asked_where_a_criterion_is_not_plainly_met() -> None:
    doubtful = [
        criterion(CriterionVerdict.NOT_MET),
        criterion(CriterionVerdict.UNKNOWN),
        criterion(CriterionVerdict.MET, needs_reason=True),
    ]
    assert asks_reason([MET, *doubtful]) == tuple(doubtful)


def test_a_motivated_override_stands_and_a_bare_one_does_not() -> None:
    doubtful = [criterion(CriterionVerdict.NOT_MET)]
    check_motivation([MET], "")
    check_motivation(doubtful, "Twenty characters are")
    with pytest.raises(RuleBroken, match="at least 20 characters") as refused:
        check_motivation(doubtful, "   too short       ")
    assert refused.value.field == "motivation"


def test_a_refusal_has_a_code_and_a_text() -> None:
    def said(*reasons: RefusalReason, text: str) -> Refusal:
        return Refusal(uuid4(), 1, reasons, text)

    check_refusal(said(RefusalReason.DUBLIN, text="Belgium is responsible for them."))
    with pytest.raises(Malformed, match="at least one reason"):
        check_refusal(said(text="Belgium is responsible for them."))
    with pytest.raises(Malformed, match="at least 20 characters"):
        check_refusal(said(RefusalReason.DUBLIN, text="Dublin."))


def test_every_code_has_words() -> None:
    assert set(REFUSAL_REASONS) == set(RefusalReason)
    assert set(VERDICTS) == set(CriterionVerdict)
