"""Our own claims and lists of addresses beside what the registry says it holds of them, in batches that can be gone on from."""

from collections.abc import Iterator
from dataclasses import dataclass

from returns_app.checks.queries import list_own_after
from returns_app.checks.rules import Difference, difference, split_addresses
from returns_app.checks.service.asking import SYSTEM
from returns_app.db.session import db, scope
from returns_app.registry.connection import registry
from returns_app.registry.rules import Enrolment
from returns_app.registry.statuses import ClaimStatus

BATCH = 100


@dataclass(frozen=True, slots=True)
class Compared:
    """Some claims that were compared: the last of them, how many, and what does not fit by its reference."""

    last: str
    number: int
    differences: tuple[tuple[str, Difference], ...]


def compare_own(after: str = "") -> Iterator[Compared]:
    """Every own claim after a reference, in order; raises RegistryGone where the registry stops answering."""
    house = registry()
    while own := _own_after(after):
        kept = tuple(Enrolment(reference, listed) for reference, _status, listed in own)
        told = zip(own, house.compare(kept), strict=True)
        found = [(one[0], difference(one[1], len(one[2]), held)) for one, held in told]
        after = own[-1][0]
        yield Compared(after, len(own), tuple((reference, what) for reference, what in found if what is not None))


def _own_after(after: str) -> list[tuple[str, ClaimStatus, tuple[bytes, ...]]]:
    with scope(SYSTEM):
        rows = list_own_after(db.session(), after, BATCH)
        own = [(one.reference, ClaimStatus(one.status), tuple(split_addresses(bytes(one.addresses)))) for one in rows]
        db.session().rollback()
    return own
