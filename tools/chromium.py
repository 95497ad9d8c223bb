"""Finds the Chromium the journeys drive, and with --install fetches one where there is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The path in CHROMIUM, else a browser of the system, else the one Playwright installed."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) or _of_playwright()


def install_chromium() -> str | None:
    """Fetch Chromium from the system's packages when root, else through Playwright."""
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        _told(apt, "update", "-qq")
        _told(apt, "install", "-y", "-qq", "--no-install-recommends", "chromium")
    if not find_chromium():
        _told(sys.executable, "-m", "playwright", "install", "chromium")
    return find_chromium()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (slow, and rarely needed)

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _told(*command: str) -> None:
    """Run an installer; standard output is kept for the path, so it talks on standard error."""
    print("no Chromium yet:", *command, file=sys.stderr, flush=True)
    subprocess.run(command, stdout=sys.stderr, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def main(arguments: Sequence[str]) -> int:
    """Print the path, or say that the journeys can't run."""
    path = find_chromium() or (install_chromium() if "--install" in arguments else None)
    if path:
        print(path)
        return 0
    print("No Chromium: the journeys can't run. Install one or name it in CHROMIUM.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
