"""A key holder's only call: multiply what cannot be read by a share that nobody else has."""

from uuid import UUID

from flask import current_app

from returns_app.blind.group import BadElement
from returns_app.blind.holder import KeyHolder, UnknownEpoch
from returns_app.db.encrypted import key_store
from returns_app.db.unit_of_work import settings
from returns_app.peers.routing import SignedRoutes
from returns_app.peers.rules.federation import Member
from returns_app.peers.rules.problems import Code, Problem
from returns_app.peers.service import Tally
from returns_app.registry import wire
from returns_app.registry.rules import MOST_ELEMENTS
from returns_app.registry.service import evaluate_for, one_holder

holder_routes = SignedRoutes("holder", __name__)
PLACE = "returns.holder"


def _tally(member: Member, _key: UUID, asked: wire.Evaluation) -> Tally:
    if len(asked.elements) > MOST_ELEMENTS:
        raise Problem(Code.BAD_REQUEST, "more elements than a person has keys")
    limit = settings().holder_elements_per_day
    return Tally(member.name, "", asked.elements, limit, limit)


@holder_routes.call(wire.EVALUATIONS, takes=wire.Evaluation, gives=wire.Product, counts=_tally)
def evaluate(member: Member, key: UUID, asked: wire.Evaluation) -> wire.Product:
    """Blinded elements times this holder's share, with a proof that the committed share was used."""
    try:
        product = evaluate_for(_holder(), member.state, key, asked.epoch, asked.elements)
    except UnknownEpoch as fault:
        raise Problem(Code.UNKNOWN_EPOCH) from fault
    except BadElement as fault:
        raise Problem(Code.BAD_REQUEST, str(fault)) from fault
    return wire.Product(product.elements, product.proof)


def _holder() -> KeyHolder:
    house = current_app.extensions
    if PLACE not in house:
        house[PLACE] = one_holder(key_store().directory, settings().serves.removeprefix("holder-"))
    found: KeyHolder = house[PLACE]
    return found
