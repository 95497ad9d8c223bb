"""The room of programmes: what each asks and gives, the draft of the next version, publication, roll-back."""

from decimal import Decimal
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.core.errors import Conflict
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.programmes import queries, service
from returns_app.programmes.forms import DraftForm, RollbackForm, VersionForm
from returns_app.programmes.labels import change_words, criterion_name, rule_lines
from returns_app.programmes.rules.drafting import differences
from returns_app.programmes.rules.writing import as_text
from returns_app.web.filters import money
from returns_app.web.forms import Form
from returns_app.web.routing import Pages, current_actor

pages = Pages("programmes", __name__, template_folder="templates")
pages.add_app_template_filter(criterion_name)


@pages.app_template_filter("euro")
def euro(amount: str) -> str:
    """A sum that is kept as text."""
    return money(Decimal(amount))


@pages.get("/programmes", allow=Permission.PROGRAMME_READ)
def list_programmes() -> ResponseReturnValue:
    """Every programme with the version in force today."""
    session = db.session()
    found = [(one, queries.in_force(session, one, today())) for one in queries.list_programmes(session)]
    return render_template("programmes/list.html", programmes=found)


@pages.get("/programmes/<uuid:programme_id>", allow=Permission.PROGRAMME_READ)
def show_programme(programme_id: UUID) -> ResponseReturnValue:
    """The rules in force as sentences, every version, and the draft."""
    return _show(programme_id, RollbackForm(formdata=None))


@pages.form("/programmes/<uuid:programme_id>/draft", allow=Permission.PROGRAMME_DRAFT)
def edit_draft(programme_id: UUID) -> ResponseReturnValue:
    """Write the next version."""
    session = db.session()
    programme = queries.get_own_programme(session, current_actor(), programme_id)
    form = DraftForm() if request.method == "POST" else _begun(programme_id)
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.save_draft(work, programme_id, form.entry(), form.version.data)
            flash(_("The draft is saved. Look at what differs, then try it on earlier cases."), "good")
            return redirect(url_for("programmes.show_programme", programme_id=programme_id))
    if isinstance(form.refusal, Conflict):
        return form.conflict_page(_begun(programme_id), theirs_label=_("Stored meanwhile"))
    programme = queries.get_own_programme(db.session(), current_actor(), programme_id)
    return form.page("programmes/draft.html", programme=programme)


@pages.post("/programmes/<uuid:programme_id>/draft/discard", allow=Permission.PROGRAMME_DRAFT)
def drop_draft(programme_id: UUID) -> ResponseReturnValue:
    """Forget the draft."""
    with unit_of_work(current_actor()) as work:
        service.drop_draft(work, programme_id)
    flash(_("The draft is gone. The version in force stays as it is."), "info")
    return redirect(url_for("programmes.show_programme", programme_id=programme_id))


@pages.post("/programmes/<uuid:programme_id>/publication", allow=Permission.PROGRAMME_PUBLISH)
def publish_draft(programme_id: UUID) -> ResponseReturnValue:
    """A second person publishes the draft."""
    form = VersionForm()
    with form.refusals(), unit_of_work(current_actor()) as work:
        published = service.publish_draft(work, programme_id, form.version.data)
        flash(
            _("Version %(number)s is published. New cases use it from its first day on.", number=published.number),
            "good",
        )
        return redirect(url_for("programmes.show_programme", programme_id=programme_id))
    return _show(programme_id, form)


@pages.post("/programmes/<uuid:programme_id>/versions/<uuid:version_id>/roll-back", allow=Permission.PROGRAMME_PUBLISH)
def roll_back(programme_id: UUID, version_id: UUID) -> ResponseReturnValue:
    """Take the version in force back."""
    form = RollbackForm()
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.roll_back(work, programme_id, version_id, form.reason.data)
            flash(_("The version is taken back. The one before it rules again for new cases."), "good")
            return redirect(url_for("programmes.show_programme", programme_id=programme_id))
    return _show(programme_id, form)


def _show(programme_id: UUID, form: Form) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    programme = queries.get_programme(session, programme_id)
    ruling, draft = queries.in_force(session, programme, today()), queries.find_draft(session, programme_id)
    is_own = actor.member_state == programme.member_state
    changes = differences(ruling.rules if ruling else {}, draft.rules) if draft else []
    wrote = draft is not None and str(actor.account_id) in draft.writers
    return form.page(
        "programmes/show.html", programme=programme, ruling=ruling, draft=draft,
        rules=list(rule_lines(ruling.rules)) if ruling else [], versions=queries.list_versions(session, programme_id)[::-1],
        taken_back=queries.list_rollbacks(session, programme_id), changes=[change_words(one) for one in changes],
        may_draft=is_own and actor.may(Permission.PROGRAMME_DRAFT), wrote=wrote,
        may_publish=is_own and actor.may(Permission.PROGRAMME_PUBLISH),
    )  # fmt: skip


def _begun(programme_id: UUID) -> DraftForm:
    """The draft as it stands, or the version in force to begin with."""
    session = db.session()
    draft = queries.find_draft(session, programme_id)
    if draft is not None:
        kept = {
            name: getattr(draft, name)
            for name in ("text", "valid_from", "valid_to", "source", "is_verified", "version")
        }
        return DraftForm(formdata=None, data=kept)
    ruling = queries.in_force(session, queries.get_programme(session, programme_id), today())
    data = {"text": as_text(ruling.rules), "valid_from": today(), "source": ruling.source} if ruling else {}
    return DraftForm(formdata=None, data={**data, "version": 0})
