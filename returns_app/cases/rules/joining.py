"""Joining and leaving a family that is under way: at which stages, who takes the main applicant's place."""

import tomllib
from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from returns_app.cases.rules.stages import BEFORE_DEPARTURE, ENDED, Stage
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.settings import ROOT
from returns_app.core.text import N_

FILE = ROOT / "config" / "family.toml"


def check_joining(stage: Stage) -> None:
    """Somebody joins before the family leaves: afterwards nothing could be granted for them."""
    _refuse_ended(stage)
    if stage not in BEFORE_DEPARTURE:
        sentence = N_("This family has left already. Open a case of their own for whoever follows.")
        raise RuleBroken("cases.join_late", sentence)


def check_leaving(stage: Stage, on: date, *, today: date, born: date | None) -> None:
    """Nobody leaves a case that has ended, tomorrow, or before being born."""
    _refuse_ended(stage)
    if on > today:
        raise Malformed("cases.future", N_("This day has not come yet. Check the date."), field="on")
    if born is not None and on < born:
        raise Malformed("cases.before_birth", N_("This day lies before the birth. Check the date."), field="on")


def check_heir(heir: UUID | None, remaining: Collection[UUID]) -> UUID:
    """The main applicant goes and others stay: one of them takes the place, named by a person and never guessed."""
    if heir is None or heir not in remaining:
        sentence = N_("Choose who is the main applicant from now on.")
        raise Malformed("cases.no_heir", sentence, field="heir")
    return heir


def asks_about_newborns(member_state: str, on: date) -> bool:
    """Whether the registry has to be asked about a newborn."""
    lines = [line for line in _table() if line["valid_from"] <= on]
    own = [line for line in lines if line.get("member_state") == member_state]
    general = [line for line in lines if not line.get("member_state")]
    newest = max(own or general, key=lambda line: line["valid_from"], default=None)
    return True if newest is None else bool(newest["asks_registry"])


@cache
def _table() -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["newborn"]
    return lines


def _refuse_ended(stage: Stage) -> None:
    if stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
