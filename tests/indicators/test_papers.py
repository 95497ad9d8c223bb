"""Documents and bookings feed the stages T2 to T5 beside steps recorded by hand; every step of a person counts once."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask

from returns_app.cases.models import ReturnCase
from returns_app.core.actions import Action
from returns_app.db.unit_of_work import unit_of_work
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.measuring import Deadlines, parts_of, whole_of
from returns_app.indicators.rules.spells import Reply, Spells, day_number, day_of
from returns_app.indicators.rules.stages import duration_of
from returns_app.indicators.rules.steps import Answer, StepKind
from returns_app.travel.models import TravelBooking, TravelDocument, TravelDocumentStep, TravelPassenger
from returns_app.travel.rules import AskedBy, BookingState, DocumentKind, DocumentState, Framework
from tests import people
from tests.indicators import builders
from tests.indicators.builders import Family, Office
from tests.indicators.test_refreshing import refreshed, step

pytestmark = pytest.mark.postgres
State = DocumentState
CUT_OFF = day_number(date(2026, 6, 1))


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


def paper(
    office: Office, family: Family, *steps: tuple[State, date], kind: DocumentKind = DocumentKind.EMERGENCY, who: int = 0
) -> None:  # fmt: skip
    """A document of a member with its steps."""
    with unit_of_work(people.SEEDER) as work:
        document = work.add(
            TravelDocument(
                case_id=family.case_id, person_id=family.persons[who], kind=kind, state=steps[-1][0], authority="Embassy",
                framework=Framework.NONE, asked_by=AskedBy.AUTHORITY, begun_on=steps[0][1], state_on=steps[-1][1],
                recorded_by=office.counsellor.id, request_key=uuid4(),
            )
        )  # fmt: skip
        work.session.get_one(ReturnCase, family.case_id).changed_at = work.now
        work.session.flush()
        for state, day in steps:
            work.add(
                TravelDocumentStep(
                    document_id=document.id, case_id=family.case_id, person_id=family.persons[who], state=state,
                    happened_on=day, recorded_by=office.counsellor.id, recorded_at=work.now,
                )
            )  # fmt: skip
        work.record(Action.DOCUMENT_RECORDED, case_id=family.case_id)


def booking(office: Office, family: Family, who: Sequence[UUID], booked_on: date | None, state: BookingState) -> None:
    """A journey for some."""
    with unit_of_work(people.SEEDER) as work:
        row = work.add(
            TravelBooking(
                case_id=family.case_id, state=state, carrier="TK", flight="TK 1", from_place="AMS", to_place="LOS",
                departs_on=date(2026, 5, 1), transits={}, booked_on=booked_on, recorded_at=work.now, request_key=uuid4(),
            )
        )  # fmt: skip
        work.session.flush()
        for person in who:
            work.add(TravelPassenger(booking_id=row.id, case_id=family.case_id, person_id=person))
        work.record(Action.BOOKING_RECORDED, case_id=family.case_id)


def days(spells: Spells, name: str) -> list[str]:
    """The days of an event in words, missing ones last."""
    return sorted("never" if one < 0 else day_of(one).isoformat() for one in spells[name].tolist())


def durations(spells: Spells, *stages: str) -> list[tuple[list[int], list[int]]]:
    """Days and how they ended, stage by stage."""
    found = [duration_of(stage, spells, CUT_OFF) for stage in stages]
    return [(one.days.tolist(), one.cause.tolist()) for one in found]


ISSUED = (
    (State.REQUESTED, date(2026, 1, 5)), (State.SENT, date(2026, 1, 10)), (State.INTERVIEWED, date(2026, 1, 20)),
    (State.CONFIRMED, date(2026, 2, 1)), (State.ISSUED, date(2026, 2, 15)),
)  # fmt: skip


def test_a_chain_feeds_the_stages_of_documents(office: Office) -> None:
    family = builders.a_family(office)
    paper(office, family, *ISSUED)
    booking(office, family, family.persons, date(2026, 2, 20), BookingState.CONFIRMED)
    spells = refreshed(office)
    assert [days(spells, name) for name in ("ident_asked", "ident_replied", "issued", "booked")] == [
        ["2026-01-10"], ["2026-02-01"], ["2026-02-15"], ["2026-02-20"],
    ]  # fmt: skip
    assert durations(spells, "T3", "T4", "T5") == [([22], [1]), ([14], [1]), ([5], [1])]
    issued = parts_of("D2", spells, service_deadlines())[0]
    assert (len(whole_of("D1", spells).rows), len(whole_of("C1", spells).rows), len(issued.crowd.rows)) == (1, 0, 1)


def service_deadlines() -> Deadlines:
    return registers().deadlines(date(2026, 6, 1))


def test_steps_by_hand_and_chains_are_one_step_of_a_person(office: Office) -> None:
    family = builders.a_family(office, 2)
    step(office, family, StepKind.IDENT_REQUESTED, date(2026, 1, 8))
    step(office, family, StepKind.IDENT_REPLY, date(2026, 1, 30), Answer.POSITIVE)
    step(office, family, StepKind.ISSUED, date(2026, 2, 20))
    paper(office, family, *ISSUED)
    spells = refreshed(office)
    assert len(spells) == 2
    assert [days(spells, name) for name in ("ident_asked", "ident_replied", "issued")] == [
        ["2026-01-08", "2026-01-08"], ["2026-01-30", "2026-01-30"], ["2026-02-15", "2026-02-20"],
    ]  # fmt: skip
    assert [len(found[0]) for found in durations(spells, "T3", "T4")] == [2, 2]


def test_older_cases_keep_their_source_beside_new_ones(office: Office) -> None:
    older, newer = builders.a_family(office), builders.a_family(office)
    step(office, older, StepKind.REQUESTED, date(2026, 1, 1))
    step(office, older, StepKind.REPLY, date(2026, 1, 21), Answer.POSITIVE)
    paper(office, newer, *ISSUED)
    spells = refreshed(office)
    assert sorted(durations(spells, "T3")[0][0]) == [20, 22]
    assert (len(whole_of("C1", spells).rows), len(whole_of("D1", spells).rows)) == (1, 1)


def test_the_first_yes_counts_whatever_was_answered_before(office: Office) -> None:
    family = builders.a_family(office)
    step(office, family, StepKind.IDENT_REQUESTED, date(2026, 1, 2))
    step(office, family, StepKind.IDENT_REPLY, date(2026, 1, 9), Answer.NOT_CONFIRMED)
    paper(office, family, *ISSUED)
    paper(office, family, (State.SENT, date(2026, 1, 3)), (State.REFUSED, date(2026, 1, 12)))
    spells = refreshed(office)
    assert (days(spells, "ident_replied"), spells["ident"].tolist()) == (["2026-02-01"], [Reply.POSITIVE])


@pytest.mark.parametrize(
    ("steps", "answer", "cause"),
    [
        ([(State.SENT, date(2026, 1, 3)), (State.REFUSED, date(2026, 1, 12))], Reply.NEGATIVE_NOT_CONFIRMED, 1),
        ([(State.SENT, date(2026, 1, 3)), (State.CANCELLED, date(2026, 1, 12))], Reply.WITHDRAWN_BY_MS, 2),
        ([(State.SENT, date(2026, 1, 3)), (State.PLANNED, date(2026, 1, 12))], Reply.PENDING, 0),
        ([(State.REQUESTED, date(2026, 1, 3)), (State.ISSUED, date(2026, 1, 12))], Reply.POSITIVE, 1),
    ],
    ids=["refused", "taken back", "under way", "at the counter"],
)
def test_how_a_request_ended(office: Office, steps: list[tuple[State, date]], answer: Reply, cause: int) -> None:
    paper(office, builders.a_family(office), *steps)
    spells = refreshed(office)
    assert (spells["ident"].tolist(), days(spells, "ident_asked")) == ([answer], ["2026-01-03"])
    assert durations(spells, "T3")[0][1] == [cause]


def test_what_was_taken_back_is_open_while_another_request_runs(office: Office) -> None:
    family = builders.a_family(office)
    paper(office, family, (State.SENT, date(2026, 1, 3)), (State.CANCELLED, date(2026, 1, 12)))
    paper(office, family, (State.SENT, date(2026, 1, 15)))
    spells = refreshed(office)
    assert (spells["ident"].tolist(), days(spells, "ident_replied")) == ([Reply.PENDING], ["never"])


def test_the_european_document_is_no_identification(office: Office) -> None:
    family = builders.a_family(office)
    paper(
        office, family, (State.SENT, date(2026, 1, 3)), (State.CONFIRMED, date(2026, 1, 9)), kind=DocumentKind.EU_RETURN
    )
    spells = refreshed(office)
    assert (days(spells, "lp_proposed"), days(spells, "lp_replied"), spells["lp"].tolist()) == (
        ["2026-01-03"], ["2026-01-09"], [Reply.POSITIVE],
    )  # fmt: skip
    assert days(spells, "ident_asked") == ["never"]


@pytest.mark.parametrize("state", [State.HELD, State.NOT_NEEDED])
def test_who_has_a_document_or_needs_none_skips_the_stages(office: Office, state: State) -> None:
    family = builders.a_family(office, 2)
    kind = DocumentKind.PASSPORT if state is State.HELD else DocumentKind.NONE
    paper(office, family, (state, date(2026, 1, 3)), kind=kind, who=1)
    assert sorted(refreshed(office)["has_passport"].tolist()) == [0, 1]


def test_a_journey_booked_before_the_document_took_no_time_after_it(office: Office) -> None:
    family = builders.a_family(office)
    paper(office, family, *ISSUED)
    booking(office, family, family.persons, date(2026, 1, 20), BookingState.REBOOKED)
    booking(office, family, family.persons, date(2026, 3, 20), BookingState.CONFIRMED)
    booking(office, family, family.persons, None, BookingState.ASKED)
    spells = refreshed(office)
    assert (days(spells, "booked"), durations(spells, "T5")) == (["2026-01-20"], [([], [])])


def test_a_later_step_is_read_by_the_next_refresh(office: Office) -> None:
    family = builders.a_family(office)
    paper(office, family, (State.SENT, date(2026, 1, 3)))
    assert days(refreshed(office), "issued") == ["never"]
    paper(office, family, *ISSUED)
    assert days(refreshed(office), "issued") == ["2026-02-15"]
