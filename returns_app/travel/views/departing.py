"""Pages of the journey as a whole, a departure and its proof, an arrival."""

from collections.abc import Callable
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_frame, case_page, owns
from returns_app.cases.queries import get_case
from returns_app.cases.rules import ENDED
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.people.display import display_name
from returns_app.travel import labels, queries, service
from returns_app.travel.forms import ArrivalForm, DepartureForm, Names, ProofForm
from returns_app.travel.queries import Case, Journey
from returns_app.travel.rules import CHAIN, LACK_SENTENCES, LIVE, NeedAnswer
from returns_app.travel.service import ARRIVING, DEPARTING
from returns_app.travel.views.blueprint import TAB, done, family, own_case, pages
from returns_app.web.routing import current_actor

BEST = 1  # the level that no proof can better


@pages.get("/cases/<uuid:case_id>/travel", allow=Permission.CASE_READ)
def show_travel(case_id: UUID) -> ResponseReturnValue:
    """Documents, needs, bookings, who left and arrived; a partner reads the days it has to know."""
    return _show(get_case(db.session(), current_actor(), case_id))


@pages.get("/cases/<uuid:case_id>/travel/numbers", allow=Permission.TRAVEL_READ)
def show_numbers(case_id: UUID) -> ResponseReturnValue:
    """The same with the numbers of documents and bookings; every look is logged."""
    return _show(own_case(case_id), part="travel_numbers", numbered=True)


@pages.get("/cases/<uuid:case_id>/travel/medical", allow=Permission.SCREENING_READ)
def show_medical(case_id: UUID) -> ResponseReturnValue:
    """The same with what is known of health; every look is logged."""
    case = own_case(case_id)
    record_read(current_actor(), Action.SCREENING_READ, case_id=case_id, members=len(case.members), part="travel")
    return _show(case, opened=True)


@pages.form("/cases/<uuid:case_id>/travel/departure", allow=Permission.TRAVEL_RECORD)
def record_departure(case_id: UUID) -> ResponseReturnValue:
    """Record that somebody left."""
    form = DepartureForm(*_choices(queries.list_journeys(db.session(), own_case(case_id)), queries.still_here))
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_departure(work, case_id, form.entry())
            return done(case_id, _("The departure is recorded."))
    case = own_case(case_id)
    return form.page(
        "travel/departure.html", case=case, names=dict(family(case)), sentences=LACK_SENTENCES,
        lacks=queries.what_they_lack(db.session(), case) if case.stage in DEPARTING else {},
    )  # fmt: skip


@pages.form("/cases/<uuid:case_id>/travel/proof", allow=Permission.TRAVEL_RECORD)
def prove_departure(case_id: UUID) -> ResponseReturnValue:
    """A better proof of a departure came in."""
    left = queries.who_left(queries.list_journeys(db.session(), own_case(case_id)))
    form = ProofForm(_names(left), _names(left))
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.prove_departure(work, case_id, form.entry())
            return done(case_id, _("The proof is recorded."))
    case = own_case(case_id)
    left = queries.who_left(queries.list_journeys(db.session(), case))
    return form.page(
        "travel/proof.html", **case_frame(case, current_actor(), TAB), journeys=left, evidence=labels.EVIDENCE_LEVELS,
        name_of=display_name,
    )  # fmt: skip


@pages.form("/cases/<uuid:case_id>/travel/arrival", allow=Permission.ARRIVAL_CONFIRM)
def confirm_arrival(case_id: UUID) -> ResponseReturnValue:
    """Confirm that somebody arrived."""
    left = queries.who_left(queries.list_journeys(db.session(), _seen(case_id)))
    form = ArrivalForm(*_choices(left, queries.under_way))
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.confirm_arrival(work, case_id, form.entry())
            return done(case_id, _("The arrival is confirmed. Support can begin."))
    case = _seen(case_id)
    left = queries.who_left(queries.list_journeys(db.session(), case))
    return form.page("travel/arrival.html", case=case, journeys=left, name_of=display_name)


def _show(case: Case, *, part: str = "travel", opened: bool = False, numbered: bool = False) -> ResponseReturnValue:
    session, actor, case_id = db.session(), current_actor(), case.id
    record_read(actor, Action.CASE_READ, case_id=case_id, part=part)
    journeys, is_own = queries.list_journeys(session, case), owns(actor, case)
    reads = is_own and actor.may(Permission.TRAVEL_READ)
    is_waiting = is_own and case.stage not in ENDED and bool(queries.still_here(journeys))
    return case_page(
        "travel/show.html", case, tab=TAB, journeys=journeys, labels=labels, name_of=display_name, opened=opened, numbered=numbered,
        names=dict(family(case)), reads=reads, is_own=is_own, sentences=LACK_SENTENCES, chain=CHAIN, live=LIVE,
        lacks=queries.what_they_lack(session, case) if reads and is_waiting else {}, is_waiting=is_waiting,
        documents=queries.list_documents(session, case_id) if reads else [],
        steps=queries.steps_of(session, case_id) if reads else {},
        needs=queries.list_needs(session, case_id) if reads else [], not_answered=NeedAnswer.OPEN,
        bookings=queries.list_bookings(session, case_id), passengers=queries.passengers_of(session, case_id),
        can_leave=case.stage in DEPARTING and is_own and bool(queries.still_here(journeys)),
        can_arrive=case.stage in ARRIVING and bool(queries.under_way(journeys)),
        can_prove=is_own and any(one.departure.evidence_level > BEST for one in journeys if one.departure),
    )  # fmt: skip


def _seen(case_id: UUID) -> Case:
    return get_case(db.session(), current_actor(), case_id)


def _choices(journeys: list[Journey], open_ones: Callable[[list[Journey]], list[Journey]]) -> tuple[Names, Names]:
    """Whom to choose from and who is ticked at first; a page sent twice still finds those it was about."""
    waiting = open_ones(journeys)
    return _names(journeys if request.method == "POST" else waiting), _names(waiting)


def _names(journeys: list[Journey]) -> Names:
    return [(journey.member.person_id, display_name(journey.member.person)) for journey in journeys]
