"""What comes before an application in the demo: a talk, signatures, a screening, and for some a protecting step."""

from random import Random
from uuid import UUID, uuid4

from returns_app.cases.queries import get_own_case
from returns_app.counselling.queries import gaps_of, members_of
from returns_app.counselling.rules import (
    Channel,
    Information,
    Interpreter,
    ScreeningEntry,
    SessionEntry,
    Severity,
    Topic,
    Vulnerability,
)
from returns_app.counselling.service import record_safeguard, record_screenings, record_session
from returns_app.db.unit_of_work import UnitOfWork

VULNERABLE = 0.15
FOUND = (Vulnerability.MEDICAL, Vulnerability.PREGNANT, Vulnerability.ELDERLY, Vulnerability.CHRONIC)
NOTE = "Wants to leave in spring, after the children's school year (demo)."


def counsel(work: UnitOfWork, case_id: UUID, rng: Random) -> int:
    """Everything that has to be there; the version of the case afterwards."""
    case = get_own_case(work.session, work.actor, case_id)
    signing = tuple(one.person_id for one in members_of(work.session, case) if not one.is_minor or one.is_alone)
    entry = SessionEntry(
        work.today, rng.choice(list(Channel)), case.notice_language, rng.choice(list(Interpreter)),
        tuple(rng.sample(list(Topic), 3)), tuple(Information), minutes=rng.randint(20, 70), declaring=signing, note=NOTE,
    )  # fmt: skip
    record_session(work, case_id, entry, uuid4())
    record_screenings(work, case_id, [_screened(rng, member.person_id) for member in case.members])
    for gap in gaps_of(work.session, case):
        for kind in gap.kinds:
            record_safeguard(
                work, case_id, gap.person_id, kind, work.today, "Guardian present, result in favour (demo)."
            )
    work.session.flush()
    return case.version


def _screened(rng: Random, person_id: UUID) -> ScreeningEntry:
    if rng.random() > VULNERABLE:
        return ScreeningEntry(person_id, ())
    return ScreeningEntry(person_id, (rng.choice(FOUND),), rng.choice(list(Severity)), "Asked for a quiet seat (demo).")
