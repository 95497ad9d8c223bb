"""Correcting a member in a browser: two people at once, drafts, history on the timeline."""

import re
from html import unescape
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from returns_app.cases import queries
from returns_app.cases.models import Draft, ReturnCase
from returns_app.core.permissions import Actor
from returns_app.db.session import db
from returns_app.people.rules import ContactEntry, ContactKind
from tests import people
from tests.cases import builders


class Desk:
    """Two counsellors of one authority and a case with a phone number."""

    def __init__(self, house: Flask) -> None:
        authority = people.an_organisation()
        self.first, self.second = (people.an_actor(organisation=authority) for _ in range(2))
        phone = (ContactEntry(ContactKind.PHONE, "+31612345678"),)
        opening = builders.an_opening(principal=people.a_person_entry(contacts=phone))
        self.case = builders.open_case(self.first, opening)
        self.person_id: UUID = self.case.principal_id
        self.one, self.two = builders.browser(house, self.first), builders.browser(house, self.second)
        self.address = f"/cases/{self.case.id}/people/{self.person_id}/correction"

    def stored(self, actor: Actor | None = None) -> ReturnCase:
        """The case as it is now."""
        db.session().rollback()
        return queries.get_case(db.session(), actor or self.first, self.case.id)

    def phones(self) -> list[str]:
        """The contacts as they are now."""
        return [one.value for one in self.stored().members[0].person.contacts]


@pytest.fixture
def desk(house: Flask) -> Desk:
    return Desk(house)


def _typed(client: FlaskClient, desk: Desk, phone: str, **changes: str) -> dict[str, str]:
    page = unescape(client.get(desk.address).text)
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    first = {k.removeprefix("principal-"): v for k, v in builders.typed_intake().items() if k.startswith("principal-")}
    answers = {
        "identifiers-0-kind": "passport", "identifiers-0-issuer": "NG", "identifiers-0-number": "A01234567",
        "names-0-kind": "primary", "contacts-0-kind": "phone", "contacts-0-value": phone, "reason": "The person said so",
        "version": found[1],
    }  # fmt: skip
    return first | answers | changes


def test_the_page_shows_what_is_stored(desk: Desk) -> None:
    text = desk.one.get(desk.address).text
    for shown in ("Chinedu", "Okafor", "A01234567", "+31612345678", "1991"):
        assert f'value="{shown}"' in text


def test_a_correction_needs_a_reason(desk: Desk) -> None:
    answer = desk.one.post(desk.address, data=_typed(desk.one, desk, "+31611111111", reason=""))
    assert answer.status_code == 422
    assert "Say why this is corrected." in answer.text
    assert 'value="+31611111111"' in answer.text


def test_a_correction_is_saved_and_its_history_shown(desk: Desk) -> None:
    answer = desk.one.post(desk.address, data=_typed(desk.one, desk, "+31611111111"))
    assert answer.status_code == 302
    assert desk.phones() == ["+31611111111"]
    text = desk.one.get(f"/cases/{desk.case.id}/timeline").text
    assert "Contacts: +31611111111. Before: +31612345678." in text
    assert "Reason: The person said so" in text


def test_nothing_changed_is_said(desk: Desk) -> None:
    assert desk.one.post(desk.address, data=_typed(desk.one, desk, "+31612345678")).status_code == 302
    with desk.one.session_transaction() as session:
        assert "Nothing was changed" in str(session["_flashes"])


def test_two_people_at_once_choose_and_nothing_is_lost(desk: Desk) -> None:
    mine = _typed(desk.one, desk, "+31622222222", place_of_birth="Onitsha")
    theirs = _typed(desk.two, desk, "+31611111111")
    assert desk.two.post(desk.address, data=theirs).status_code == 302
    db.session().rollback()
    clash = desk.one.post(desk.address, data=mine)
    assert clash.status_code == 409
    for shown in ("+31622222222", "+31611111111", "Onitsha", desk.second.name):
        assert shown in clash.text
    assert desk.phones() == ["+31611111111"]
    choice = _chosen(clash.text, {"contacts-0-value": "mine", "place_of_birth": "mine"})
    assert desk.one.post(desk.address, data=choice).status_code == 302
    assert desk.phones() == ["+31622222222"]
    assert desk.stored().members[0].person.place_of_birth == "Onitsha"
    history = desk.one.get(f"/cases/{desk.case.id}/timeline").text
    assert "+31622222222. Before: +31611111111." in history
    assert "+31611111111. Before: +31612345678." in history


def test_keeping_theirs_keeps_theirs(desk: Desk) -> None:
    mine = _typed(desk.one, desk, "+31622222222", place_of_birth="Onitsha")
    desk.two.post(desk.address, data=_typed(desk.two, desk, "+31611111111"))
    db.session().rollback()
    choice = _chosen(
        desk.one.post(desk.address, data=mine).text, {"contacts-0-value": "theirs", "place_of_birth": "mine"}
    )
    assert desk.one.post(desk.address, data=choice).status_code == 302
    assert desk.phones() == ["+31611111111"]
    assert desk.stored().members[0].person.place_of_birth == "Onitsha"


def test_a_row_that_only_they_added_is_compared_too(desk: Desk) -> None:
    mine = _typed(desk.one, desk, "+31612345678", place_of_birth="Onitsha")
    more = {"contacts-1-kind": "email", "contacts-1-value": "ada@example.org"}
    desk.two.post(desk.address, data=_typed(desk.two, desk, "+31612345678", **more))
    db.session().rollback()
    clash = desk.one.post(desk.address, data=mine).text
    assert "ada@example.org" in clash
    theirs = {"contacts-1-kind": "theirs", "contacts-1-value": "theirs", "place_of_birth": "mine"}
    assert desk.one.post(desk.address, data=_chosen(clash, theirs)).status_code == 302
    assert desk.phones() == ["+31612345678", "ada@example.org"]


def _chosen(page: str, keep: dict[str, str]) -> dict[str, list[str]]:
    """Every hidden input of the conflict page, and one choice per question that differs."""
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        sent.setdefault(unescape(name), []).append(unescape(value))
    assert set(sent.get("conflict", [])) == set(keep)
    return sent | {f"keep.{name}": [side] for name, side in keep.items()}


def test_a_draft_of_a_correction_comes_back_and_goes_when_saved(desk: Desk) -> None:
    draft = f"/drafts/correct.{desk.case.id}.{desk.person_id}"
    typed = _typed(desk.one, desk, "+31611111111", reason="x" * 490)
    assert desk.one.post(draft, data=typed).status_code == 204
    db.session().rollback()
    page = desk.one.get(desk.address).text
    assert "What you typed earlier" in page
    assert "x" * 490 in page
    assert "What you typed earlier" not in desk.two.get(desk.address).text
    assert desk.one.post(desk.address, data=typed).status_code == 302
    db.session().rollback()
    assert db.session().scalar(select(func.count()).select_from(Draft)) == 0


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_page_without_a_version_is_a_conflict_and_overwrites_nothing(desk: Desk, version: str) -> None:
    answer = desk.one.post(desk.address, data=_typed(desk.one, desk, "+31611111111", version=version))
    assert answer.status_code == 409
    assert desk.phones() == ["+31612345678"]


def test_the_same_correction_sent_twice_is_one_correction(desk: Desk) -> None:
    typed = _typed(desk.one, desk, "+31611111111")
    assert desk.one.post(desk.address, data=typed).status_code == 302
    db.session().rollback()
    assert desk.one.post(desk.address, data=typed).status_code == 302
    changes = [one for one in queries.list_events(db.session(), desk.case.id) if one.kind == "changed"]
    assert len(changes) == 1
