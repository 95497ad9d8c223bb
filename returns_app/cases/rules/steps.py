"""The way of a case as one table: from where to where, who takes the step, what has to hold, what follows from it.

A guard names a count of what is missing; it holds when nothing is. Rooms above tell the counts (`cases.service.dossier`),
so no room can bring a case to a stage without what the stage stands for. The names of the return process that are no
stage of their own: checking is what the registry does by itself while a case is at SUBMITTED; preparing is APPROVED with
open points; planning and the final report belong to SUPPORTING. On hold and suspended lie over a stage, see `pauses`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from returns_app.cases.rules.stages import Stage
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Permission
from returns_app.core.text import N_, Text


class Fact(StrEnum):
    """What is counted when it is missing."""

    FACTS = "facts"
    SESSION = "session"
    DECLARATIONS = "declarations"
    SCREENINGS = "screenings"
    SAFEGUARDS = "safeguards"
    TRAFFICKING = "trafficking"
    PLACES = "places"
    PAUSE = "pause"
    SUSPENSION = "suspension"
    OF_AGE = "of_age"
    PREPARATION = "preparation"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Guard:
    """One condition of a step: the sentence that says what is missing, and the page on which it is mended."""

    fact: Fact
    sentence: Text
    page: str

    def holds(self, dossier: Mapping[Fact, int]) -> bool:
        """True when nothing is missing."""
        return dossier.get(self.fact, 0) == 0


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table."""

    before: Stage
    after: Stage
    who: Permission
    guards: tuple[Guard, ...] = ()
    effect: str = ""

    @property
    def facts(self) -> frozenset[Fact]:
        """What its guards ask for."""
        return frozenset(guard.fact for guard in self.guards)


COMPLETE = Guard(Fact.FACTS, N_("A name, a nationality or a birth date is missing."), "cases.show_people")
TALKED = Guard(
    Fact.SESSION, N_("No counselling session with the information checklist is recorded yet."),
    "counselling.record_session",
)  # fmt: skip
DECLARED = Guard(
    Fact.DECLARATIONS, N_("Adults without a signed declaration that they return of their own will: %(missing)s."),
    "counselling.show_counselling",
)  # fmt: skip
OF_AGE = Guard(
    Fact.OF_AGE,
    N_("Became 18 while the case was under way and did not sign a declaration of their own yet: %(missing)s."),
    "counselling.record_session",
)
PLACED = Guard(
    Fact.PLACES, N_("Places for people who are not known yet: %(missing)s. Fill them in or remove them."),
    "family.show_family",
)  # fmt: skip
SCREENED = Guard(
    Fact.SCREENINGS, N_("Members who were not screened for vulnerability yet: %(missing)s."),
    "counselling.screen_family",
)  # fmt: skip
SAFE = Guard(
    Fact.SAFEGUARDS, N_("Safeguards for a minor who travels alone are missing: %(missing)s."),
    "counselling.show_vulnerability",
)  # fmt: skip
CLEARED = Guard(
    Fact.TRAFFICKING, N_("For a victim of trafficking the risk assessment or the time to reflect is still open."),
    "counselling.show_vulnerability",
)  # fmt: skip
RUNNING = Guard(Fact.PAUSE, N_("This case is on hold or suspended. Let it go on first."), "cases.show_pauses")
NOT_SUSPENDED = Guard(Fact.SUSPENSION, N_("This case is suspended. Lift the suspension first."), "cases.show_pauses")
PREPARED = Guard(
    Fact.PREPARATION,
    N_("The departure is not prepared yet. Open points: %(missing)s."),
    "travel.prepare_departure",
)  # fmt: skip
EXPLAINED = Guard(Fact.REASON, N_("Say why the case is opened again."), "closure.reopen_case")

TO_SUBMIT = (COMPLETE, PLACED, TALKED, DECLARED, OF_AGE, SCREENED, SAFE, RUNNING)
TO_APPROVE = (PLACED, DECLARED, OF_AGE, SAFE, CLEARED, RUNNING)

_P, _S = Permission, Stage
STEPS: tuple[Step, ...] = (
    Step(_S.INTAKE, _S.SUBMITTED, _P.CASE_SUBMIT, TO_SUBMIT, "the approver sees it"),
    Step(_S.SUBMITTED, _S.INTAKE, _P.DECISION_DECIDE, (), "the counsellor completes it; the time to decide stops"),
    Step(_S.SUBMITTED, _S.APPROVED, _P.DECISION_DECIDE, TO_APPROVE, "envelopes, reservation, claim"),
    Step(_S.SUBMITTED, _S.REFUSED, _P.DECISION_DECIDE, (), "the time to object begins"),
    Step(_S.APPROVED, _S.DEPARTED, _P.TRAVEL_RECORD, (OF_AGE, NOT_SUSPENDED, PREPARED), "the claim says departed"),
    Step(_S.APPROVED, _S.SUBMITTED, _P.FAMILY_WRITE, (), "somebody joined the family: decided anew, the claims stay"),
    Step(_S.APPROVED, _S.REFUSED, _P.DECISION_DECIDE, (), "the grant is revoked, the claim freed"),
    Step(_S.DEPARTED, _S.ARRIVED, _P.ARRIVAL_CONFIRM, (), "the time for help on arrival begins"),
    Step(_S.ARRIVED, _S.SUPPORTING, _P.SUPPORT_DELIVER, (NOT_SUSPENDED,), "the first delivery is booked"),
    Step(_S.DEPARTED, _S.CLOSED, _P.CASE_CLOSE, (), "the claim is completed"),
    Step(_S.ARRIVED, _S.CLOSED, _P.CASE_CLOSE, (), "the claim is completed"),
    Step(_S.SUPPORTING, _S.CLOSED, _P.CASE_CLOSE, (), "the claim is completed"),
    Step(_S.INTAKE, _S.WITHDRAWN, _P.CASE_WITHDRAW, (), "nothing is held against anybody"),
    Step(_S.SUBMITTED, _S.WITHDRAWN, _P.CASE_WITHDRAW, (), "nothing is held against anybody"),
    Step(_S.APPROVED, _S.WITHDRAWN, _P.CASE_WITHDRAW, (), "reservation and envelopes are freed"),
    Step(_S.WITHDRAWN, _S.INTAKE, _P.CASE_REOPEN, (EXPLAINED,), "counselling goes on; a decision is taken anew"),
    Step(_S.REFUSED, _S.INTAKE, _P.CASE_REOPEN, (EXPLAINED,), "counselling goes on; a decision is taken anew"),
    Step(_S.CLOSED, _S.DEPARTED, _P.CASE_REOPEN, (EXPLAINED,), "goes on where it was closed"),
    Step(_S.CLOSED, _S.ARRIVED, _P.CASE_REOPEN, (EXPLAINED,), "goes on where it was closed"),
    Step(_S.CLOSED, _S.SUPPORTING, _P.CASE_REOPEN, (EXPLAINED, NOT_SUSPENDED), "support goes on within what was granted"),
)  # fmt: skip


def step_between(before: Stage, after: Stage) -> Step:
    """The row of the table, or the refusal of a step that it does not have."""
    found = next((step for step in STEPS if (step.before, step.after) == (before, after)), None)
    if found is None:
        raise RuleBroken(
            "cases.stage",
            N_("This case is no longer at the stage where that is possible. Reload the page to see where it stands."),
        )
    return found


def missing(step: Step, dossier: Mapping[Fact, int]) -> tuple[Guard, ...]:
    """The guards that do not hold, in the order of the table."""
    return tuple(guard for guard in step.guards if not guard.holds(dossier))


def check_step(before: Stage, after: Stage, dossier: Mapping[Fact, int]) -> None:
    """Refuse a step of which a guard does not hold; the sentence says the first thing that is missing."""
    for guard in missing(step_between(before, after), dossier):
        raise RuleBroken(f"cases.missing_{guard.fact}", guard.sentence, missing=dossier[guard.fact])
