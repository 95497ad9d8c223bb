"""Samples of deliveries, and what returnees say about them."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from returns_app.core.actions import Action
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import record_read, today, unit_of_work
from returns_app.support import labels, queries, service
from returns_app.support.forms import AskForm, SaidForm, SampleFilter
from returns_app.support.views.blueprint import pages
from returns_app.web.forms import Form
from returns_app.web.routing import current_actor

USUAL_SIZE = 30


@pages.get("/support/samples", allow=Permission.SUPPORT_REVIEW)
def draw_sample() -> ResponseReturnValue:
    """The same settled deliveries for the same seed, to look at or to ask the returnee about."""
    return _sample(AskForm(formdata=None))


@pages.post("/support/samples", allow=Permission.SUPPORT_REVIEW)
def ask_about() -> ResponseReturnValue:
    """Ask the returnees of a sample: their counsellors get a task for each delivery."""
    form = AskForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            seed, size = form.seed.data, form.size.data or USUAL_SIZE
            new = service.ask_about(work, seed, size)
            said = ngettext("%(num)s returnee is to be asked.", "%(num)s returnees are to be asked.", new)
            flash(said if new else _("All of these were asked about before. Nothing was added."))
            return redirect(url_for("support.draw_sample", seed=seed, size=size))
    return _sample(form)


@pages.get("/support/confirmations", allow=Permission.SUPPORT_CONFIRM)
def list_confirmations() -> ResponseReturnValue:
    """Deliveries to ask the returnee about, those who answered, and how many did."""
    seed = request.args.get("seed", "")[:40]
    asked = queries.list_asked(db.session(), current_actor(), seed=seed)
    rate = queries.rate_of(db.session(), current_actor(), seed=seed)
    record_read(current_actor(), Action.PLAN_READ, part="confirmations", shown=len(asked))
    form = Form(formdata=None)
    return form.page("support/confirmations.html", asked=asked, rate=rate, labels=labels, seed=seed)


@pages.form("/support/deliveries/<uuid:delivery_id>/confirmation", allow=Permission.SUPPORT_CONFIRM)
def confirm_delivery(delivery_id: UUID) -> ResponseReturnValue:
    """What the returnee says about a delivery."""
    queries.get_question(db.session(), current_actor(), delivery_id)
    form = SaidForm(data={"on": today()})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.confirm_delivery(work, delivery_id, form.entry())
            flash(_("The returnee's answer is kept."), "good")
            return redirect(url_for("support.list_confirmations"))
    case, booked, question = queries.get_question(db.session(), current_actor(), delivery_id)
    record_read(current_actor(), Action.PLAN_READ, case_id=case.id, delivery=delivery_id)
    return form.page("support/confirm_delivery.html", case=case, booked=booked, question=question, labels=labels)


def _sample(form: AskForm) -> ResponseReturnValue:
    filters = SampleFilter()
    is_good = filters.validate()
    seed, size = (
        filters.seed.data or form.seed.data or f"{today():%Y-%m}",
        filters.size.data or form.size.data or USUAL_SIZE,
    )
    drawn = queries.draw_sample(db.session(), current_actor(), seed, size) if is_good else []
    record_read(current_actor(), Action.SAMPLE_DRAWN, seed=seed[:40], size=size)
    return form.page(
        "support/sample.html", filters=filters, drawn=drawn, seed=seed, size=size, labels=labels,
        rate=queries.rate_of(db.session(), current_actor(), seed=seed), new=sum(one.asked_on is None for one in drawn),
    )  # fmt: skip
