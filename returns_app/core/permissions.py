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
    DECISION_PROPOSE = "decision.propose"
    TRAVEL_READ = "travel.read"
    TRAVEL_PREPARE = "travel.prepare"
    TRAVEL_RECORD = "travel.record"
    ARRIVAL_CONFIRM = "arrival.confirm"
    CASE_WITHDRAW = "case.withdraw"
    CASE_CLOSE = "case.close"
    CASE_SHARE = "case.share"
    OFFER_ANSWER = "offer.answer"
    CASE_LOG_READ = "case.log_read"
    TASK_WRITE = "task.write"
    CASE_EXPORT = "case.export"
    CASE_IMPORT = "case.import"
    CASE_REASSIGN = "case.reassign"
    SUPPORT_READ = "support.read"
    SUPPORT_PLAN = "support.plan"
    SUPPORT_DELIVER = "support.deliver"
    SUPPORT_APPROVE = "support.approve"
    SUPPORT_REVIEW = "support.review"
    SUPPORT_CONFIRM = "support.confirm"
    RECOVERY_READ = "recovery.read"
    RECOVERY_PROPOSE = "recovery.propose"
    RECOVERY_DECIDE = "recovery.decide"
    RECOVERY_BOOK = "recovery.book"
    MOMENT_WORK = "moment.work"
    RATE_SET = "rate.set"
    REVIEW_READ = "review.read"
    REVIEW_JUDGE = "review.judge"
    REVIEW_ADJUDICATE = "review.adjudicate"
    REVIEW_FOLLOW = "review.follow"
    REVIEW_ASK_PERSON = "review.ask_person"
    REVIEW_ANSWER = "review.answer"
    REVIEW_RULE = "review.rule"
    REVIEW_FIGURES = "review.figures"
    AUDITING_READ = "auditing.read"
    AUDITING_WRITE = "auditing.write"
    FINDING_READ = "finding.read"
    FINDING_ANSWER = "finding.answer"
    FIGURES_READ = "figures.read"
    FIGURES_RESTRICTED = "figures.restricted"
    FIGURES_RELEASE = "figures.release"
    FIGURES_IMPORT = "figures.import"
    AUDIT_READ = "audit.read"
    AUDIT_VERIFY = "audit.verify"
    ACCOUNT_MANAGE = "account.manage"
    JOB_MANAGE = "job.manage"
    MATRIX_READ = "matrix.read"
    PRIVACY_READ = "privacy.read"
    PRIVACY_MANAGE = "privacy.manage"
    CASE_REOPEN = "case.reopen"
    CASE_PAUSE = "case.pause"
    CASE_SUSPEND = "case.suspend"
    HANDOVER_READ = "handover.read"
    FAMILY_READ = "family.read"
    FAMILY_WRITE = "family.write"
    COUNSELLING_READ = "counselling.read"
    COUNSELLING_WRITE = "counselling.write"
    SCREENING_READ = "screening.read"
    SCREENING_WRITE = "screening.write"
    PROGRAMME_READ = "programme.read"
    PROGRAMME_DRAFT = "programme.draft"
    PROGRAMME_PUBLISH = "programme.publish"
    ERASURE_CONFIRM = "erasure.confirm"
    EMERGENCY_OPEN = "emergency.open"
    BURDEN_READ = "burden.read"
    FOLLOWUP_READ = "followup.read"
    FOLLOWUP_WRITE = "followup.write"


_P = Permission
_CASE_WORK = frozenset({
    _P.CASE_READ, _P.CASE_LOG_READ, _P.PERSON_SEARCH, _P.CHECK_READ, _P.DECISION_READ, _P.SUPPORT_READ, _P.FIGURES_READ,
    _P.TASK_WRITE, _P.EMERGENCY_OPEN,
})  # fmt: skip

_FOLLOWUP = (_P.FOLLOWUP_READ, _P.FOLLOWUP_WRITE)
_FINDINGS = (_P.FINDING_READ, _P.FINDING_ANSWER)
# What the case file adds: counselling, standstills, hand-overs, and programmes as data.
_CASE_FILE: dict[Role, frozenset[Permission]] = {
    Role.COUNSELLOR: frozenset({
        _P.CASE_REOPEN, _P.CASE_PAUSE, _P.HANDOVER_READ, _P.COUNSELLING_READ, _P.COUNSELLING_WRITE, _P.SCREENING_READ,
        _P.SCREENING_WRITE, _P.PROGRAMME_READ, _P.MOMENT_WORK, _P.RECOVERY_READ, _P.RECOVERY_PROPOSE, _P.FAMILY_READ,
        _P.FAMILY_WRITE, *_FOLLOWUP,
    }),
    Role.APPROVER: frozenset({
        _P.CASE_REOPEN, _P.CASE_PAUSE, _P.CASE_SUSPEND, _P.HANDOVER_READ, _P.COUNSELLING_READ, _P.SCREENING_READ,
        _P.PROGRAMME_READ, _P.MOMENT_WORK, _P.RECOVERY_READ, _P.RECOVERY_PROPOSE, _P.RECOVERY_DECIDE, _P.FAMILY_READ,
        _P.FOLLOWUP_READ,
    }),
    Role.FINANCE: frozenset({
        _P.PROGRAMME_READ, _P.MOMENT_WORK, _P.RECOVERY_READ, _P.RECOVERY_PROPOSE, _P.RECOVERY_BOOK,
    }),
    Role.AUDITOR: frozenset({
        _P.PROGRAMME_READ, _P.REVIEW_FIGURES, _P.AUDITING_READ, _P.AUDITING_WRITE, _P.FINDING_READ,
    }),
    Role.PROGRAMME_MANAGER: frozenset({
        _P.REVIEW_FIGURES, *_FINDINGS, _P.PROGRAMME_READ, _P.PROGRAMME_DRAFT, _P.PROGRAMME_PUBLISH, _P.BURDEN_READ,
    }),
    Role.ADMIN: frozenset({_P.PROGRAMME_READ, _P.PROGRAMME_DRAFT, _P.PROGRAMME_PUBLISH}),
}  # fmt: skip

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.COUNSELLOR: _CASE_FILE[Role.COUNSELLOR]
    | _CASE_WORK
    | {
        _P.CASE_IMPORT, _P.CASE_WRITE, _P.CASE_SUBMIT, _P.DECISION_PROPOSE, _P.CHECK_RUN, _P.CASE_WITHDRAW, _P.CASE_SHARE,
        _P.SUPPORT_PLAN, _P.SUPPORT_CONFIRM, _P.TRAVEL_READ, _P.TRAVEL_PREPARE,
        _P.TRAVEL_RECORD, _P.ARRIVAL_CONFIRM, _P.CASE_CLOSE, _P.REVIEW_FOLLOW, _P.REVIEW_ASK_PERSON,
        _P.REVIEW_ANSWER, *_FINDINGS,
    },
    Role.APPROVER: _CASE_FILE[Role.APPROVER]
    | _CASE_WORK | {
        _P.CASE_EXPORT, _P.CASE_REASSIGN,
        _P.DECISION_DECIDE, _P.DECISION_PROPOSE,
        _P.CHECK_RUN, _P.CASE_WITHDRAW, _P.CASE_CLOSE, _P.REVIEW_FOLLOW, _P.REVIEW_ANSWER, _P.REVIEW_RULE,
        _P.SUPPORT_APPROVE, _P.TRAVEL_READ, *_FINDINGS,
    },
    Role.TRAVEL_DESK: frozenset({
        _P.EMERGENCY_OPEN, _P.CASE_READ, _P.TASK_WRITE, _P.TRAVEL_READ, _P.TRAVEL_PREPARE, _P.TRAVEL_RECORD, _P.ARRIVAL_CONFIRM,
    }),
    Role.PARTNER: frozenset({
        _P.CASE_READ, _P.TASK_WRITE, _P.SUPPORT_READ, _P.SUPPORT_DELIVER, _P.SUPPORT_PLAN, _P.SUPPORT_CONFIRM,
        _P.ARRIVAL_CONFIRM, _P.MOMENT_WORK, _P.OFFER_ANSWER, *_FOLLOWUP,
    }),
    Role.PARTNER_COORDINATOR: frozenset({
        _P.CASE_READ, _P.TASK_WRITE, _P.SUPPORT_READ, _P.SUPPORT_PLAN, _P.SUPPORT_APPROVE, _P.SUPPORT_CONFIRM,
        _P.ARRIVAL_CONFIRM, _P.MOMENT_WORK, _P.OFFER_ANSWER, *_FOLLOWUP,
    }),
    Role.FINANCE: _CASE_FILE[Role.FINANCE]
    | frozenset({
        _P.CASE_READ, _P.TASK_WRITE, _P.SUPPORT_READ, _P.SUPPORT_APPROVE, _P.SUPPORT_REVIEW, _P.SUPPORT_CONFIRM,
        _P.RATE_SET, _P.FIGURES_READ,
        *_FINDINGS,
    }),
    # Reviewers work on pairs, never on whole cases.
    Role.DUPLICATE_REVIEWER: frozenset({_P.REVIEW_READ, _P.REVIEW_JUDGE}),
    Role.ADJUDICATOR: frozenset({_P.REVIEW_READ, _P.REVIEW_ADJUDICATE, _P.REVIEW_FIGURES}),
    Role.AUDITOR: _CASE_FILE[Role.AUDITOR]
    | frozenset({_P.REVIEW_READ, _P.AUDIT_READ, _P.AUDIT_VERIFY, _P.MATRIX_READ, _P.PRIVACY_READ}),
    Role.ANALYST: frozenset({_P.FIGURES_READ, _P.FIGURES_RELEASE, _P.FIGURES_IMPORT}),
    Role.PROGRAMME_MANAGER: _CASE_FILE[Role.PROGRAMME_MANAGER]
    | frozenset({_P.FIGURES_READ, _P.FIGURES_RESTRICTED, _P.FIGURES_RELEASE, _P.FIGURES_IMPORT}),
    Role.DPO: frozenset({_P.AUDIT_READ, _P.AUDIT_VERIFY, _P.MATRIX_READ, _P.PRIVACY_READ, _P.PRIVACY_MANAGE, _P.ERASURE_CONFIRM}),
    Role.ADMIN: _CASE_FILE[Role.ADMIN]
    | frozenset({_P.ACCOUNT_MANAGE, _P.JOB_MANAGE, _P.MATRIX_READ, _P.AUDIT_VERIFY, _P.ERASURE_CONFIRM}),
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
