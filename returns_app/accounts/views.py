"""Pages of signing in, language and accounts."""

from uuid import UUID

from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from returns_app.accounts import queries, service
from returns_app.accounts.forms import AccountForm, PasswordForm, SignInForm
from returns_app.accounts.signing_in import give_cookie, sent_token, take_cookie
from returns_app.core.permissions import Permission
from returns_app.db.session import db
from returns_app.db.unit_of_work import settings, unit_of_work
from returns_app.web.filters import ROLE_NAMES
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
            service.accept_invitation(token, form.password.data)
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
    return form.page("accounts/edit.html", title=_("New account"))


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
    return form.page("accounts/edit.html", title=account.name, account=account)


@pages.post("/accounts/<uuid:account_id>/invitation", allow=Permission.ACCOUNT_MANAGE)
def invite_again(account_id: UUID) -> ResponseReturnValue:
    """A fresh one-time link."""
    with unit_of_work(current_actor()) as work:
        account = queries.get_account(work.session, work.actor, account_id)
        token = service.invite(work, account)
        return _invited(account.name, token)


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
