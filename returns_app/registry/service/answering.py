"""Whom a question meets: addresses looked up at once, what agrees scored, the best told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.meeting import met
from returns_app.linkage.scoring import Agreement, Band, Evidence, Score, current_model, score
from returns_app.registry import queries
from returns_app.registry.models import Claim
from returns_app.registry.rules import MOST_HITS, Answer, Episode, Hit, Question, TokenGroup, episode_of, month_of
from returns_app.registry.service.hiding import kinds_of
from returns_app.registry.statuses import ClaimStatus, SupportKind

Met = tuple[dict[UUID, list[Agreement]], tuple[int, ...]]
"""By claim what agrees, and how many bear each name that was asked."""


_USUAL = 16
"""About so many kinds agree when somebody is found."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question and a reservation have in common when they look for the same person."""

    tokens: tuple[TokenGroup, ...]
    opened: date
    family_handle: UUID

    @property
    def kinds(self) -> frozenset[KeyKind]:
        """The kinds of keys it asks by."""
        return frozenset(group.kind for group in self.tokens)


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that may concern the same person."""

    claim: Claim
    score: Score
    episode: Episode


def answer(session: Session, question: Question) -> Answer:
    """The answer to a check: at most five hits, the best first."""
    asked = Asked(question.tokens, question.opened, question.family_handle)
    hits = tuple(_hit(match) for match in find_matches(session, asked)[:MOST_HITS])
    return Answer(question.request_id, current_model().version, hits)


def find_matches(session: Session, asked: Asked) -> list[Match]:
    """Every claim in a band, by weight."""
    agreeing, bearers = _met(session, asked.tokens)
    claims = queries.list_claims(session, agreeing.keys())
    if not claims:
        _work_for_nothing(session, asked, bearers)
    matches = (_match(claim, agreeing[claim.id], bearers, asked) for claim in claims)
    found = [match for match in matches if match.score.band is not Band.NONE]
    return sorted(found, key=lambda match: (-match.score.weight, match.claim.reference))


def shown_state(claim: Claim) -> str | None:
    """The member state of a claim, unless the claim is a protected one."""
    return None if claim.is_protected else claim.member_state


def shown_reference(claim: Claim) -> str:
    """The claim's reference; a protected one is told by a name that does not give its state away."""
    return f"MS-{claim.id.hex[:8].upper()}" if claim.is_protected else claim.reference


def _met(session: Session, groups: Iterable[TokenGroup]) -> Met:
    """Whom the filled slots lead to."""
    listed = tuple(groups)
    filled = queries.find_filled(session, [address for group in listed for address in group.addresses])
    return met((one.kind, [filled[address] for address in one.addresses if address in filled]) for one in listed)


def _match(claim: Claim, agreeing: list[Agreement], bearers: tuple[int, ...], asked: Asked) -> Match:
    stored, kin = kinds_of(claim), claim.family_handle == asked.family_handle
    evidence = Evidence(tuple(agreeing), asked.kinds, stored, kin, bearers)
    return Match(claim, score(evidence, current_model()), episode_of(claim.completed_on, asked.opened))


def _work_for_nothing(session: Session, asked: Asked, bearers: tuple[int, ...]) -> None:
    """Weigh some claim that was not met, and throw the result away: whoever listens is not to hear that nobody was found."""
    claim = queries.find_any(session)
    if claim is not None:
        _hit(_match(claim, [Agreement(kind) for kind in sorted(asked.kinds)[:_USUAL]], bearers, asked))


def _hit(match: Match) -> Hit:
    claim = match.claim
    return Hit(
        claim=shown_reference(claim),
        member_state=shown_state(claim),
        month=month_of(claim.opened_month),
        support_kinds=tuple(map(SupportKind, claim.support_kinds)),
        status=ClaimStatus(claim.status),
        episode=match.episode,
        completed_month=month_of(claim.completed_on) if claim.completed_on else None,
        score=match.score,
    )
