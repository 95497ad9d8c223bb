"""`make test`: the whole suite on SQLite, the journeys in Chromium, then what touches the database on PostgreSQL."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from tools import chromium, postgres_answers
from tools.steps import ROOT, Ending, Step, exit_code, run_openly, tell

REPORTS = ROOT / "build" / "tests"
IN_TWO = ("-n", "2")


def main() -> int:
    """Run every part, then tell the counts of each."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    endings = [run_on_sqlite(), run_journeys(), run_on_postgres()]
    print("\n== counts")
    for ending in endings:
        tell(ending)
    return exit_code(endings)


def run_on_sqlite() -> Ending:
    """Everything but the journeys, on the embedded database."""
    return _pytest("unit, service and routes (SQLite)", ("-m", "not journey", *IN_TWO), RETURNS_TEST_POSTGRES=None)


def run_journeys() -> Ending:
    """Whole stories in a real browser."""
    name = "journeys (Chromium)"
    browser = chromium.find_chromium() or chromium.install_chromium()
    if not browser:
        return Ending(name, passed=False, told="not run: no Chromium. Install one or name it in CHROMIUM.")
    return _pytest(name, ("-m", "journey", *IN_TWO, "--dist", "loadfile"), RETURNS_TEST_POSTGRES=None, CHROMIUM=browser)


def run_on_postgres() -> Ending:
    """What touches the database, on PostgreSQL, where one answers."""
    name = "database (PostgreSQL)"
    answer = postgres_answers.ask()
    if not answer.url:
        return Ending(name, passed=True, told=f"NOT RUN: {answer.why_not}")
    return _pytest(name, ("-m", "postgres and not journey", *IN_TWO), RETURNS_TEST_POSTGRES=answer.url)


def _pytest(name: str, arguments: tuple[str, ...], **variables: str | None) -> Ending:
    report = REPORTS / f"{name.split(maxsplit=1)[0].strip(',')}.xml"
    report.unlink(missing_ok=True)
    command = (sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *arguments)
    code = run_openly(Step(name, command), variables)
    return Ending(name, code == 0, counts(report))


def counts(report: Path) -> str:
    """How many tests ran, as pytest's own report has it."""
    if not report.exists():
        return "no report: pytest did not get as far as running tests"
    suite = next(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314  (our own file, a second old)
    total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    return (
        f"{total - skipped - failed} passed, {failed} failed, {skipped} skipped in {float(suite.get('time', 0)):.0f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
