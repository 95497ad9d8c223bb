"""Pages of the journey: needs, bookings and their changes, the short way to a prepared departure."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.page import case_frame
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.travel import labels, queries, service
from returns_app.travel.forms import AnswerForm, BookingForm, ChangeForm, Names, NeedForm, PreparationForm
from returns_app.travel.queries import Case
from returns_app.travel.rules import ANSWERS, BOOKING_STEPS, LACK_SENTENCES, LIVE, Lack
from returns_app.travel.views.blueprint import TAB, done, family, own_case, pages
from returns_app.web.routing import current_actor

PAPERS = frozenset({Lack.DOCUMENT, Lack.VALIDITY})


@pages.form("/cases/<uuid:case_id>/travel/preparation", allow=Permission.TRAVEL_PREPARE)
def prepare_departure(case_id: UUID) -> ResponseReturnValue:
    """What a plain departure needs, in one form."""
    case = own_case(case_id)
    members, unbooked = family(case), _unbooked(case)
    form = PreparationForm() if request.method == "POST" else _fresh(case, members)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            entry = form.entry(
                [person_id for person_id, _name in members], [one for one, _name in unbooked], work.today
            )
            if service.prepare_departure(work, case_id, entry):
                return done(case_id, _("The preparation is saved."))
            form.refuse(_("Nothing was entered. Fill in what is known, or cancel."))
    case = own_case(case_id)
    lacks = queries.what_they_lack(db.session(), case)
    return form.page(
        "travel/preparation.html", **case_frame(case, current_actor(), TAB), names={str(k): v for k, v in members},
        unbooked=unbooked, sentences=LACK_SENTENCES,
        others={who: [one for one in found if one in {Lack.VISA, Lack.NEED, Lack.UNFIT}] for who, found in lacks.items()},
    )  # fmt: skip


@pages.form("/cases/<uuid:case_id>/travel/bookings/new", allow=Permission.TRAVEL_PREPARE)
def book(case_id: UUID) -> ResponseReturnValue:
    """A journey for some or all."""
    case = own_case(case_id)
    form = BookingForm(family(case), _unbooked(case), data={"state": "confirmed", "transits": [{}]})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.book(work, case_id, form.booking())
            return done(case_id, _("The booking is saved."))
    return form.page("travel/booking.html", **case_frame(own_case(case_id), current_actor(), TAB), replaced=None)


@pages.form("/cases/<uuid:case_id>/travel/bookings/<uuid:booking_id>/rebooking", allow=Permission.TRAVEL_PREPARE)
def rebook(case_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    """Another journey instead of this one, for everybody on it in one step."""
    case = own_case(case_id)
    row = queries.get_booking(db.session(), case_id, booking_id)
    aboard = set(queries.passengers_of(db.session(), case_id)[booking_id])
    names = family(case)
    begun = {name: getattr(row, name) for name in ("carrier", "flight", "from_place", "to_place")}
    through = [{"country": country, "visa": visa} for country, visa in row.transits.items()] or [{}]
    form = BookingForm(names, [one for one in names if one[0] in aboard], data={**begun, "transits": through})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.rebook(work, case_id, booking_id, form.booking(), form.reason.data)
            return done(case_id, _("The journey is rebooked."))
    case = own_case(case_id)
    row = queries.get_booking(db.session(), case_id, booking_id)
    return form.page("travel/booking.html", **case_frame(case, current_actor(), TAB), replaced=row)


@pages.form("/cases/<uuid:case_id>/travel/bookings/<uuid:booking_id>", allow=Permission.TRAVEL_PREPARE)
def change_booking(case_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    """A booking is confirmed, cancelled or was not used."""
    own_case(case_id)
    row = queries.get_booking(db.session(), case_id, booking_id)
    form = ChangeForm([*BOOKING_STEPS[row.state], *([row.state] if request.method == "POST" else [])])
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.change_booking(work, case_id, booking_id, form.state.data, form.reason.data)
            return done(case_id, _("The booking is changed."))
    row = queries.get_booking(db.session(), case_id, booking_id)
    frame = case_frame(own_case(case_id), current_actor(), TAB)
    return form.page("travel/change.html", **frame, booking=row, labels=labels, is_live=row.state in LIVE)


@pages.post("/cases/<uuid:case_id>/travel/bookings/<uuid:booking_id>/visas", allow=Permission.TRAVEL_PREPARE)
def obtain_visa(case_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    """The visa for a transit country is there."""
    with unit_of_work(current_actor()) as work:
        found = service.obtain_visa(work, case_id, booking_id, request.form.get("country", ""))
    return done(case_id, _("The visa is recorded.") if found else _("This booking does not pass that country."))


@pages.form("/cases/<uuid:case_id>/travel/needs/new", allow=Permission.TRAVEL_PREPARE)
def record_need(case_id: UUID) -> ResponseReturnValue:
    """What somebody needs on the way."""
    names = family(own_case(case_id))
    with_detail = current_actor().may(Permission.SCREENING_WRITE)
    begun = {"person": str(names[0][0])} if len(names) == 1 else {}
    form = NeedForm(names, with_detail=with_detail, data=begun)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.record_need(work, case_id, form.entry())
            return done(case_id, _("The need is recorded."))
    return form.page("travel/need.html", **case_frame(own_case(case_id), current_actor(), TAB))


@pages.form("/cases/<uuid:case_id>/travel/needs/<uuid:need_id>", allow=Permission.TRAVEL_PREPARE)
def answer_need(case_id: UUID, need_id: UUID) -> ResponseReturnValue:
    """What came of a need."""
    own_case(case_id)
    row = queries.get_need(db.session(), case_id, need_id)
    form = AnswerForm(ANSWERS[row.kind], data={"on": today()})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.answer_need(work, case_id, need_id, form.entry())
            return done(case_id, _("The answer is recorded."))
    case = own_case(case_id)
    row, names = queries.get_need(db.session(), case_id, need_id), dict(family(case))
    frame = case_frame(case, current_actor(), TAB)
    return form.page("travel/need_answer.html", **frame, need=row, labels=labels, name=names.get(row.person_id, ""))


def _unbooked(case: Case) -> Names:
    lacks = queries.what_they_lack(db.session(), case)
    return [(who, name) for who, name in family(case) if Lack.BOOKING in lacks.get(who, ())]


def _fresh(case: Case, members: Names) -> PreparationForm:
    """A row for everybody without a document; nothing else is asked."""
    lacks = queries.what_they_lack(db.session(), case)
    rows = [{"person_id": str(who)} for who, _name in members if PAPERS & set(lacks.get(who, ()))]
    if not members:
        raise NotFound
    return PreparationForm(formdata=None, data={"papers": rows})
