"""Drafts: checked when saved, tried on cases, published by somebody else, taken back in one step."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask

from returns_app.core.errors import Conflict, Malformed, NotFound, RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.decisions.service import try_draft
from returns_app.programmes import queries, service
from returns_app.programmes.rules import check_rules, tariff
from returns_app.programmes.rules.drafting import DraftEntry, differences, read_rules
from returns_app.programmes.rules.writing import as_text
from returns_app.programmes.service.loading import read_groups
from tests import people
from tests.cases.builders import load_shipped_programmes
from tests.decisions import builders
from tests.programmes.facts import FOLDER, beridze, shipped

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(house: Flask) -> builders.Office:
    office = builders.an_office()
    load_shipped_programmes()
    return office


@pytest.fixture
def writer(office: builders.Office) -> Actor:
    return people.an_actor(Role.ADMIN, organisation=office.organisation)


@pytest.fixture
def second(office: builders.Office) -> Actor:
    return people.an_actor(Role.PROGRAMME_MANAGER, organisation=office.organisation)


def eurp() -> UUID:
    """The Dutch programme of the journeys."""
    db.session().rollback()
    found = queries.find_programme(db.session(), "NL-EURP")
    assert found is not None
    return found.id


def dearer() -> str:
    """The rules with 650 euro on arrival."""
    return as_text(shipped("NL-EURP")).replace('"615.00"', '"650.00"')


def an_entry(**changes: object) -> DraftEntry:
    """650 euro on arrival instead of 615, from today on."""
    return replace(DraftEntry(dearer(), today(), None, "A letter of today", is_verified=False), **changes)  # type: ignore[arg-type]


def save(actor: Actor, entry: DraftEntry | None = None, version: int = 0) -> int:
    """Save a draft; its version."""
    programme_id = eurp()
    with unit_of_work(actor) as work:
        draft = service.save_draft(work, programme_id, entry or an_entry(), version)
    return draft.version


def publish(actor: Actor, version: int) -> None:
    """Publish what was saved."""
    with unit_of_work(actor) as work:
        service.publish_draft(work, eurp_in(work.session), version)


def eurp_in(session: object) -> UUID:
    """The programme's id inside a unit of work."""
    found = queries.find_programme(session, "NL-EURP")  # type: ignore[arg-type]
    assert found is not None
    return found.id


def ruling(on: date | None = None) -> int:
    """The number of the version in force."""
    db.session().rollback()
    found = queries.find_version(db.session(), "NL-EURP", on or today())
    assert found is not None
    return found.number


def test_two_people_make_a_version_and_one_takes_it_back(office: builders.Office, writer: Actor, second: Actor) -> None:
    old_case = builders.submitted(office)
    version = save(writer)
    try_draft(writer, eurp(), version)
    publish(second, version + 1)
    assert ruling() == 2
    assert builders.stored(old_case).programme_version.number == 1
    assert builders.stored(builders.opened(office)).programme_version.number == 2
    with unit_of_work(second) as work:
        in_force = queries.find_version(work.session, "NL-EURP", work.today)
        assert in_force is not None
        service.roll_back(work, in_force.programme_id, in_force.id, "The letter was withdrawn.")
    assert ruling() == 1


def test_trying_counts_and_decides_nothing(office: builders.Office, writer: Actor) -> None:
    case_id = builders.submitted(office)
    stood = builders.stored(case_id).version
    try_draft(writer, eurp(), save(writer))
    draft = queries.find_draft(db.session(), eurp())
    assert draft is not None
    assert draft.trial is not None
    assert draft.trial | {"by_criterion": {}} == {
        "cases": 1, "verdicts": 0, "amounts": 1, "before": "2615.00", "after": "2650.00", "by_criterion": {},
    }  # fmt: skip
    assert builders.stored(case_id).version == stood


def test_the_writer_does_not_publish_and_nobody_publishes_untried(writer: Actor, second: Actor) -> None:
    version = save(writer)
    with pytest.raises(RuleBroken, match="Try the draft"):
        publish(second, version)
    try_draft(writer, eurp(), version)
    with pytest.raises(RuleBroken, match="You wrote in this draft"):
        publish(writer, version + 1)


def test_writing_again_makes_a_trial_worthless(writer: Actor, second: Actor) -> None:
    version = save(writer)
    try_draft(writer, eurp(), version)
    version = save(writer, an_entry(source="Another letter"), version + 1)
    with pytest.raises(RuleBroken, match="Try the draft"):
        publish(second, version)


def test_a_stale_draft_is_refused(writer: Actor) -> None:
    version = save(writer)
    save(writer, an_entry(source="Another letter"), version)
    with pytest.raises(Conflict):
        save(writer, an_entry(source="A third letter"), version)


def test_another_member_state_does_not_even_see_the_draft(writer: Actor) -> None:
    save(writer)
    belgian = people.an_actor(Role.ADMIN, organisation=people.an_organisation(member_state="BE"))
    with pytest.raises(NotFound), unit_of_work(belgian) as work:
        service.drop_draft(work, eurp_in(work.session))


def test_a_version_of_a_file_is_not_taken_back_here(second: Actor) -> None:
    with pytest.raises(RuleBroken, match="published here"), unit_of_work(second) as work:
        in_force = queries.find_version(work.session, "NL-EURP", work.today)
        assert in_force is not None
        service.roll_back(work, in_force.programme_id, in_force.id, "No reason at all.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[criteria]\n", "can't be read"),
        ('[[criteria]]\ncode = "income"\nkind = "stated"\nfact = "incomee"\n', "fact 'incomee'"),
        ("criteria = 7\n", "hold together"),
        ('[[tariff]]\ncomponent = "post_return"\nwho = "any"\nreturn = "any"\namount = 615.0\n', "amount 615.0"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_saved(writer: Actor, text: str, said: str) -> None:
    with pytest.raises(Malformed) as refused:
        save(writer, an_entry(text=text))
    assert said in str(refused.value)
    assert queries.find_draft(db.session(), eurp()) is None


def test_a_version_ends_after_it_begins(writer: Actor) -> None:
    with pytest.raises(Malformed, match="last day"):
        save(writer, an_entry(valid_to=today() - timedelta(days=1)))


@pytest.mark.parametrize(
    "code", [path.stem.upper() for path in sorted(FOLDER.glob("*-*.toml")) if path.stem != "country-groups"]
)
def test_every_shipped_programme_survives_being_written_out_and_read_again(code: str) -> None:
    rules = shipped(code)
    again = read_rules(code, as_text(rules), read_groups())
    check_rules(code, again)
    assert differences(rules, again) == []


def test_a_difference_is_told_rule_by_rule() -> None:
    old, cap = shipped("NL-EURP"), '\n[[caps]]\ncode = "f"\ncomponent = "post_return"\namount = "9.00"\n'
    new = read_rules("NL-EURP", dearer() + cap, read_groups())
    found = differences(old, new)
    assert [(one.part, bool(one.old), bool(one.new)) for one in found] == [
        ("tariff", True, True),
        ("caps", False, True),
    ]
    assert sum(line.amount for line in tariff(new, beridze()) if line.component == "post_arrival") == 4 * 650


def test_the_room_shows_sentences_and_the_draft_to_those_who_may(
    house: Flask, office: builders.Office, writer: Actor
) -> None:
    version = save(writer)
    page = builders.browser(house, writer).get(f"/programmes/{eurp()}").text
    assert "On arrival: €650.00 for everybody, a voluntary return" in page
    assert "Try on earlier cases" in page
    assert "Publish" not in page
    reader = builders.browser(house, office.counsellor)
    assert "Try on earlier cases" not in reader.get(f"/programmes/{eurp()}").text
    assert reader.get(f"/programmes/{eurp()}/draft").status_code == 403
    sent = builders.browser(house, writer).post(f"/programmes/{eurp()}/draft/trial", data={"version": version})
    assert sent.status_code == 302
    assert "Cases looked at" in builders.browser(house, writer).get(f"/programmes/{eurp()}").text


def test_the_form_keeps_what_was_typed_when_the_rules_are_wrong(house: Flask, writer: Actor) -> None:
    client = builders.browser(house, writer)
    typed = {
        "version": "0", "valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "2027", "source": "A letter",
        "text": "criteria = [", "request_key": str(UUID(int=7)),
    }  # fmt: skip
    answer = client.post(f"/programmes/{eurp()}/draft", data=typed)
    assert answer.status_code == 422
    assert "criteria = [" in answer.text
    assert "can&#39;t be read" in answer.text
