"""The survey as data and its score: by example and by property; what is missing never moves a score."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.followup.rules import (
    MISSING,
    BadTemplate,
    Counted,
    HelpKind,
    MissReason,
    RoundState,
    SurveyMoment,
    Whose,
    band_of,
    check_answers,
    check_day,
    hundredths,
    needs_in,
    rates_of,
    read_template,
    score_of,
    template_of,
    template_on,
    templates,
)
from returns_app.followup.rules.templates import DIRECTORY
from tests.followup.builders import SURVEY, answers_of

DAY = date(2026, 1, 31)
SCORED = [one for one in SURVEY.questions if one.is_scored]
any_answers = st.fixed_dictionaries(
    {}, optional={one.code: st.sampled_from([*one.answers, *MISSING]).map(lambda code: (code,)) for one in SCORED}
)


def test_every_shipped_version_has_all_words_in_all_languages() -> None:
    for one in templates():
        assert set(one.words) == {"en", "nl", "fr", "ar"}
        for language in one.words:
            known = one.words[language]
            assert set(known["questions"]) == {question.code for question in one.questions}
            assert set(known["answers"]) == {answer for question in one.questions for answer in question.answers}
        assert not one.verified, "say who checked it, and against what"


def test_the_best_and_the_worst_answers() -> None:
    best = score_of(SURVEY, answers_of())
    assert (best.value, best.answered, best.asked) == (Fraction(1), 29, 29)
    assert score_of(SURVEY, answers_of(value=Fraction())).value == 0
    assert [part.answered for part in best.parts] == [9, 11, 9]


def test_what_does_not_apply_is_not_asked_and_what_is_not_said_is_not_answered() -> None:
    answers = answers_of() | {"S4": ("not_applicable",), "S1": ("dont_know",)}
    social = score_of(SURVEY, answers).parts[1]
    assert (social.value, social.answered, social.asked) == (Fraction(1), 9, 10)


def test_a_part_with_too_few_answers_has_no_score_and_then_neither_has_the_whole() -> None:
    economic = [one.code for one in SURVEY.of("economic") if one.is_scored]
    few = {code: given for code, given in answers_of().items() if code not in economic[:4]}
    assert score_of(SURVEY, few).parts[0].value is None  # 5 of 9 are less than 60 percent
    assert score_of(SURVEY, few).value is None
    enough = {code: given for code, given in answers_of().items() if code not in economic[:3]}
    assert score_of(SURVEY, enough).value == 1


def test_a_question_in_parts_counts_once_and_needs_half_of_them() -> None:
    parts = [one.code for one in SURVEY.questions if one.item == "P7"]
    answers = {code: given for code, given in answers_of().items() if code not in parts}
    assert score_of(SURVEY, answers).answered == 28
    assert score_of(SURVEY, answers | dict.fromkeys(parts[:3], ("never",))).answered == 28
    some = score_of(SURVEY, answers | dict.fromkeys(parts[:2], ("never",)) | dict.fromkeys(parts[2:4], ("very_often",)))
    assert some.answered == 29
    assert some.parts[2].value == Fraction(17, 18)


@given(any_answers)
def test_missing_answers_never_move_a_score(answers: dict[str, tuple[str, ...]]) -> None:
    told = {code: given for code, given in answers.items() if given[0] not in MISSING}
    score, plain = score_of(SURVEY, answers), score_of(SURVEY, told)
    assert (score.value, score.answered) == (plain.value, plain.answered)
    assert score.answered <= score.asked <= 29
    for part in score.parts:
        assert part.value is None or 0 <= part.value <= 1
    if score.value is not None:
        assert min(part.value for part in score.parts if part.value is not None) <= score.value
        assert band_of(SURVEY, score.value) in {"intensive", "some", "light"}


def test_scores_in_hundredths_round_halves_up() -> None:
    assert [hundredths(one) for one in (None, Fraction(1, 200), Fraction(1, 3), Fraction(1))] == [None, 1, 33, 100]


def test_an_answer_that_says_that_help_is_needed() -> None:
    assert needs_in(SURVEY, answers_of()) == ()
    found = needs_in(SURVEY, {"P8": ("yes",), "P4": ("very_unsafe",), "E2": ("often",)})
    assert [(one.kind, one.whose) for one in found] == [
        (HelpKind.SAFETY, Whose.COUNSELLOR), (HelpKind.PSYCHOLOGICAL, Whose.PARTNER),
    ]  # fmt: skip


def test_a_rate_counts_who_was_due_and_leaves_out_who_died() -> None:
    counted = [
        Counted(SurveyMoment.M6, RoundState.ANSWERED, None, is_due=True, persons=5),
        Counted(SurveyMoment.M6, RoundState.ANSWERED, None, is_due=False, persons=1),
        Counted(SurveyMoment.M6, RoundState.OPEN, None, is_due=True, persons=2),
        Counted(SurveyMoment.M6, RoundState.OPEN, None, is_due=False, persons=9),
        Counted(SurveyMoment.M6, RoundState.MISSED, MissReason.REFUSED, is_due=True, persons=1),
        Counted(SurveyMoment.M6, RoundState.MISSED, MissReason.DIED, is_due=True, persons=1),
    ]
    rate = rates_of(SURVEY, counted)[SurveyMoment.M6]
    assert (rate.due, rate.answered, rate.waiting, rate.not_counted, rate.percent) == (9, 6, 2, 1, 67)
    assert rate.reasons == {MissReason.REFUSED: 1, MissReason.DIED: 1}
    assert rates_of(SURVEY, [])[SurveyMoment.M12].percent is None


def test_answers_are_of_the_version_and_at_least_one_is_given() -> None:
    with pytest.raises(Malformed, match="not in this version"):
        check_answers(SURVEY, {"E1": ("purple",)})
    with pytest.raises(Malformed, match="not in this version"):
        check_answers(SURVEY, {"Z9": ("yes",)})
    for nothing in ({}, {"E1": ("dont_know",)}):
        with pytest.raises(Malformed, match="Not one question"):
            check_answers(SURVEY, nothing)


def test_an_answer_belongs_to_its_moment() -> None:
    rule = SURVEY.moments[SurveyMoment.M6]
    check_day(date(2026, 6, 30), DAY, date(2026, 7, 1), rule)
    with pytest.raises(RuleBroken, match="from 2026-06-30 on"):
        check_day(date(2026, 6, 29), DAY, date(2026, 7, 1), rule)
    with pytest.raises(Malformed, match="not come yet"):
        check_day(date(2026, 7, 2), DAY, date(2026, 7, 1), rule)


def test_the_newest_version_that_had_begun_is_in_force_and_old_answers_keep_theirs(tmp_path: Path) -> None:
    text = (DIRECTORY / "rss-1.toml").read_text(encoding="utf-8")
    later = text.replace('"rss-1"', '"rss-2"').replace("2018-01-01", "2026-05-01").replace("0.6 ", "0.9 ")
    for name, content in (("rss-1", text), ("rss-2", later)):
        (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
        (tmp_path / name).mkdir()
        (tmp_path / name / "en.toml").write_bytes((DIRECTORY / "rss-1" / "en.toml").read_bytes())
    both = templates(tmp_path)
    assert template_on(date(2026, 4, 30), both).code == "rss-1"
    assert template_on(date(2026, 5, 1), both).code == "rss-2"
    assert template_of("rss-1").code == "rss-1"
    with pytest.raises(RuleBroken, match="No version"):
        template_on(date(2017, 1, 1), both)


@pytest.mark.parametrize(
    ("before", "after"),
    [("least_answered = 0.6", "least_answered = 6"), ('"E2"', '"E1"'), ("very_good = 1,", "very_good = 2,"),
     ('answers = ["very_often"]', 'answers = ["purple"]'), ("died = {", "dead = {"), ('"economic", scale', '"money", scale')],
)  # fmt: skip
def test_a_typing_error_is_no_score(tmp_path: Path, before: str, after: str) -> None:
    text = (DIRECTORY / "rss-1.toml").read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / "rss-1.toml"
    file.write_text(text.replace(before, after), encoding="utf-8")
    (tmp_path / "rss-1").mkdir()
    (tmp_path / "rss-1" / "en.toml").write_bytes((DIRECTORY / "rss-1" / "en.toml").read_bytes())
    with pytest.raises(BadTemplate):
        read_template(file)
