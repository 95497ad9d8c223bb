"""`make check`: format, lint, types, imports, generated documents and translations, all of them even if one fails."""

import sys
from pathlib import Path

from tools.steps import Step, exit_code, run_quietly

BESIDE = Path(sys.executable).parent  # the tools of the same environment

STEPS = (
    Step("format", (str(BESIDE / "ruff"), "format", "--check", ".")),
    Step("lint", (str(BESIDE / "ruff"), "check", "--output-format=concise", ".")),
    Step("types", (str(BESIDE / "mypy"),)),
    Step("imports", (str(BESIDE / "lint-imports"), "--no-logo")),
    Step("generated documents", (sys.executable, "-m", "tools.generated_docs", "--check")),
    Step("translations", (sys.executable, "-m", "tools.translations", "--check")),
)


def main() -> int:
    """Run every check and count the failed ones."""
    endings = [run_quietly(step) for step in STEPS]
    failed = sum(not ending.passed for ending in endings)
    print(f"checks: {len(endings) - failed} passed, {failed} failed")
    return exit_code(endings)


if __name__ == "__main__":
    sys.exit(main())
