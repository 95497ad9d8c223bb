"""A claim rests, is waived or written off: one proposes, another decides."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.permissions import Permission
from returns_app.db.unit_of_work import unit_of_work
from returns_app.recovery import service
from returns_app.recovery.forms import STEP_FORMS, DecliningForm, ReplyForm
from returns_app.recovery.rules import StepKind
from returns_app.recovery.views.blueprint import pages
from returns_app.recovery.views.claiming import CLAIM
from returns_app.recovery.views.showing import claim_page, done, step_name
from returns_app.web.routing import current_actor


@pages.post(f"{CLAIM}/rest", allow=Permission.RECOVERY_PROPOSE)
def propose_rest(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Propose to let it rest."""
    return _propose(case_id, claim_id, StepKind.PAUSE)


@pages.post(f"{CLAIM}/waiver", allow=Permission.RECOVERY_PROPOSE)
def propose_waiver(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Propose to waive a part."""
    return _propose(case_id, claim_id, StepKind.WAIVE)


@pages.post(f"{CLAIM}/write-off", allow=Permission.RECOVERY_PROPOSE)
def propose_write_off(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Propose to give up what is open."""
    return _propose(case_id, claim_id, StepKind.WRITE_OFF)


@pages.post(f"{CLAIM}/steps/<uuid:step_id>/decision", allow=Permission.RECOVERY_DECIDE)
def decide_step(case_id: UUID, claim_id: UUID, step_id: UUID) -> ResponseReturnValue:
    """Say yes."""
    form = ReplyForm(prefix="deciding-")
    if form.validate_on_submit():
        with form.refusals():
            service.decide_step(current_actor(), case_id, claim_id, step_id, form.reply())
            return done(case_id, claim_id, _("Decided."))
    return claim_page(case_id, claim_id, deciding=form)


@pages.post(f"{CLAIM}/steps/<uuid:step_id>/refusal", allow=Permission.RECOVERY_DECIDE)
def decline_step(case_id: UUID, claim_id: UUID, step_id: UUID) -> ResponseReturnValue:
    """Say no."""
    name = step_name(step_id)
    form = DecliningForm(prefix=f"{name}-")
    if form.validate_on_submit():
        with form.refusals():
            service.decline_step(current_actor(), case_id, claim_id, step_id, form.reply())
            return done(case_id, claim_id, _("Declined. The claim goes on as before."))
    return claim_page(case_id, claim_id, **{name: form})


def _propose(case_id: UUID, claim_id: UUID, kind: StepKind) -> ResponseReturnValue:
    form = STEP_FORMS[kind](prefix=f"{kind.value}-")
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.propose_step(work, case_id, claim_id, form.entry())
            return done(case_id, claim_id, _("Proposed. A different colleague decides; nothing has changed yet."))
    return claim_page(case_id, claim_id, **{kind.value: form})
