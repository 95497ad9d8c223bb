"""What a question is told: bands and agreeing fields, never a value, in one shape."""

from dataclasses import asdict
from datetime import date
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from returns_app.db.audit_log import AuditEvent
from returns_app.db.session import db
from returns_app.linkage.kinds import Field, KeyKind
from returns_app.linkage.model import Model
from returns_app.linkage.scoring import Band, Evidence, Score, Verdict, score
from returns_app.registry import queries
from returns_app.registry.connection import registry
from returns_app.registry.models import Claim
from returns_app.registry.rules import BadRequest, Episode, Purpose, Question, RegistryGone, TokenGroup
from returns_app.registry.service import answering
from returns_app.registry.statuses import ClaimStatus, SupportKind
from tests.registry.builders import (
    AHMAD,
    AHMED,
    ALI_ONE,
    ALI_TWO,
    BESNIK,
    CHINEDU,
    OPENED,
    announced,
    asked,
    completed,
    someone,
)

pytestmark = pytest.mark.postgres


def test_nobody_is_found_in_an_empty_registry(house: Flask) -> None:
    assert asked(CHINEDU).hits == ()


def test_the_same_person_in_another_script_with_day_and_month_swapped(house: Flask) -> None:
    announced(AHMAD, "BE", opened=date(2025, 11, 11))
    (hit,) = asked(AHMED).hits
    assert (hit.member_state, hit.month, hit.status) == ("BE", "2025-11", ClaimStatus.OPEN)
    assert hit.support_kinds == (SupportKind.IN_KIND,)
    assert hit.score.band in {Band.POSSIBLE, Band.STRONG}
    assert hit.score.verdict(Field.NAME) is Verdict.AGREES
    assert hit.score.verdict(Field.BORN) is Verdict.IN_PART
    assert hit.episode is Episode.SAME


def test_an_answer_holds_no_value_of_the_other_side(house: Flask) -> None:
    announced(AHMAD, "BE")
    told = str([asdict(hit) for hit in asked(AHMED).hits])
    assert not [value for value in ("Aljboori", "Ahmad", "1988", "05-07") if value in told]


def test_namesakes_with_two_passports_are_possible_and_the_passports_speak_against(house: Flask) -> None:
    announced(ALI_TWO, "DE")
    (hit,) = asked(ALI_ONE).hits
    assert hit.score.band is Band.POSSIBLE
    assert hit.score.verdict(Field.DOCUMENT) is Verdict.DIFFERS


def test_a_return_that_was_over_before_is_an_earlier_episode(house: Flask) -> None:
    claim = announced(BESNIK, "SE", opened=date(2021, 5, 1)).reference
    completed(claim, date(2021, 11, 2))
    (hit,) = asked(BESNIK).hits
    assert (hit.episode, hit.completed_month, hit.claim) == (Episode.EARLIER, "2021-11", claim)


def test_a_return_that_was_over_after_this_one_began_is_the_same_episode(house: Flask) -> None:
    completed(announced(BESNIK, "SE", opened=date(2025, 5, 1)).reference, OPENED)
    assert asked(BESNIK).hits[0].episode is Episode.SAME


def test_members_of_one_case_are_no_evidence_against_each_other(house: Flask) -> None:
    family = uuid4()
    announced(CHINEDU, "NL", family_handle=family)
    assert asked(CHINEDU, family=family).hits == ()
    assert len(asked(CHINEDU).hits) == 1


def test_a_protected_claim_tells_neither_its_state_nor_a_name_that_holds_it(house: Flask) -> None:
    kept = announced(CHINEDU, "FR", is_protected=True)
    (hit,) = asked(CHINEDU).hits
    assert hit.member_state is None
    assert "FR" not in hit.claim
    assert hit.claim != kept.reference


def test_at_most_five_hits_the_best_first(house: Flask) -> None:
    for _ in range(3):
        announced(CHINEDU)
        announced(someone("Chinedu", "Okafor", "1991-03-14", "NG"))
    hits = asked(CHINEDU).hits
    weights = [hit.score.weight for hit in hits]
    assert len(hits) == 5
    assert weights == sorted(weights, reverse=True)
    assert hits[0].score.verdict(Field.DOCUMENT) is Verdict.AGREES


def test_found_or_not_the_answer_has_one_shape_and_is_logged(house: Flask) -> None:
    announced(CHINEDU)
    found, missed = asked(CHINEDU), asked(BESNIK)
    assert asdict(found).keys() == asdict(missed).keys()
    logged = select(func.count()).where(AuditEvent.action == "registry.claim.asked")
    assert db.session().scalar(logged) == 2


@pytest.mark.parametrize("addresses", [(), (b"short",) * 10, (bytes(16),) * 9])
def test_half_a_key_is_refused(house: Flask, addresses: tuple[bytes, ...]) -> None:
    group = TokenGroup(KeyKind.PASSPORT, addresses)
    with pytest.raises(BadRequest):
        registry().ask(Question(uuid4(), "NL", OPENED, uuid4(), 1, "v", (group,), Purpose.INTAKE, "t"))


def test_a_dictionary_of_keys_is_refused(house: Flask) -> None:
    group = TokenGroup(KeyKind.PASSPORT, (bytes(16),) * 10)
    with pytest.raises(BadRequest):
        registry().ask(Question(uuid4(), "NL", OPENED, uuid4(), 1, "v", (group,) * 129, Purpose.INTAKE, "t"))


def test_switched_off_it_does_not_answer(house: Flask) -> None:
    house.extensions["returns.registry_down"] = True
    with pytest.raises(RegistryGone):
        asked(CHINEDU)


def test_found_or_not_as_many_claims_are_weighed(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    announced(CHINEDU, "BE")
    weighed: list[Evidence] = []
    first = db.session().scalars(select(Claim.id)).one()
    db.session().rollback()

    def weigh(evidence: Evidence, model: Model) -> Score:
        weighed.append(evidence)
        return score(evidence, model)

    monkeypatch.setattr(queries, "find_any", lambda session: session.get(Claim, first))
    monkeypatch.setattr(answering, "score", weigh)
    counts = []
    for who in (CHINEDU, BESNIK):
        weighed.clear()
        counts.append((len(asked(who).hits), len(weighed)))
    assert counts == [(1, 1), (0, 1)]
