"""Pages of travel: how far the family got, a departure, an arrival."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_page, owns
from returns_app.cases.queries import get_case, get_own_case
from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, unit_of_work
from returns_app.people.display import display_name
from returns_app.travel import queries, service
from returns_app.travel.forms import ArrivalForm, DepartureForm, Names
from returns_app.travel.labels import ARRIVAL_PROOFS, DELAY_REASONS, DEPARTURE_PROOFS, EVIDENCE_LEVELS
from returns_app.travel.queries import Case, Journey
from returns_app.travel.service import ARRIVING, DEPARTING
from returns_app.web.routing import Pages, current_actor

pages = Pages("travel", __name__, template_folder="templates")


@pages.get("/cases/<uuid:case_id>/travel", allow=Permission.CASE_READ)
def show_travel(case_id: UUID) -> ResponseReturnValue:
    """Who left and arrived, shown by what."""
    session, actor = db.session(), current_actor()
    case = get_case(session, actor, case_id)
    journeys = queries.list_journeys(session, case)
    record_read(actor, Action.CASE_READ, case_id=case_id, part="travel")
    return case_page(
        "travel/show.html", case, journeys=journeys, evidence=EVIDENCE_LEVELS, departure_proofs=DEPARTURE_PROOFS,
        arrival_proofs=ARRIVAL_PROOFS, delay_reasons=DELAY_REASONS, name_of=display_name,
        can_leave=case.stage in DEPARTING and owns(actor, case) and bool(queries.still_here(journeys)),
        can_arrive=case.stage in ARRIVING and bool(queries.under_way(journeys)),
    )  # fmt: skip


@pages.form("/cases/<uuid:case_id>/travel/departure", allow=Permission.TRAVEL_RECORD)
def record_departure(case_id: UUID) -> ResponseReturnValue:
    """Record that somebody left."""
    form = DepartureForm(*_choices(queries.list_journeys(db.session(), _own(case_id)), queries.still_here))
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_departure(work, case_id, form.entry())
            return _done(case_id, _("The departure is recorded."))
    return form.page("travel/departure.html", case=_own(case_id))


@pages.form("/cases/<uuid:case_id>/travel/arrival", allow=Permission.ARRIVAL_CONFIRM)
def confirm_arrival(case_id: UUID) -> ResponseReturnValue:
    """Confirm that somebody arrived."""
    left = queries.who_left(queries.list_journeys(db.session(), _seen(case_id)))
    form = ArrivalForm(*_choices(left, queries.under_way))
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.confirm_arrival(work, case_id, form.entry())
            return _done(case_id, _("The arrival is confirmed. Support can begin."))
    case = _seen(case_id)
    left = queries.who_left(queries.list_journeys(db.session(), case))
    return form.page("travel/arrival.html", case=case, journeys=left, name_of=display_name)


def _own(case_id: UUID) -> Case:
    return get_own_case(db.session(), current_actor(), case_id)


def _seen(case_id: UUID) -> Case:
    return get_case(db.session(), current_actor(), case_id)


def _choices(journeys: list[Journey], open_ones: Callable[[list[Journey]], list[Journey]]) -> tuple[Names, Names]:
    """Whom to choose from and who is ticked at first; a page sent twice still finds those it was about."""
    waiting = open_ones(journeys)
    return _names(journeys if request.method == "POST" else waiting), _names(waiting)


def _names(journeys: list[Journey]) -> Names:
    return [(journey.member.person_id, display_name(journey.member.person)) for journey in journeys]


def _done(case_id: UUID, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("travel.show_travel", case_id=case_id))
