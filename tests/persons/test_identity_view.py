"""How a person is shown: all of it to the own organisation, little to others, less when protected."""

from dataclasses import replace

import pytest
from flask import Flask, render_template_string

from returns_app.core.permissions import Role
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.rules import ContactEntry, ContactKind, NameEntry, NameKind, Protection
from returns_app.people.service import record_person
from tests import people

PAGE = '{% from "people/_identity.html" import identity %}{{ identity(person, own) }}'


def shown(app: Flask, protection: Protection, *, own: bool) -> str:
    """The read view of P1 with a second name, a phone and this protection."""
    entry = people.a_person_entry()
    names = (*entry.names, NameEntry("ჩინედუ", "", NameKind.ORIGINAL_SCRIPT))
    contacts = (ContactEntry(ContactKind.PHONE, "+31612345678"),)
    actor = people.an_actor(Role.COUNSELLOR)
    assert actor.organisation_id is not None
    with app.test_request_context("/"), unit_of_work(actor) as work:
        entry = replace(entry, names=names, contacts=contacts, protection=protection, place_of_birth="Enugu")
        person = record_person(work, actor.organisation_id, entry)
        return render_template_string(PAGE, person=person, own=own)


def test_the_own_organisation_sees_all(house: Flask) -> None:
    page = shown(house, Protection.YES, own=True)
    names = ("Chinedu Okafor", "ჩინედუ", "Georgian")
    facts = ("14 Mar 1991", "from a document", "Enugu", "A01234567", "+31612345678")
    assert [part for part in (*names, *facts) if part not in page] == []


@pytest.mark.parametrize(
    ("protection", "phone"), [(Protection.NO, True), (Protection.YES, False), (Protection.UNKNOWN, False)]
)
def test_others_see_no_documents_nor_how_to_reach_the_protected(
    house: Flask, protection: Protection, *, phone: bool
) -> None:
    page = shown(house, protection, own=False)
    assert "Chinedu Okafor" in page
    assert "1991" in page
    assert [part for part in ("14 Mar", "Enugu", "A01234567") if part in page] == []
    assert ("+31612345678" in page) is phone
