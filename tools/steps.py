"""Runs commands one after another and tells, in a line each, how they ended."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Step:
    """A command with the name a reader knows it by."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """How one step ended."""

    name: str
    passed: bool
    told: str


def run_quietly(step: Step) -> Ending:
    """Run a step and show what it printed only if it failed."""
    started = time.monotonic()
    done = subprocess.run(
        step.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        print(done.stdout.rstrip())
    ending = Ending(step.name, done.returncode == 0, f"{time.monotonic() - started:.0f} s")
    tell(ending)
    return ending


def run_openly(step: Step, variables: Mapping[str, str | None]) -> int:
    """Run a step with its output shown; a variable set to None is taken away."""
    env = {**os.environ, **{k: v for k, v in variables.items() if v is not None}}
    for name in (k for k, v in variables.items() if v is None):
        env.pop(name, None)
    print(f"\n== {step.name}", flush=True)
    return subprocess.run(step.command, cwd=ROOT, env=env, check=False).returncode


def tell(ending: Ending) -> None:
    """One line about one step."""
    print(f"{'passed' if ending.passed else 'FAILED'}  {ending.name:<32} {ending.told}", flush=True)


def exit_code(endings: Sequence[Ending]) -> int:
    """0 when every step passed."""
    return 0 if all(ending.passed for ending in endings) else 1
