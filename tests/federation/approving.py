"""Approvals of one node, all at the same moment: `python -m tests.federation.approving STATE AT ID...`.

Without ids it opens twenty cases that wait for a decision and prints their ids instead.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from flask import Flask

from returns_app import create_app
from returns_app.accounts.queries import find_by_email
from returns_app.cases.rules import CaseOpening
from returns_app.core.errors import Refusal
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Role, system_actor
from returns_app.db.session import db, scope
from returns_app.people.rules import IdentifierEntry, IdentifierKind
from tests import people
from tests.cases.builders import an_opening
from tests.decisions.builders import LONG_ENOUGH, Office, approve, submitted

NUMBER = 20
GIVEN = ("Chinedu", "Emeka", "Ngozi", "Ifeoma", "Tunde", "Bola", "Yusuf", "Amina", "Sani", "Hadiza")
FAMILY = ("Okafor", "Balogun")


def main(arguments: list[str]) -> None:
    """Prepare, or approve."""
    state, at, *ids = arguments
    app = create_app()
    with app.app_context(), scope(system_actor("tests")):
        told = _approve(app, state, float(at), ids) if ids else _prepare(state)
    print(json.dumps(told))


def _prepare(state: str) -> list[str]:
    own = people.an_organisation(f"office-{state}".lower(), member_state=state)
    counsellor = people.an_actor(Role.COUNSELLOR, organisation=own)
    people.an_account(Role.APPROVER, organisation=own, email=f"approver@{state}.example".lower())
    office = Office(own, counsellor, counsellor, counsellor, counsellor, counsellor, own)
    return [str(submitted(office, _opening(state, number))) for number in range(NUMBER)]


def _opening(state: str, number: int) -> CaseOpening:
    person = people.a_person_entry(
        GIVEN[number % 10], FAMILY[number // 10], born=PartialDate(1970 + number, 3, 14, DatePrecision.DOCUMENT),
        identifiers=(IdentifierEntry(IdentifierKind.PASSPORT, "NG", f"A0{number:06d}"),),
    )  # fmt: skip
    return an_opening(principal=person, programme_code=f"{state}-EURP")


def _approve(app: Flask, state: str, at: float, ids: list[str]) -> list[str]:
    account = find_by_email(db.session(), f"approver@{state}.example".lower())
    assert account is not None
    actor = people.actor_of(account)
    db.session().rollback()

    def one(case_id: str) -> str:
        with app.app_context(), scope(actor):
            time.sleep(max(0.0, at - time.time()))
            try:
                approve(actor, UUID(case_id), motivation=LONG_ENOUGH)
            except Refusal as refusal:
                return refusal.code
            finally:
                db.session.remove()
            return "approved"

    with ThreadPoolExecutor(NUMBER) as pool:
        return list(pool.map(one, ids))


if __name__ == "__main__":
    main(sys.argv[1:])
