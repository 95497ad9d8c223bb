"""Cases for tests, opened through the service, and what a browser types into the intake."""

from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient

from returns_app.accounts.models import Organisation
from returns_app.accounts.rules import TransferBasis
from returns_app.cases import service
from returns_app.cases.models import ReturnCase
from returns_app.cases.rules import CaseOpening, MemberEntry, MemberRole, NoticeEntry, PartnerOfferEntry
from returns_app.core.permissions import Actor
from returns_app.core.settings import ROOT
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.people.rules import PersonEntry
from returns_app.programmes.service import load_programmes
from tests import people

PROGRAMME = "NL-EURP"


def load_shipped_programmes() -> None:
    """The programmes that come with the house."""
    with unit_of_work(people.SEEDER) as work:
        load_programmes(work, ROOT / "config" / "programmes")


def an_opening(*family: MemberEntry, principal: PersonEntry | None = None, **changes: object) -> CaseOpening:
    """What a counsellor says about P1 and whoever travels along."""
    first = MemberEntry(principal or people.a_person_entry(), MemberRole.PRINCIPAL)
    values: dict[str, object] = {
        "members": (first, *family),
        "return_country": "NG",
        "programme_code": PROGRAMME,
        "notice": NoticeEntry("v3", "en", today()),
        "request_key": uuid4(),
    }
    return CaseOpening(**{**values, **changes})  # type: ignore[arg-type]


def open_case(actor: Actor, opening: CaseOpening | None = None) -> ReturnCase:
    """A case of the actor's organisation."""
    load_shipped_programmes()
    with unit_of_work(actor) as work:
        return service.open_case(work, opening or an_opening())


def a_partner(country: str = "NG", basis: TransferBasis = TransferBasis.CLAUSES) -> Organisation:
    """A partner organisation of a country of return."""
    return people.an_organisation(member_state=None, country=country, basis=basis)


def share(actor: Actor, case_id: UUID, partner: Organisation) -> None:
    """Let a partner see the case."""
    with unit_of_work(actor) as work:
        offer = service.offer_to_partner(work, case_id, PartnerOfferEntry(partner.id))
    with unit_of_work(people.SEEDER) as work:
        service.accept_partner_offer(work, offer.id)


def begin_intake(client: FlaskClient, **typed: str) -> str:
    """Search, find nobody, start a new case; the address of the intake."""
    answer = client.post("/cases/intakes", data={"name": "Okafor", "born": "1991", "number": "", **typed})
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def typed_intake(**changes: str | None) -> dict[str, str]:
    """Everything compulsory of an intake, as a browser sends it; None leaves an answer out."""
    day = today()
    answers: dict[str, str | None] = {
        "principal-names-0-given": "Chinedu",
        "principal-names-0-family": "Okafor",
        "principal-born-day": "14",
        "principal-born-month": "3",
        "principal-born-year": "1991",
        "principal-born-precision": "document",
        "principal-sex": "M",
        "principal-nationalities-0-country": "NG",
        "principal-nationalities-0-status": "documented",
        "principal-protection": "no",
        "return_country": "NG",
        "return_type": "VOL_ASSISTED",
        "programme_code": PROGRAMME,
        "notice_version": "v3",
        "notice_language": "en",
        "notice_given_on-day": str(day.day),
        "notice_given_on-month": str(day.month),
        "notice_given_on-year": str(day.year),
    }
    return {name: text for name, text in (answers | changes).items() if text is not None}


def browser(app: Flask, actor: Actor) -> FlaskClient:
    """A browser signed in as the actor."""
    client = people.client_for(app, actor)
    db.session().rollback()  # the test shares its session with the requests: end the snapshot from before signing in
    return client
