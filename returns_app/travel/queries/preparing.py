"""What those who are to leave have for their journey, and what they lack."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from returns_app.cases.models import ReturnCase
from returns_app.cases.rules import Fact, Stage
from returns_app.cases.service import tells
from returns_app.db.unit_of_work import today
from returns_app.travel.models import TravelDocument, TravelNeed
from returns_app.travel.queries.departing import departures_of
from returns_app.travel.queries.journeys import booked_journeys
from returns_app.travel.rules import Lack, Need, Paper, Traveller, Visa, lacks_of

# Kept: every page of a case before its departure asks them.
_PAPERS = select(TravelDocument.person_id, TravelDocument.state, TravelDocument.valid_until).where(
    TravelDocument.case_id == bindparam("case_id")
)
_NEEDS = select(TravelNeed.person_id, TravelNeed.answer, TravelNeed.valid_until).where(
    TravelNeed.case_id == bindparam("case_id")
)


def travellers_of(session: Session, case: ReturnCase, among: Collection[UUID] | None = None) -> list[Traveller]:
    """Those who are to leave, each with what there is; everybody who has not left yet unless some are named."""
    if among is None:
        left = departures_of(session, case.id)
        among = {one.person_id for one in case.present if one.person_id not in left}
    papers, needs = _papers(session, case.id), _needs(session, case.id)
    booked = booked_journeys(session, case.id)
    return [
        Traveller(
            person_id, tuple(papers[person_id]), tuple(needs[person_id]),
            booked[person_id].departs_on if person_id in booked else None,
            tuple(Visa(code) for code in booked[person_id].transits.values()) if person_id in booked else (),
        )
        for person_id in (one.person_id for one in case.members)
        if person_id in among
    ]  # fmt: skip


def what_they_lack(session: Session, case: ReturnCase) -> dict[UUID, tuple[Lack, ...]]:
    """Who of those who have not left yet lacks what, on the day that is booked for them or today."""
    return lacks_of(travellers_of(session, case), today=today())


def lacked_on(session: Session, case: ReturnCase, who: Collection[UUID], left_on: date) -> dict[UUID, tuple[Lack, ...]]:
    """What those lacked who left on a day."""
    return lacks_of(travellers_of(session, case, who), today=left_on, left_on=left_on)


@tells(Fact.PREPARATION)
def what_travel_lacks(session: Session, case: ReturnCase) -> dict[Fact, int]:
    """For the guard of the departure: how many things are missing; nobody asks before the approval."""
    if case.stage is not Stage.APPROVED:
        return {}
    return {Fact.PREPARATION: sum(len(lacks) for lacks in what_they_lack(session, case).values())}


def _papers(session: Session, case_id: UUID) -> dict[UUID, list[Paper]]:
    found: dict[UUID, list[Paper]] = defaultdict(list)
    for person_id, state, valid_until in session.execute(_PAPERS, {"case_id": case_id}):
        found[person_id].append(Paper(state, valid_until))
    return found


def _needs(session: Session, case_id: UUID) -> dict[UUID, list[Need]]:
    found: dict[UUID, list[Need]] = defaultdict(list)
    for person_id, answer, valid_until in session.execute(_NEEDS, {"case_id": case_id}):
        found[person_id].append(Need(answer, valid_until))
    return found
