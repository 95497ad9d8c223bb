"""What a made-up family travels with."""

from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

from returns_app.travel.rules import BookingEntry, DocumentEntry, DocumentKind, DocumentState, Preparation

CARRIERS = (("KLM", "KL"), ("Turkish Airlines", "TK"), ("Lufthansa", "LH"), ("EgyptAir", "MS"))
PAPERS = (DocumentKind.PASSPORT, DocumentKind.PASSPORT, DocumentKind.EMERGENCY, DocumentKind.EU_RETURN)


def draw_preparation(rng: Random, members: tuple[UUID, ...], way: tuple[str, str], day: date) -> Preparation:
    """A document for everybody and one flight on the day they left, from an airport to a country."""
    carrier, code = rng.choice(CARRIERS)
    papers = tuple(_paper(rng, person_id, day) for person_id in members)
    flight = f"{code} {rng.randint(100, 999)}"
    return Preparation(papers, BookingEntry(members, carrier, flight, *way, day, uuid4()))


def _paper(rng: Random, person_id: UUID, day: date) -> DocumentEntry:
    valid_until = day + timedelta(days=rng.randint(20, 900))
    return DocumentEntry(
        person_id, rng.choice(PAPERS), DocumentState.HELD, day, uuid4(), number=f"DEMO{rng.randint(10000, 99999)}",
        valid_until=valid_until,
    )  # fmt: skip
