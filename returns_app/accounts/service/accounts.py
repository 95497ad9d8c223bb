"""Signing in and out; creating and changing accounts. Nobody becomes an administrator by one person's word."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from returns_app.accounts import throttle
from returns_app.accounts.models import Account, AccountSession, InvitationToken, Organisation, Proposal
from returns_app.accounts.passwords import hash_password, is_right
from returns_app.accounts.queries import find_by_email, get_account, token_hash
from returns_app.accounts.rules import OrganisationKind, ProposalKind, Proposed, TransferBasis, check_new_password
from returns_app.accounts.service.proposals import executes, propose, refuse_single_handed
from returns_app.core import clock
from returns_app.core.actions import Action
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.permissions import ANONYMOUS, Actor, Role
from returns_app.core.text import N_
from returns_app.db.encrypted import key_store
from returns_app.db.session import db, writing
from returns_app.db.unit_of_work import UnitOfWork, record_read, settings, unit_of_work

INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """What an administrator says about an account."""

    email: str
    name: str
    roles: tuple[Role, ...]
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """What is known about an organisation."""

    code: str
    name: str
    kind: OrganisationKind
    country: str
    member_state: str | None
    transfer_basis: TransferBasis = TransferBasis.NOT_NEEDED


def sign_in(session: Session, email: str, password: str, address: str) -> str:
    """The token of a new session, or the same refusal for every wrong pair; slowed down per account and address."""
    keys = (f"in|{_email_key(email)}", f"in|{_email_key(email)}|{address}")
    for key in keys:
        throttle.take(key, tries=settings().sign_in_tries, window=settings().sign_in_window_seconds)
    account = find_by_email(session, email)
    kept = account.password_hash if account and not account.deactivated_at else None
    if not is_right(settings(), kept or None, password) or account is None:
        record_read(ANONYMOUS, Action.SIGN_IN_REFUSED, account=account.id if account else None)
        raise RuleBroken(
            "accounts.wrong",
            N_(
                "E-mail address and password do not belong together. Try again or ask your administrator for a new link."
            ),
        )
    for key in keys:
        throttle.forget(key)
    return _open_session(account.as_actor())


def sign_out(actor: Actor, token: str) -> None:
    """End one session at once."""
    with unit_of_work(actor) as work:
        work.session.execute(delete(AccountSession).where(AccountSession.token_hash == token_hash(token)))
        work.record(Action.SIGNED_OUT)


def add_organisation(work: UnitOfWork, entry: OrganisationEntry) -> Organisation:
    """A new organisation."""
    organisation = work.add(
        Organisation(
            code=entry.code, name=entry.name, kind=entry.kind, country=entry.country,
            member_state=entry.member_state, transfer_basis=entry.transfer_basis,
        )
    )  # fmt: skip
    work.record(Action.ORGANISATION_CREATED, organisation=organisation.id)
    return organisation


def create_account(work: UnitOfWork, organisation_id: UUID, entry: AccountEntry) -> Account:
    """A new account without a password; an invitation lets its owner set one."""
    email = entry.email.strip().lower()
    if work.session.scalar(select(Account.id).where(Account.email == email)):
        raise RuleBroken(
            "accounts.email_taken", N_("There is already an account with this e-mail address."), field="email"
        )
    _refuse_grant(work, entry.roles, had=())
    account = work.add(
        Account(
            email=email, name=entry.name.strip(), organisation_id=organisation_id,
            roles=_checked_roles(entry.roles), locale=entry.locale, created_at=work.now,
        )
    )  # fmt: skip
    work.record(Action.ACCOUNT_CREATED, account=account.id, roles=account.roles)
    return account


def change_account(work: UnitOfWork, account_id: UUID, entry: AccountEntry, *, is_active: bool) -> Account:
    """Other name, roles or language; or closed. Takes effect on the next request."""
    account = get_account(work.session, work.actor, account_id)
    if account.id == work.actor.account_id and not is_active:
        raise RuleBroken("accounts.self_closed", N_("You can't close your own account. Ask another administrator."))
    is_open = account.deactivated_at is None
    if is_active:
        _refuse_grant(work, entry.roles, had=account.roles if is_open else ())
    account.name, account.locale = entry.name.strip(), entry.locale
    account.roles = _checked_roles(entry.roles)
    account.deactivated_at = None if is_active else (account.deactivated_at or work.now)
    if not is_active:
        work.session.execute(delete(AccountSession).where(AccountSession.account_id == account.id))
    work.record(Action.ACCOUNT_CHANGED, account=account.id, roles=account.roles, active=is_active)
    return account


@executes(ProposalKind.ADMIN_GRANTED)
def grant_administrator(work: UnitOfWork, proposal: Proposed) -> None:
    """Confirmed by a second administrator: the role is added, a closed account opens."""
    account = work.session.get_one(Account, proposal.subject_id)
    account.roles = sorted({*account.roles, Role.ADMIN.value})
    account.deactivated_at = None
    work.record(Action.ACCOUNT_CHANGED, account=account.id, roles=account.roles, active=True)


def invite(work: UnitOfWork, account: Account, code_hash: bytes | None = None) -> str:
    """A one-time token to set a password with; only its hash is kept, and that of the second half where there is one."""
    token = secrets.token_urlsafe(32)
    row = InvitationToken(
        token_hash=token_hash(token), account_id=account.id, expires_at=work.now + INVITATION_LIFE, code_hash=code_hash
    )
    work.session.add(row)
    work.record(Action.ACCOUNT_CHANGED, account=account.id, invited=True)
    return token


def invite_again(work: UnitOfWork, account_id: UUID) -> str:
    """A fresh link for a colleague; for another administrator two people are needed."""
    account = get_account(work.session, work.actor, account_id)
    if Role.ADMIN in account.roles and account.password_hash and not work.actor.is_system:
        raise refuse_single_handed()
    return invite(work, account)


def propose_reset(work: UnitOfWork, account_id: UUID, reason: str) -> str:
    """Propose a new password for another administrator; the half of the secret that whoever proposes hands over."""
    account = get_account(work.session, work.actor, account_id)
    if account.id == work.actor.account_id:
        raise RuleBroken("accounts.own_reset", N_("Ask another administrator to propose a link for you."))
    code = secrets.token_hex(6)
    details = {"code_hash": token_hash(code).hex()}
    propose(work, ProposalKind.PASSWORD_RESET, reason, subject_id=account.id, details=details)
    return code


def propose_administrator(work: UnitOfWork, account_id: UUID, reason: str) -> Proposal:
    """Propose that a colleague becomes an administrator."""
    account = get_account(work.session, work.actor, account_id)
    return propose(work, ProposalKind.ADMIN_GRANTED, reason, subject_id=account.id)


@executes(ProposalKind.PASSWORD_RESET)
def reset_password(work: UnitOfWork, proposal: Proposed) -> str:
    """Confirmed: the link, for whoever confirmed. Alone it is of no use; the other half is with whoever proposed."""
    account = work.session.get_one(Account, proposal.subject_id)
    return invite(work, account, bytes.fromhex(proposal.details["code_hash"]))


def accept_invitation(token: str, password: str, code: str = "") -> None:
    """Set the password once; every older session of the account ends."""
    throttle.take(f"link|{token_hash(token).hex()}", tries=10, window=3600)
    with unit_of_work(ANONYMOUS) as work:
        row = work.session.get(InvitationToken, token_hash(token))
        if row is None or row.used_at or row.expires_at < work.now:
            raise Malformed(
                "accounts.invitation", N_("This link was used or has expired. Ask your administrator for a new one.")
            )
        if row.code_hash and token_hash(code.strip().lower()) != row.code_hash:
            raise Malformed(
                "accounts.second_half", N_("Enter the code that the other administrator gave you."), field="code"
            )
        account = work.session.get_one(Account, row.account_id)
        row.used_at = work.now
        set_password(work, account, password)


def set_password(work: UnitOfWork, account: Account, password: str) -> None:
    """A new password, checked for length and context; ends every session of the account."""
    check_new_password(password, context=(account.email.partition("@")[0], *account.name.split()))
    keep_password(work, account, hash_password(settings(), password))


def keep_password(work: UnitOfWork, account: Account, kept: str) -> None:
    """A hash that was made before; ends every session of the account."""
    account.password_hash = kept
    work.session.flush()
    work.session.execute(delete(AccountSession).where(AccountSession.account_id == account.id))
    work.record(Action.PASSWORD_SET, account=account.id)


def choose_locale(actor: Actor, locale: str) -> None:
    """Remember the language of an account."""
    with unit_of_work(actor) as work:
        work.session.execute(update(Account).where(Account.id == actor.account_id).values(locale=locale))
        work.record(Action.ACCOUNT_CHANGED, account=actor.account_id, locale=locale)


def _open_session(actor: Actor) -> str:
    token = secrets.token_urlsafe(32)
    with unit_of_work(actor) as work:
        row = AccountSession(
            token_hash=token_hash(token), account_id=actor.account_id, created_at=work.now, seen_at=work.now
        )
        work.session.add(row)
        _drop_dead(work)
        work.record(Action.SIGNED_IN)
    return token


def _drop_dead(work: UnitOfWork) -> None:
    oldest = work.now - timedelta(seconds=settings().session_absolute_seconds)
    work.session.execute(delete(AccountSession).where(AccountSession.created_at < oldest))


def _refuse_grant(work: UnitOfWork, roles: tuple[Role, ...], *, had: Sequence[str]) -> None:
    if Role.ADMIN in roles and Role.ADMIN not in had and not work.actor.is_system:
        raise RuleBroken(
            "accounts.admin_alone",
            N_(
                "Two administrators must agree before somebody becomes an administrator. Save without that role, then "
                "propose it on the page of the account."
            ),
            field="roles",
        )


def _checked_roles(roles: tuple[Role, ...]) -> list[str]:
    if not roles:
        raise Malformed("accounts.no_role", N_("Choose at least one role."), field="roles")
    return sorted(role.value for role in roles)


def _email_key(email: str) -> str:
    return key_store().index("throttle", email.strip().lower()).hex()


def touch_session(token: str) -> None:
    """Note that a session is in use; an ended one is never brought back."""
    with writing(), db.engine.begin() as connection:
        seen = update(AccountSession).where(AccountSession.token_hash == token_hash(token))
        connection.execute(seen.values(seen_at=clock.utc_now()))
