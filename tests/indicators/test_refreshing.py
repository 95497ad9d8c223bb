"""Events become spells: every dated event in its column, changes replace, what is not a third-country national stays out."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask

from returns_app.core.clock import utc_now
from returns_app.core.errors import Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.indicators import service
from returns_app.indicators.queries.spells import stored_spells
from returns_app.indicators.rules.measuring import whole_of
from returns_app.indicators.rules.spells import Spells, country_number, day_number, day_of
from returns_app.indicators.rules.stages import duration_of
from returns_app.indicators.rules.steps import Answer, StepEntry, StepKind
from tests import people
from tests.indicators import builders
from tests.indicators.builders import DAY, Family, Office

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> Office:
    return builders.an_office()


def refreshed(office: Office, *, anew: bool = False) -> Spells:
    with unit_of_work(people.SEEDER) as work:
        service.refresh_figures(work, office.organisation.id, anew=anew)
    return stored_spells(db.session(), office.organisation.id)


def step(
    office: Office, family: Family, kind: StepKind, on: date, answer: Answer | None = None, **more: object
) -> None:
    counsellor = people.actor_of(office.counsellor)
    with unit_of_work(counsellor) as work:
        service.record_step(work, family.case_id, StepEntry(kind, on, uuid4(), answer=answer, **more))  # type: ignore[arg-type]


def test_a_departure_stands_in_its_spell(office: Office) -> None:
    builders.departed(office, builders.a_family(office, 2, country="GM", nationality="NA"))
    spells = refreshed(office)
    assert [day_of(number) for number in spells["departed"]] == [DAY, DAY]
    assert set(spells.rows["citizen"].tolist()) == {country_number("NA")}
    assert set(spells["evidence"].tolist()) == {2}
    assert len(set(spells.rows["household"].tolist())) == 1
    assert len(set(spells.rows["record_key"].tolist())) == 2


def test_union_citizens_stay_out(office: Office) -> None:
    builders.departed(office, builders.a_family(office, nationality="DE"))
    assert len(refreshed(office)) == 0


def test_steps_stand_in_theirs_for_one_or_for_all(office: Office) -> None:
    family = builders.a_family(office, 2)
    step(office, family, StepKind.DECISION, date(2026, 1, 5))
    step(office, family, StepKind.REQUESTED, date(2026, 1, 10))
    step(office, family, StepKind.REPLY, date(2026, 1, 20), Answer.POSITIVE, person_id=family.persons[0])
    spells = refreshed(office)
    assert [day_of(number) for number in spells["notified"]] == [date(2026, 1, 5)] * 2
    assert sorted(spells["reply"].tolist()) == [0, 1]
    assert len(whole_of("C1", spells).rows) == 2


def test_a_suspension_comes_off_the_net_time(office: Office) -> None:
    family = builders.a_family(office)
    step(office, family, StepKind.DECISION, date(2026, 1, 1))
    step(office, family, StepKind.SUSPENDED, date(2026, 1, 10), ends_on=date(2026, 1, 20))
    builders.departed(office, family, date(2026, 2, 10))
    spells = refreshed(office)
    gross, net = (
        duration_of("T7", spells, day_number(date(2026, 3, 1)), net=is_net).days[0] for is_net in (False, True)
    )
    assert (gross, net) == (40, 30)


def test_only_what_changed_is_read_again(office: Office) -> None:
    first = builders.a_family(office)
    builders.a_family(office)
    assert len(refreshed(office)) == 2
    step(office, first, StepKind.DECISION, date(2026, 1, 5))
    again = refreshed(office)
    assert len(again) == 2
    assert sorted(again["notified"].tolist())[1] == day_number(date(2026, 1, 5))
    assert refreshed(office, anew=True).rows.tobytes() == again.rows.tobytes()


def test_another_organisation_has_its_own(office: Office, house: Flask) -> None:
    builders.departed(office, builders.a_family(office))
    other = builders.an_office("BE-EURP", "BE")
    refreshed(office)
    assert len(refreshed(other)) == 0


def test_no_id_and_no_name_stand_in_a_spell(office: Office) -> None:
    family = builders.a_family(office)
    content = refreshed(office).rows.tobytes()
    for identity in (*family.persons, family.case_id):
        assert identity.bytes not in content
        assert str(identity).encode() not in content


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (StepEntry(StepKind.DECISION, utc_now().date() + timedelta(days=3), uuid4()), RuleBroken),
        (StepEntry(StepKind.REPLY, DAY, uuid4(), answer=Answer.POSITIVE), RuleBroken),
        (StepEntry(StepKind.REPLY, DAY, uuid4()), Malformed),
        (StepEntry(StepKind.ISSUED, DAY, uuid4(), answer=Answer.POSITIVE), Malformed),
        (StepEntry(StepKind.ISSUED, DAY, uuid4(), ends_on=DAY), RuleBroken),
        (StepEntry(StepKind.ISSUED, DAY, uuid4(), person_id=uuid4()), NotFound),
    ],
    ids=["tomorrow", "unasked", "no answer", "answer to nothing", "end of nothing", "stranger"],
)
def test_steps_that_cannot_be(office: Office, entry: StepEntry, kind: type[Exception]) -> None:
    family = builders.a_family(office)
    with pytest.raises(kind), unit_of_work(people.actor_of(office.counsellor)) as work:
        service.record_step(work, family.case_id, entry)


def test_a_step_sent_twice_is_one(office: Office) -> None:
    family, entry = builders.a_family(office), StepEntry(StepKind.DECISION, DAY, uuid4())
    ids = set()
    for _time in range(2):
        with unit_of_work(people.actor_of(office.counsellor)) as work:
            ids.add(service.record_step(work, family.case_id, entry).id)
    assert len(ids) == 1


def test_strangers_record_nothing(office: Office) -> None:
    family = builders.a_family(office)
    stranger = people.an_actor(Role.COUNSELLOR, organisation=people.an_organisation(member_state="BE"))
    with pytest.raises(NotFound), unit_of_work(stranger) as work:
        service.record_step(work, family.case_id, StepEntry(StepKind.DECISION, DAY, uuid4()))
