"""Instalments and payments."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.cases.queries import get_own_case
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.recovery import queries, service
from returns_app.recovery.forms import InstalmentsForm, PaymentForm
from returns_app.recovery.views.blueprint import pages
from returns_app.recovery.views.claiming import CLAIM
from returns_app.recovery.views.showing import claim_page, done, sent_form
from returns_app.web.routing import current_actor


@pages.post(f"{CLAIM}/instalments", allow=Permission.RECOVERY_BOOK)
def agree_instalments(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Equal sums, month after month."""
    form, actor = InstalmentsForm(prefix="instalments-"), current_actor()
    get_own_case(db.session(), actor, case_id)
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(actor) as work:
                get_own_case(work.session, actor, case_id)
                plan = form.plan(queries.get_claim(work.session, case_id, claim_id, locked=True).sums.open)
                key, version = UUID(form.request_key.data), form.version.data
                service.agree_instalments(work, case_id, claim_id, plan, key, version)
            return done(case_id, claim_id, _("The instalments are kept. A task waits for each of them."))
    return claim_page(case_id, claim_id, instalments=form)


@pages.post(f"{CLAIM}/payments", allow=Permission.RECOVERY_BOOK)
def book_payment(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Money came in."""
    form = PaymentForm(prefix="payment-")
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.book_payment(work, case_id, claim_id, form.payment())
            return done(case_id, claim_id, _("Booked."))
    return claim_page(case_id, claim_id, payment=form)


@pages.post(f"{CLAIM}/payments/<uuid:entry_id>/reversal", allow=Permission.RECOVERY_BOOK)
def reverse_payment(case_id: UUID, claim_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """It bounced, or was booked by mistake."""
    form = sent_form("reversing")
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.reverse_payment(work, case_id, claim_id, entry_id)
            return done(case_id, claim_id, _("Taken off: both entries stay readable."))
    return claim_page(case_id, claim_id, reversing=form)
