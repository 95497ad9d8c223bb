"""Offering some lines of a plan to another partner."""

from uuid import UUID

from returns_app.cases.queries import get_own_case
from returns_app.cases.rules import PartnerOfferEntry
from returns_app.cases.service import offer_to_partner
from returns_app.core.errors import Malformed
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.support import queries
from returns_app.support.rules import LineStatus


def offer_lines(work: UnitOfWork, case_id: UUID, entry: PartnerOfferEntry) -> UUID:
    """Another partner is to deliver these lines of the case; it answers the offer like any other."""
    get_own_case(work.session, work.actor, case_id)
    known = {one.id for one in queries.list_lines(work.session, case_id) if one.status is not LineStatus.DROPPED}
    if not entry.lines or not set(entry.lines) <= known:
        raise Malformed("support.no_lines", N_("Tick at least one line of this plan."), field="lines")
    return offer_to_partner(work, case_id, entry).id
