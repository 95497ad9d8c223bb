"""Pages of signing in, language and accounts."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts import labels, queries, service
from returns_app.accounts.forms import AccountForm, KeyForm, PasswordForm, ReasonForm, SignInForm
from returns_app.accounts.rules import ProposalKind
from returns_app.accounts.signing_in import give_cookie, sent_token, take_cookie
from returns_app.core.clock import utc_now
from returns_app.core.permissions import Permission, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings, unit_of_work
from returns_app.web.filters import ROLE_NAMES
from returns_app.web.forms import Form
from returns_app.web.i18n import CODES
from returns_app.web.routing import Access, Pages, current_actor, local_path

pages = Pages("accounts", __name__, template_folder="templates")


@pages.form("/sign-in", allow=Access.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """The first page of everybody."""
    form = SignInForm()
    if form.validate_on_submit():
        with form.refusals():
            return _enter(service.sign_in(db.session(), form.email.data, form.password.data, request.remote_addr or ""))
    return form.page("accounts/sign_in.html")


@pages.post("/sign-out", allow=Access.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    token = sent_token(settings())
    if token:
        service.sign_out(current_actor(), token)
    session.clear()
    response = make_response(redirect(url_for("accounts.sign_in")))
    take_cookie(response, settings())
    return response


@pages.post("/language", allow=Access.PUBLIC)
def set_language() -> ResponseReturnValue:
    """Another language from here on."""
    chosen = request.form.get("language", "")
    if chosen in CODES:
        session["language"] = chosen
        if current_actor().account_id:
            service.choose_locale(current_actor(), chosen)
    return redirect(local_path(request.form.get("next")))


@pages.form("/invitations/<token>", allow=Access.PUBLIC)
def accept_invitation(token: str) -> ResponseReturnValue:
    """Set a password with a one-time link."""
    form = PasswordForm()
    if form.validate_on_submit():
        with form.refusals():
            service.accept_invitation(token, form.password.data, form.code.data)
            return redirect(url_for("accounts.sign_in"))
    return form.page("accounts/set_password.html")


@pages.post("/session", allow=Access.SIGNED_IN)
def stay() -> ResponseReturnValue:
    """Keep the session alive: the button of the idle warning."""
    return redirect(local_path(request.form.get("next"))) if request.form.get("next") else ("", 204)


@pages.get("/accounts", allow=Permission.ACCOUNT_MANAGE)
def list_accounts() -> ResponseReturnValue:
    """Accounts of the administrator's organisation."""
    found = queries.list_accounts(db.session(), current_actor())
    return render_template("accounts/list.html", accounts=found, role_names=ROLE_NAMES)


@pages.form("/accounts/new", allow=Permission.ACCOUNT_MANAGE)
def create_account() -> ResponseReturnValue:
    """A new account and its one-time link."""
    form = AccountForm(data={"is_active": True})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            account = service.create_account(work, _own_organisation(), form.entry())
            token = service.invite(work, account)
            return _invited(account.name, token)
    return form.page("accounts/edit.html", title=_("New account"), asked=form)


@pages.form("/accounts/<uuid:account_id>", allow=Permission.ACCOUNT_MANAGE)
def change_account(account_id: UUID) -> ResponseReturnValue:
    """Change or close an account."""
    account = queries.get_account(db.session(), current_actor(), account_id)
    is_active = account.deactivated_at is None
    form = AccountForm(obj=account, data={"is_active": is_active})
    if form.validate_on_submit():
        with form.refusals(), unit_of_work(current_actor()) as work:
            service.change_account(work, account_id, form.entry(), is_active=bool(form.is_active.data))
            return redirect(url_for("accounts.list_accounts"))
    return _account_page(form, account_id, ReasonForm(formdata=None))


@pages.post("/accounts/<uuid:account_id>/invitation", allow=Permission.ACCOUNT_MANAGE)
def invite_again(account_id: UUID) -> ResponseReturnValue:
    """A fresh one-time link."""
    with unit_of_work(current_actor()) as work:
        account = queries.get_account(work.session, work.actor, account_id)
        token = service.invite_again(work, account_id)
        return _invited(account.name, token)


@pages.post("/accounts/<uuid:account_id>/reset", allow=Permission.ACCOUNT_MANAGE)
def propose_reset(account_id: UUID) -> ResponseReturnValue:
    """Propose a new password for another administrator: half of the secret now, the other half to whoever confirms."""
    form = ReasonForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                code = service.propose_reset(work, account_id, form.reason.data)
            return proposals_page(KeyForm(formdata=None), code=code)
    return _account_page(form, account_id, form)


@pages.post("/accounts/<uuid:account_id>/administrator", allow=Permission.ACCOUNT_MANAGE)
def propose_administrator(account_id: UUID) -> ResponseReturnValue:
    """Propose that a colleague becomes an administrator."""
    form = ReasonForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.propose_administrator(work, account_id, form.reason.data)
            flash(_("Proposed. A second administrator has to confirm it."), "good")
            return redirect(url_for("accounts.list_proposals"))
    return _account_page(form, account_id, form)


@pages.form("/proposals", allow=Permission.ERASURE_CONFIRM)
def list_proposals() -> ResponseReturnValue:
    """What waits for a second person, what is being done; and a proposal to change keys."""
    form = KeyForm()
    if form.validate_on_submit():
        with form.refusals():
            with unit_of_work(current_actor()) as work:
                service.propose(work, ProposalKind(form.kind.data), form.reason.data)
            flash(_("Proposed. A second administrator has to confirm it."), "good")
            return redirect(url_for("accounts.list_proposals"))
    return proposals_page(form)


@pages.post("/proposals/<uuid:motion_id>/confirmation", allow=Permission.ERASURE_CONFIRM)
def confirm_proposal(motion_id: UUID) -> ResponseReturnValue:
    """The second person's half."""
    form, token = KeyForm(formdata=None), None
    with form.refusals():
        with unit_of_work(current_actor()) as work:
            token = service.confirm(work, motion_id)
        flash(_("Confirmed."), "good")
    return proposals_page(form, token=token)


@pages.post("/proposals/<uuid:motion_id>/refusal", allow=Permission.ERASURE_CONFIRM)
def decline_proposal(motion_id: UUID) -> ResponseReturnValue:
    """No, or taken back."""
    form = KeyForm(formdata=None)
    with form.refusals():
        with unit_of_work(current_actor()) as work:
            service.decline(work, motion_id)
        flash(_("Nothing was changed."), "good")
    return proposals_page(form)


@pages.post("/proposals/<uuid:motion_id>/stop", allow=Permission.ERASURE_CONFIRM)
def stop_proposal(motion_id: UUID) -> ResponseReturnValue:
    """Interrupt a change of keys."""
    with unit_of_work(current_actor()) as work:
        service.stop_run(work, motion_id)
    return redirect(url_for("accounts.list_proposals"))


@pages.post("/proposals/<uuid:motion_id>/resumption", allow=Permission.ERASURE_CONFIRM)
def resume_proposal(motion_id: UUID) -> ResponseReturnValue:
    """Go on with a change of keys."""
    with unit_of_work(current_actor()) as work:
        service.resume_run(work, motion_id)
    return redirect(url_for("accounts.list_proposals"))


def proposals_page(form: Form, *, code: str = "", token: str | None = None) -> ResponseReturnValue:
    """The list; secrets that belong to it are shown this once."""
    session, actor = db.session(), current_actor()
    link = url_for("accounts.accept_invitation", token=token, _external=True) if token else ""
    return form.page(
        "accounts/proposals.html", proposals=queries.list_proposals(session, actor), names=labels.PROPOSAL_NAMES,
        states=labels.PROPOSAL_STATES, tones=labels.PROPOSAL_TONES, people=queries.colleague_names(session, actor),
        me=actor.account_id, now=utc_now(), code=code, link=link,
        epochs=queries.key_epochs(session, actor),
    )  # fmt: skip


def _account_page(form: Form, account_id: UUID, proposing: ReasonForm) -> ResponseReturnValue:
    account = queries.get_account(db.session(), current_actor(), account_id)
    asked = (
        form
        if isinstance(form, AccountForm)
        else AccountForm(formdata=None, obj=account, data={"is_active": account.deactivated_at is None})
    )
    shown = proposing if proposing.problems() else form
    return shown.page(
        "accounts/edit.html", title=account.name, account=account, asked=asked, proposing=proposing,
        is_administrator=Role.ADMIN in account.roles,
    )  # fmt: skip


def _enter(token: str) -> ResponseReturnValue:
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    response = make_response(redirect(local_path(request.args.get("next"))))
    give_cookie(response, settings(), token)
    return response


def _own_organisation() -> UUID:
    organisation_id = current_actor().organisation_id
    assert organisation_id is not None  # noqa: S101  (an administrator always has one)
    return organisation_id


def _invited(name: str, token: str) -> ResponseReturnValue:
    link = url_for("accounts.accept_invitation", token=token, _external=True)
    return render_template("accounts/invited.html", name=name, link=link)
