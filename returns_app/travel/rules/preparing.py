"""Is a departure prepared? For each who leaves: a document or a reason, a booking, transit visas, needs answered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed
from returns_app.core.text import N_, Text
from returns_app.travel.rules.documents import IN_HAND, DocumentEntry, DocumentState
from returns_app.travel.rules.journeys import FITNESS, BookingEntry, NeedAnswer, Visa


class Lack(StrEnum):
    """What somebody still lacks for the journey."""

    DOCUMENT = "document"
    VALIDITY = "validity"
    BOOKING = "booking"
    VISA = "visa"
    NEED = "need"
    UNFIT = "unfit"


LACK_SENTENCES: Mapping[Lack, Text] = {
    Lack.DOCUMENT: N_("No travel document, and no reason why none is needed."),
    Lack.VALIDITY: N_("The travel document expires before the journey."),
    Lack.BOOKING: N_("No confirmed booking."),
    Lack.VISA: N_("A transit visa is needed and not obtained yet."),
    Lack.NEED: N_("A need for the journey is not answered yet."),
    Lack.UNFIT: N_("Not fit to travel on the day of the journey."),
}
SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as the checklist sees it."""

    state: DocumentState
    valid_until: date | None

    def carries(self, day: date) -> bool:
        """True when one can travel with it, or by its reason without one, on a day."""
        if self.state is DocumentState.NOT_NEEDED:
            return True
        return self.state in IN_HAND and self.valid_until is not None and self.valid_until >= day


@dataclass(frozen=True, slots=True)
class Need:
    """A need as the checklist sees it."""

    answer: NeedAnswer
    valid_until: date | None

    def lack(self, day: date) -> Lack | None:
        """What is missing about it on a day."""
        if self.answer is NeedAnswer.OPEN:
            return Lack.NEED
        is_over = self.answer in FITNESS and self.valid_until is not None and self.valid_until < day
        return Lack.UNFIT if is_over or self.answer is NeedAnswer.UNFIT else None


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody who is to leave, and what there is for their journey."""

    person_id: UUID
    papers: tuple[Paper, ...] = ()
    needs: tuple[Need, ...] = ()
    booked_on: date | None = None  # the day of the confirmed journey
    visas: tuple[Visa, ...] = ()

    def lacks(self, day: date) -> tuple[Lack, ...]:
        """What is missing for a journey on a day, in the order of the checklist."""
        return tuple(dict.fromkeys(self._lacks(day)))

    def _lacks(self, day: date) -> Iterator[Lack]:
        if not any(paper.carries(day) for paper in self.papers):
            yield Lack.VALIDITY if any(paper.state in IN_HAND for paper in self.papers) else Lack.DOCUMENT
        if self.booked_on is None:
            yield Lack.BOOKING
        if Visa.NEEDED in self.visas:
            yield Lack.VISA
        yield from (lack for need in self.needs if (lack := need.lack(day)) is not None)


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything a plain departure needs, said at once: the documents still missing and one booking."""

    documents: tuple[DocumentEntry, ...] = ()
    booking: BookingEntry | None = None


def lacks_of(
    travellers: Iterable[Traveller], *, today: date, left_on: date | None = None
) -> dict[UUID, tuple[Lack, ...]]:
    """Who lacks what on the day they left; ahead of it on the day that is booked, or today."""
    found = {one.person_id: one.lacks(left_on or one.booked_on or today) for one in travellers}
    return {person_id: lacks for person_id, lacks in found.items() if lacks}


def check_reason(reason: str) -> None:
    """Who leaves unprepared has left all the same: the record says why."""
    if len(reason.strip()) < SHORTEST_REASON:
        sentence = N_(
            "The departure is not prepared: documents, ticket or clearance are missing. Say why they left all the same."
        )
        raise Malformed("cases.missing_preparation", sentence, field="all_the_same")
