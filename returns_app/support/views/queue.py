"""Deliveries that waited on a phone without a connection: the page of the queue, a fresh token, and answers as data."""

from pathlib import Path
from uuid import UUID

from flask import current_app, jsonify, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings, unit_of_work
from returns_app.support import queries, service
from returns_app.support.forms import ReceiptForm
from returns_app.support.views.blueprint import pages
from returns_app.support.views.deliveries import delivery_form
from returns_app.web.forms import Form
from returns_app.web.routing import Access, current_actor


@pages.get("/deliveries/queue", allow=Permission.SUPPORT_DELIVER)
def show_queue() -> ResponseReturnValue:
    """What waits on this device; the same page for everybody, so that it can be kept for days without a connection."""
    return render_template("support/queue.html")


@pages.get("/offline-worker.js", allow=Access.PUBLIC)
def worker() -> ResponseReturnValue:
    """The script that keeps the page of the queue."""
    response = make_response((Path(current_app.static_folder or "") / "worker.js").read_bytes())
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Service-Worker-Allowed"] = "/deliveries/queue"
    return response


@pages.get("/deliveries/token", allow=Permission.SUPPORT_DELIVER)
def fresh_token() -> ResponseReturnValue:
    """A token for what is sent now: the one on the page may be hours old."""
    return jsonify(token=generate_csrf())


@pages.post("/support/lines/<uuid:line_id>/deliveries/queued", allow=Permission.SUPPORT_DELIVER)
def log_queued(line_id: UUID) -> ResponseReturnValue:
    """A delivery that waited; the same one sent twice is answered with its first result."""
    actor = current_actor()
    case, line = queries.get_line(db.session(), actor, line_id)
    case_id, form = case.id, delivery_form(case, line)
    if form.validate_on_submit():
        with form.refusals(), service.refusals_on_record(actor, case_id), unit_of_work(actor) as work:
            booked = service.log_delivery(work, form.entry(line_id))
            return jsonify(receipt=url_for("support.prove_queued", delivery_id=booked.id)), 201
    return _refused(form)


@pages.post("/support/deliveries/<uuid:delivery_id>/receipt/queued", allow=Permission.SUPPORT_DELIVER)
def prove_queued(delivery_id: UUID) -> ResponseReturnValue:
    """The photo of a delivery that waited."""
    actor = current_actor()
    case_id = queries.get_delivery(db.session(), actor, delivery_id)[0].id
    form = ReceiptForm(most_mib=settings().max_upload_mib)
    if form.validate_on_submit():
        with form.refusals(), service.refusals_on_record(actor, case_id), unit_of_work(actor) as work:
            service.add_paper(work, delivery_id, form.proof())
            return jsonify(receipt=str(delivery_id)), 201
    return _refused(form)


def _refused(form: Form) -> ResponseReturnValue:
    said = " ".join(problem.message for problem in form.problems())
    return jsonify(refused=said), form.refusal.status if form.refusal else 422
