"""The store's calls: a member state asks about anybody, and changes its own claims alone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from returns_app.db.session import db
from returns_app.db.unit_of_work import settings
from returns_app.peers.routing import SignedRoutes
from returns_app.peers.rules.federation import Member
from returns_app.peers.rules.problems import Code, Problem
from returns_app.peers.service import Tally
from returns_app.registry import queries, wire
from returns_app.registry.connection import mailbox, registry
from returns_app.registry.mailbox import Contact, Letter
from returns_app.registry.rules import (
    Answer,
    BadRequest,
    ClaimEntry,
    Enrolment,
    Forgetting,
    NewTokens,
    NoKeyYet,
    OverQuota,
    Question,
    RequestReused,
    TokenGroup,
    UnknownClaim,
)

store_routes = SignedRoutes("store", __name__)
ANSWER_BYTES = 8192
COLLECTION_BYTES = 65_536
MOST_IDS = 500
LONGEST_ASKER = 40
MOST_COMPARED = 200
MOST_LISTED = 256  # a claim has 32 rows


def _tally_question(member: Member, key: UUID, question: Question) -> Tally:
    _speaks_for(member, question.member_state)
    if key != question.request_id:
        raise Problem(Code.BAD_REQUEST, "the idempotency key is the question's own id")
    if not 0 < len(question.asker) <= LONGEST_ASKER:
        raise Problem(Code.BAD_REQUEST, "a check is asked by somebody")
    return _tally(member, question.asker, question.tokens)


@store_routes.call(wire.QUESTIONS, takes=Question, gives=Answer, padded_to=ANSWER_BYTES, counts=_tally_question)
def ask(_member: Member, _key: UUID, question: Question) -> Answer:
    """A check: the addresses of every key of one person, for a case and a purpose."""
    with _refusals():
        return registry().ask(question)


@store_routes.call(wire.CLAIMS, takes=ClaimEntry, gives=Enrolment)
def announce(member: Member, key: UUID, entry: ClaimEntry) -> Enrolment:
    """A claim to store; the same idempotency key stores it once."""
    _speaks_for(member, entry.member_state)
    with _refusals():
        return registry().announce(key, entry)


def _tally_rivals(member: Member, _key: UUID, asked: wire.ReservationAsked) -> Tally:
    for entry in asked.entries:
        _speaks_for(member, entry.member_state)
    return _tally(member, "", (group for entry in asked.entries for group in entry.asked))


@store_routes.call(wire.RESERVATIONS, takes=wire.ReservationAsked, gives=wire.ReservationTold, counts=_tally_rivals)
def reserve(_member: Member, key: UUID, asked: wire.ReservationAsked) -> wire.ReservationTold:
    """Claims of a whole family, stored and reserved together or not at all; the same key wins once."""
    with _refusals():
        return wire.told(registry().reserve(key, asked.entries, asked.cleared, asked.until))


@store_routes.call(wire.RELEASES, takes=wire.Release, gives=wire.References)
def release(member: Member, _key: UUID, asked: wire.Release) -> wire.References:
    """Let go what one of our requests reserved."""
    known = queries.find_request(db.session(), asked.request)
    _owns(member, known.answer["references"] if known else ())
    db.session().rollback()
    with _refusals():
        return wire.References(registry().release(asked.request, asked.keep))


@store_routes.call(wire.MOVES, takes=wire.Move, gives=wire.Standing)
def move(member: Member, _key: UUID, news: wire.Move) -> wire.Standing:
    """News of one of our claims; late or repeated news changes nothing."""
    _owns(member, [news.claim])
    with _refusals():
        return wire.Standing(news.claim, registry().change_status(news.claim, news.status, news.on))


@store_routes.call(wire.NEW_TOKENS, takes=NewTokens, gives=Enrolment)
def retoken(member: Member, _key: UUID, new: NewTokens) -> Enrolment:
    """New addresses in the place of those of one of our claims."""
    _owns(member, [new.claim])
    with _refusals():
        return registry().retoken(new)


@store_routes.call(wire.FORGETTINGS, takes=Forgetting, gives=wire.Count)
def forget(member: Member, _key: UUID, what: Forgetting) -> wire.Count:
    """Take away one of our claims for good."""
    _owns(member, [what.claim])
    with _refusals():
        return wire.Count(registry().forget(what))


@store_routes.call(wire.HOLDINGS, takes=wire.Kept, gives=wire.Holdings)
def compare(member: Member, _key: UUID, asked: wire.Kept) -> wire.Holdings:
    """Our own list of addresses beside what the store holds; of other states' claims nothing is told."""
    _owns(member, (kept.reference for kept in asked.claims))
    if len(asked.claims) > MOST_COMPARED or any(len(kept.addresses) > MOST_LISTED for kept in asked.claims):
        raise Problem(Code.BAD_REQUEST, "more claims, or more addresses of one, than one call compares")
    with _refusals():
        return wire.Holdings(registry().compare(asked.claims))


@store_routes.call(wire.STATUSES, takes=wire.References, gives=wire.Standings)
def statuses(member: Member, _key: UUID, asked: wire.References) -> wire.Standings:
    """Where our claims stand."""
    _owns(member, asked.claims)
    with _refusals():
        found = registry().statuses(asked.claims)
    return wire.Standings(tuple(wire.Standing(claim, status) for claim, status in sorted(found.items())))


@store_routes.call(wire.LAPSES, takes=wire.Lapse, gives=wire.References)
def lapse(member: Member, _key: UUID, asked: wire.Lapse) -> wire.References:
    """Let everything expire whose day has passed."""
    with _refusals():
        let_go = registry().lapse(asked.on)
    return wire.References(tuple(claim for claim in let_go if claim.startswith(f"{member.state}-")))


@store_routes.call(wire.LETTER_KEYS, takes=wire.LetterKey, gives=wire.Count)
def publish_key(member: Member, _key: UUID, told: wire.LetterKey) -> wire.Count:
    """The public key to which letters for our state are sealed."""
    _speaks_for(member, told.state)
    with _refusals():
        mailbox().publish(told.state, told.key)
    return wire.Count(1)


@store_routes.call(wire.LETTER_CONTACTS, takes=wire.ContactAsked, gives=Contact)
def show_contact(member: Member, _key: UUID, asked: wire.ContactAsked) -> Contact:
    """To whom a letter about a claim is sealed: a veiled key, which does not tell whose it is."""
    _speaks_for(member, asked.sender)
    with _refusals():
        return mailbox().contact(asked.thread, asked.sender, asked.claim)


@store_routes.call(wire.LETTERS, takes=Letter, gives=wire.Count)
def post_letter(member: Member, key: UUID, letter: Letter) -> wire.Count:
    """A sealed letter for the other side of its thread; the same id is carried once."""
    _speaks_for(member, letter.sender)
    if key != letter.id:
        raise Problem(Code.BAD_REQUEST, "the idempotency key is the letter's own id")
    with _refusals():
        mailbox().post(letter)
    return wire.Count(1)


@store_routes.call(wire.LETTER_COLLECTIONS, takes=wire.Collection, gives=wire.Collected, padded_to=COLLECTION_BYTES)
def collect_letters(member: Member, _key: UUID, asked: wire.Collection) -> wire.Collected:
    """Letters that wait for our state, the oldest first."""
    _speaks_for(member, asked.state)
    with _refusals():
        return wire.Collected(mailbox().collect(asked.state))


@store_routes.call(wire.LETTER_RECEIPTS, takes=wire.LettersOf, gives=wire.Count)
def acknowledge_letters(member: Member, _key: UUID, told: wire.LettersOf) -> wire.Count:
    """We have taken these letters in: their content is forgotten."""
    _speaks_for(member, told.state)
    _not_too_many(told.letters)
    with _refusals():
        mailbox().acknowledge(told.state, told.letters)
    return wire.Count(len(told.letters))


@store_routes.call(wire.LETTER_DELIVERIES, takes=wire.LettersOf, gives=wire.LetterIds)
def show_deliveries(member: Member, _key: UUID, asked: wire.LettersOf) -> wire.LetterIds:
    """Which of our letters the other side has taken in."""
    _speaks_for(member, asked.state)
    _not_too_many(asked.letters)
    with _refusals():
        return wire.LetterIds(tuple(sorted(mailbox().delivered(asked.state, asked.letters))))


def _not_too_many(letters: tuple[UUID, ...]) -> None:
    if len(letters) > MOST_IDS:
        raise Problem(Code.BAD_REQUEST, "more letters than one call names")


def _tally(member: Member, asker: str, groups: Iterable[TokenGroup]) -> Tally:
    tokens = (group.addresses[0] for group in groups if group.addresses)
    return Tally(member.name, asker, tokens, settings().asker_tokens_per_day, settings().state_tokens_per_day)


def _speaks_for(member: Member, state: str) -> None:
    if member.state != state:
        raise Problem(Code.NOT_YOURS, "a node speaks for its own member state")


def _owns(member: Member, references: Iterable[str]) -> None:
    # A reference begins with the state it belongs to; the store itself made it so.
    if not all(reference.startswith(f"{member.state}-") for reference in references):
        raise Problem(Code.NOT_YOURS, "a claim is changed by its owner")


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except UnknownClaim as fault:
        raise Problem(Code.UNKNOWN_CLAIM) from fault
    except NoKeyYet as fault:
        raise Problem(Code.NO_KEY) from fault
    except OverQuota as fault:
        raise Problem(Code.TOO_MANY, "letters") from fault
    except RequestReused as fault:
        raise Problem(Code.REQUEST_REUSED) from fault
    except BadRequest as fault:
        raise Problem(Code.BAD_REQUEST, str(fault)) from fault
