"""Travel documents: a dated chain for each request, from asking to the paper in hand or the refusal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_


class DocumentKind(StrEnum):
    """With what somebody travels."""

    PASSPORT = "passport"
    EMERGENCY = "emergency_travel_document"
    EU_RETURN = "eu_laissez_passer"
    NATIONAL_ID = "national_id"
    OTHER = "other"
    NONE = "none"


class DocumentState(StrEnum):
    """Where a document stands."""

    REQUESTED = "requested"
    SENT = "sent"
    PLANNED = "interview_planned"
    INTERVIEWED = "interview_held"
    CONFIRMED = "nationality_confirmed"
    ISSUED = "issued"
    HELD = "held"
    NOT_NEEDED = "not_needed"
    REFUSED = "refused"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Framework(StrEnum):
    """Under which agreement the authority is asked; the codes of the register in config/indicators."""

    EURA = "EURA"
    ARRANGEMENT = "ARR"
    BENELUX = "BEN"
    BILATERAL = "BIL"
    COTONOU_SAMOA = "COTONOU_SAMOA"
    NONE = "NONE"


class AskedBy(StrEnum):
    """Who asks the authority."""

    PERSON = "person"
    AUTHORITY = "authority"
    IOM = "iom"


class Ground(StrEnum):
    """Why somebody travels without a document of their own."""

    PARENTS_DOCUMENT = "parents_document"
    ADMITTED_WITHOUT = "admitted_without"
    GROUP_LIST = "group_list"


_S = DocumentState
# The chain as one table: what may follow what. A document begins with a row of BEGINS; where nothing follows it has
# ended, and a new request begins anew.
BEGINS = (_S.HELD, _S.REQUESTED, _S.SENT, _S.NOT_NEEDED)
CHAIN: Mapping[DocumentState, tuple[DocumentState, ...]] = {
    _S.REQUESTED: (_S.SENT, _S.ISSUED, _S.CANCELLED),
    _S.SENT: (_S.PLANNED, _S.INTERVIEWED, _S.CONFIRMED, _S.ISSUED, _S.REFUSED, _S.CANCELLED),
    _S.PLANNED: (_S.INTERVIEWED, _S.PLANNED, _S.CONFIRMED, _S.ISSUED, _S.REFUSED, _S.CANCELLED),
    _S.INTERVIEWED: (_S.CONFIRMED, _S.PLANNED, _S.ISSUED, _S.REFUSED, _S.CANCELLED),
    _S.CONFIRMED: (_S.ISSUED, _S.REFUSED, _S.CANCELLED),
    _S.ISSUED: (_S.EXPIRED, _S.CANCELLED),
    _S.HELD: (_S.EXPIRED, _S.CANCELLED),
    _S.NOT_NEEDED: (_S.CANCELLED,),
    _S.REFUSED: (),
    _S.EXPIRED: (),
    _S.CANCELLED: (),
}
IN_HAND = frozenset({_S.ISSUED, _S.HELD})
UNDER_WAY = frozenset({_S.REQUESTED, _S.SENT, _S.PLANNED, _S.INTERVIEWED, _S.CONFIRMED})
AT_AUTHORITY = frozenset({_S.SENT, _S.INTERVIEWED, _S.CONFIRMED})  # nobody here can do anything but ask again


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document begins: asked for, already there, or not needed for a reason."""

    person_id: UUID
    kind: DocumentKind
    state: DocumentState
    on: date
    request_key: UUID
    authority: str = ""
    framework: Framework = Framework.NONE
    asked_by: AskedBy = AskedBy.PERSON
    ground: Ground | None = None
    number: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentStep:
    """The next step of a document; number and validity come with its issue."""

    state: DocumentState
    on: date
    number: str = ""
    valid_until: date | None = None


def check_beginning(entry: DocumentEntry, running: Iterable[DocumentKind], today: date) -> None:
    """A request names its authority, a document its validity, its absence a reason; one request runs at a time."""
    if entry.state not in BEGINS:
        raise Malformed("travel.document_begins", N_("A document does not begin with this step."), field="state")
    if entry.on > today:
        raise Malformed("travel.future", N_("This day has not come yet. Check the date."), field="on")
    if (entry.state is _S.NOT_NEEDED) != (entry.ground is not None):
        sentence = N_("Choose why no document is needed, or leave the reason empty.")
        raise Malformed("travel.document_ground", sentence, field="ground")
    if entry.state in UNDER_WAY and not entry.authority.strip():
        raise Malformed("travel.no_authority", N_("Name the authority that is asked."), field="authority")
    if entry.state in UNDER_WAY and entry.kind in set(running):
        sentence = N_("Such a document is already being asked for. Record the next step of that request instead.")
        raise RuleBroken("travel.document_asked", sentence, field="kind")
    if (entry.state is _S.NOT_NEEDED) != (entry.kind is DocumentKind.NONE):
        raise Malformed("travel.document_kind", N_("Choose which document."), field="kind")
    if entry.state is _S.HELD:
        _check_validity(entry.valid_until, entry.on, today)


def check_document_step(before: DocumentState, last_on: date, entry: DocumentStep, today: date) -> None:
    """Refuse a step that the table does not have, a day out of order, and an issue without its validity.

    `last_on` is the day of the last step that has happened; a planned interview is not one.
    """
    if entry.state not in CHAIN[before]:
        sentence = N_("This step can't follow the last one. Reload the page to see where this document stands.")
        raise RuleBroken("travel.document_order", sentence, field="state")
    if entry.on < last_on:
        raise RuleBroken("travel.document_days", N_("This day lies before the last step. Check the date."), field="on")
    if entry.on > today and entry.state is not _S.PLANNED:
        raise Malformed("travel.future", N_("This day has not come yet. Check the date."), field="on")
    if entry.state is _S.ISSUED:
        _check_validity(entry.valid_until, entry.on, today)


def _check_validity(valid_until: date | None, since: date, today: date) -> None:
    if valid_until is None:
        raise Malformed("travel.no_validity", N_("Enter until when the document is valid."), field="valid_until")
    if valid_until < max(since, today):
        sentence = N_("This document is no longer valid. Ask for a new one.")
        raise RuleBroken("travel.not_valid", sentence, field="valid_until")
