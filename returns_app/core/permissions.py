"""Roles, permissions and the one table that ties them; and the actor who holds them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Who somebody is in the work of return and reintegration."""

    COUNSELLOR = "counsellor"
    APPROVER = "approver"
    TRAVEL_DESK = "travel_desk"
    PARTNER = "partner"
    PARTNER_COORDINATOR = "partner_coordinator"
    FINANCE = "finance"
    DUPLICATE_REVIEWER = "duplicate_reviewer"
    ADJUDICATOR = "adjudicator"
    AUDITOR = "auditor"
    ANALYST = "analyst"
    PROGRAMME_MANAGER = "programme_manager"
    DPO = "dpo"
    ADMIN = "admin"


class Permission(StrEnum):
    """What somebody may do: `feature.verb`."""

    CASE_READ = "case.read"
    CASE_WRITE = "case.write"
    CASE_SUBMIT = "case.submit"
    PERSON_SEARCH = "person.search"
    CHECK_RUN = "check.run"
    CHECK_READ = "check.read"
    DECISION_READ = "decision.read"
    DECISION_DECIDE = "decision.decide"
    TRAVEL_RECORD = "travel.record"
    ARRIVAL_CONFIRM = "arrival.confirm"
    CASE_WITHDRAW = "case.withdraw"
    CASE_CLOSE = "case.close"
    CASE_SHARE = "case.share"
    CASE_LOG_READ = "case.log_read"
    SUPPORT_READ = "support.read"
    SUPPORT_PLAN = "support.plan"
    SUPPORT_DELIVER = "support.deliver"
    RATE_SET = "rate.set"
    FIGURES_READ = "figures.read"
    FIGURES_RESTRICTED = "figures.restricted"
    AUDIT_READ = "audit.read"
    AUDIT_VERIFY = "audit.verify"
    ACCOUNT_MANAGE = "account.manage"
    JOB_MANAGE = "job.manage"
    MATRIX_READ = "matrix.read"


_P = Permission
_CASE_WORK = frozenset({
    _P.CASE_READ, _P.CASE_LOG_READ, _P.PERSON_SEARCH, _P.CHECK_READ, _P.DECISION_READ, _P.SUPPORT_READ, _P.FIGURES_READ,
})  # fmt: skip

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.COUNSELLOR: _CASE_WORK
    | {
        _P.CASE_WRITE, _P.CASE_SUBMIT, _P.CHECK_RUN, _P.CASE_WITHDRAW, _P.CASE_SHARE,
        _P.SUPPORT_PLAN, _P.TRAVEL_RECORD, _P.ARRIVAL_CONFIRM, _P.CASE_CLOSE,
    },
    Role.APPROVER: _CASE_WORK | {_P.DECISION_DECIDE, _P.CHECK_RUN, _P.CASE_WITHDRAW, _P.CASE_CLOSE},
    Role.TRAVEL_DESK: frozenset({_P.CASE_READ, _P.TRAVEL_RECORD, _P.ARRIVAL_CONFIRM}),
    Role.PARTNER: frozenset({_P.CASE_READ, _P.SUPPORT_READ, _P.SUPPORT_DELIVER, _P.SUPPORT_PLAN, _P.ARRIVAL_CONFIRM}),
    Role.PARTNER_COORDINATOR: frozenset({_P.CASE_READ, _P.SUPPORT_READ, _P.SUPPORT_PLAN, _P.ARRIVAL_CONFIRM}),
    Role.FINANCE: frozenset({_P.CASE_READ, _P.SUPPORT_READ, _P.RATE_SET, _P.FIGURES_READ}),
    # Reviewers work on pairs, never on whole cases: what they may do comes with the review room.
    Role.DUPLICATE_REVIEWER: frozenset(),
    Role.ADJUDICATOR: frozenset(),
    Role.AUDITOR: frozenset({_P.AUDIT_READ, _P.AUDIT_VERIFY, _P.MATRIX_READ}),
    Role.ANALYST: frozenset({_P.FIGURES_READ}),
    Role.PROGRAMME_MANAGER: frozenset({_P.FIGURES_READ, _P.FIGURES_RESTRICTED}),
    Role.DPO: frozenset({_P.AUDIT_READ, _P.AUDIT_VERIFY, _P.MATRIX_READ}),
    Role.ADMIN: frozenset({_P.ACCOUNT_MANAGE, _P.JOB_MANAGE, _P.MATRIX_READ, _P.AUDIT_VERIFY}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account with its organisation and roles, or the system on somebody's behalf."""

    account_id: UUID | None
    organisation_id: UUID | None
    member_state: str | None
    roles: frozenset[Role]
    name: str = ""
    organisation_name: str = ""
    locale: str = "en"
    is_system: bool = False

    def may(self, permission: Permission) -> bool:
        """True when one of the actor's roles grants `permission`."""
        return self.is_system or any(permission in GRANTS[role] for role in self.roles)

    def has(self, *roles: Role) -> bool:
        """True when the actor holds one of `roles`."""
        return bool(self.roles.intersection(roles))

    @property
    def label(self) -> str:
        """What the audit log calls the actor: an id, never a name."""
        return str(self.account_id) if self.account_id else f"system:{self.name or 'house'}"


def system_actor(name: str) -> Actor:
    """The house itself, for jobs, seeds and commands; `name` says which part."""
    return Actor(None, None, None, frozenset(), name=name, is_system=True)


ANONYMOUS = Actor(None, None, None, frozenset(), name="anonymous")
