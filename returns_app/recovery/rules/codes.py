"""Codes of recovery: where a claim stands, what brought its sum down, and what a second person still has to say."""

from collections.abc import Mapping
from enum import StrEnum

from returns_app.decisions.rules import RecoveryGround


class ClaimState(StrEnum):
    """Where a claim stands; after the decision it runs until nothing is open."""

    PROPOSED = "proposed"
    HEARING = "hearing"
    RUNNING = "running"
    SETTLED = "settled"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class EntryKind(StrEnum):
    """What brought down what is open."""

    PAYMENT = "payment"
    WAIVER = "waiver"
    WRITE_OFF = "write_off"


class Means(StrEnum):
    """How money came back."""

    BANK = "bank_transfer"
    CASH = "cash_receipt"
    SET_OFF = "set_off"


class StepKind(StrEnum):
    """What one proposes about a running claim and another decides."""

    PAUSE = "pause"
    WAIVE = "waive"
    WRITE_OFF = "write_off"


class StepReason(StrEnum):
    """Why a claim rests, is lowered or given up."""

    HARDSHIP = "hardship"
    ILLNESS = "illness"
    OBJECTION = "objection"
    OBJECTION_UPHELD = "objection_upheld"
    ERROR = "error"
    CHILD = "child"
    UNREACHABLE = "unreachable"
    INSOLVENT = "insolvent"
    DIED = "died"
    COSTS_EXCEED = "costs_exceed"


class StepState(StrEnum):
    """Where such a proposal stands."""

    OPEN = "open"
    DECIDED = "decided"
    DECLINED = "declined"


_S, _R = StepKind, StepReason
REASONS_OF: Mapping[StepKind, tuple[StepReason, ...]] = {
    _S.PAUSE: (_R.HARDSHIP, _R.ILLNESS, _R.OBJECTION),
    _S.WAIVE: (_R.HARDSHIP, _R.CHILD, _R.OBJECTION_UPHELD, _R.ERROR),
    _S.WRITE_OFF: (_R.UNREACHABLE, _R.INSOLVENT, _R.DIED, _R.COSTS_EXCEED),
}
ENTRY_OF: Mapping[StepKind, EntryKind] = {_S.WAIVE: EntryKind.WAIVER, _S.WRITE_OFF: EntryKind.WRITE_OFF}
BEFORE_DECISION = frozenset({ClaimState.PROPOSED, ClaimState.HEARING})

__all__ = [
    "BEFORE_DECISION", "ENTRY_OF", "REASONS_OF", "ClaimState", "EntryKind", "Means", "RecoveryGround",
    "StepKind", "StepReason", "StepState",
]  # fmt: skip
