"""The embedded registry: claims and both key holders behind the contract of a remote one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from returns_app.blind.client import in_turn
from returns_app.blind.holder import Evaluated
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.permissions import system_actor
from returns_app.db.audit_log import Event, append
from returns_app.db.encrypted import key_store
from returns_app.db.session import db, writing
from returns_app.db.unit_of_work import today
from returns_app.registry import queries
from returns_app.registry.models import Claim
from returns_app.registry.rules import (
    Answer,
    ClaimEntry,
    Enrolment,
    Episode,
    Forgetting,
    Held,
    NewTokens,
    Question,
    RegistryGone,
    Reservation,
    UnknownClaim,
    check_groups,
)
from returns_app.registry.service import answering, claims, owning, requests
from returns_app.registry.service.holders import LocalKeys
from returns_app.registry.statuses import FORGOTTEN, ClaimStatus

_LOCK = 7_205_120
_ACTOR = system_actor("registry")


class EmbeddedRegistry:
    """Never called inside a unit of work: a registry elsewhere could not take part in it either."""

    def __init__(self, keys: Callable[[], LocalKeys], is_down: Callable[[], bool] = lambda: False) -> None:
        """`keys` are looked up at every use, because epochs come and go; `is_down` lets tests switch the registry off."""
        self._find_keys = keys
        self._is_down = is_down

    @property
    def _keys(self) -> LocalKeys:
        return self._find_keys()

    def key_epoch(self) -> int:
        """The key epoch in force."""
        self._answerable()
        return self._keys.epoch

    def epochs(self) -> tuple[int, ...]:
        """The key epochs in force, the newest first."""
        self._answerable()
        return self._keys.epochs

    def commitments(self, epoch: int) -> tuple[bytes, ...]:
        """The public keys of both holders."""
        return self._keys.commitments(epoch)

    def evaluate(self, epoch: int, blinded: tuple[bytes, ...]) -> Iterator[Evaluated]:
        """The answers of the holders as they come, each over the answer of the one before it."""
        self._answerable()
        return in_turn(self._keys.holders, epoch, blinded)

    def ask(self, question: Question) -> Answer:
        """Look the addresses up and score what they meet; who asked is logged, found or not."""
        check_groups(question.tokens)
        with self._reading() as session:
            answer = answering.answer(session, question)
        _log_question(question, len(answer.hits))
        return answer

    def announce(self, request_id: UUID, entry: ClaimEntry) -> Enrolment:
        """Store a claim, or give the first answer to the same request again."""
        check_groups(entry.tokens)
        said, now = requests.request_hash((entry,)), clock.utc_now()
        with self._writing() as session:
            known = requests.find_references(session, request_id, said)
            if known is not None:
                return _enrolments(session, known)[0]
            claim = claims.store(session, entry, ClaimStatus.OPEN, now)
            requests.remember(session, request_id, said, [claim.reference], now)
            _log(session, Action.REGISTRY_STORED, claim=claim.reference, epoch=claim.key_epoch)
            return _enrolment(session, claim)

    def reserve(
        self, request_id: UUID, entries: tuple[ClaimEntry, ...], cleared: tuple[str, ...], until: date
    ) -> Reservation:
        """All or nothing: rivals are looked for and claims stored under one lock.

        Only a won reservation is remembered: a lost one changed nothing and may be tried again.
        """
        for entry in entries:
            check_groups(entry.tokens)
            check_groups(entry.asked)
        said = requests.request_hash(entries, cleared)
        with self._writing() as session:
            known = requests.find_references(session, request_id, said)
            if known is not None:
                return _won(_enrolments(session, known))
            rival = _first_rival(session, entries, cleared)
            if rival is not None:
                _log(session, Action.REGISTRY_RESERVED, request=request_id, won=False, rival=rival.reference)
                return Reservation(won=False, by_state=answering.shown_state(rival), at=rival.status_at.isoformat())
            return _won(_reserve(session, request_id, said, entries, until))

    def release(self, request_id: UUID, keep: tuple[str, ...]) -> tuple[str, ...]:
        """Revoke reservations that never became a decision."""
        with self._writing() as session:
            known = queries.find_request(session, request_id)
            dropped = [name for name in known.answer["references"] if name not in keep] if known else []
            held = [one for one in queries.list_named(session, dropped) if one.status is ClaimStatus.RESERVED]
            let_go = _move_all(session, held, ClaimStatus.REVOKED)
            if known is not None and let_go:
                known.answer = {**known.answer, requests.RELEASED: True}
            return let_go

    def change_status(self, claim: str, status: ClaimStatus, on: date) -> ClaimStatus:
        """Move a claim along; late or repeated news changes nothing."""
        with self._writing() as session:
            found = _named(session, claim)
            _move_all(session, [found], status, on)
            return ClaimStatus(found.status)

    def retoken(self, tokens: NewTokens) -> Enrolment:
        """Put new addresses in the place of a claim's old ones."""
        check_groups(tokens.tokens)
        with self._writing() as session:
            claim = _named(session, tokens.claim)
            if claim.status not in FORGOTTEN:
                claims.replace_tokens(session, claim, tokens)
                _log(session, Action.REGISTRY_RETOKENED, claim=claim.reference, epoch=tokens.key_epoch)
            return _enrolment(session, claim)

    def forget(self, what: Forgetting) -> int:
        """Take away a claim for good."""
        with self._writing() as session:
            number = owning.take_away(session, what, clock.utc_now())
            _log(session, Action.REGISTRY_FORGOTTEN, claim=what.claim, addresses=number)
            return number

    def compare(self, kept: tuple[Enrolment, ...]) -> tuple[Held, ...]:
        """What is held of these claims beside what their owner lists."""
        with self._reading() as session:
            return owning.compare(session, kept)

    def statuses(self, names: tuple[str, ...]) -> dict[str, ClaimStatus]:
        """Where these claims stand."""
        with self._reading() as session:
            return {claim.reference: ClaimStatus(claim.status) for claim in queries.list_named(session, names)}

    def lapse(self, on: date) -> tuple[str, ...]:
        """Let everything expire whose day has passed; nobody's day is later than our own."""
        on = min(on, today())
        with self._writing() as session:
            for claim in queries.list_unhidden(session):
                claims.hide(session, claim)
            return _move_all(session, queries.list_overdue(session, on), ClaimStatus.EXPIRED, on)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        self._answerable()
        with _gone_when_unreachable(), Session(db.engine) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        # One writer at a time: SQLite has no other way, PostgreSQL is told so. A reservation takes milliseconds.
        self._answerable()
        with (
            _gone_when_unreachable(),
            writing(),
            Session(db.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            if session.get_bind().dialect.name == "postgresql":
                session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield session

    def _answerable(self) -> None:
        if self._is_down():
            raise RegistryGone("switched off")
        if "work" in db.session().info:
            raise RuntimeError("the registry is never called inside a unit of work")


@contextmanager
def _gone_when_unreachable() -> Iterator[None]:
    try:
        yield
    except OperationalError as fault:
        raise RegistryGone("the registry's store does not answer") from fault


def _named(session: Session, reference: str) -> Claim:
    found = queries.list_named(session, [reference])
    if not found:
        raise UnknownClaim(reference)
    return found[0]


def _first_rival(session: Session, entries: Sequence[ClaimEntry], cleared: tuple[str, ...]) -> Claim | None:
    """The claim that supports the same return of one of these persons already."""
    for entry in entries:
        asked = answering.Asked(entry.asked or entry.tokens, entry.opened, entry.family_handle)
        for match in answering.find_matches(session, asked):
            is_cleared = answering.shown_reference(match.claim) in cleared
            if match.episode is Episode.SAME and not is_cleared:
                return match.claim
    return None


def _reserve(
    session: Session, request_id: UUID, said: bytes, entries: Sequence[ClaimEntry], until: date
) -> list[Enrolment]:
    now = clock.utc_now()
    stored = [claims.store(session, entry, ClaimStatus.RESERVED, now, until) for entry in entries]
    names = [claim.reference for claim in stored]
    requests.remember(session, request_id, said, names, now)
    _log(session, Action.REGISTRY_RESERVED, request=request_id, won=True, claims=names)
    return [_enrolment(session, claim) for claim in stored]


def _move_all(session: Session, found: list[Claim], to: ClaimStatus, on: date | None = None) -> tuple[str, ...]:
    now = clock.utc_now()
    moved = tuple(claim.reference for claim in found if claims.move(session, claim, to, on or now.date(), now))
    if moved:
        _log(session, Action.REGISTRY_MOVED, claims=moved, status=to)
    return moved


def _enrolment(session: Session, claim: Claim) -> Enrolment:
    return Enrolment(claim.reference, queries.list_addresses(session, claim.id))


def _enrolments(session: Session, names: tuple[str, ...]) -> list[Enrolment]:
    found = {claim.reference: claim for claim in queries.list_named(session, names)}
    return [_enrolment(session, found[name]) for name in names]


def _won(enrolments: list[Enrolment]) -> Reservation:
    names = tuple(enrolment.reference for enrolment in enrolments)
    return Reservation(won=True, references=names, addresses_by_entry=tuple(one.addresses for one in enrolments))


def _log_question(question: Question, hits: int) -> None:
    # A question reads and changes nothing: it is logged as reads are, before it is answered.
    asked = {
        "request": question.request_id, "state": question.member_state, "keys": len(question.tokens),
        "case": question.family_handle, "purpose": question.purpose, "asker": question.asker, "hits": hits,
    }  # fmt: skip
    with _gone_when_unreachable(), writing(), db.engine.begin() as connection:
        append(connection, key_store(), _ACTOR, clock.utc_now(), [Event(Action.REGISTRY_ASKED, None, asked)])


def _log(session: Session, action: Action, **details: object) -> None:
    append(session.connection(), key_store(), _ACTOR, clock.utc_now(), [Event(action, None, dict(details))])
