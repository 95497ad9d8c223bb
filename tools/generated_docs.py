"""Documents made from the code: who may do what, every setting, every column. A test holds them current."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.access import access_page
from tools.inventory import inventory_page
from tools.settings_page import settings_page
from tools.steps import ROOT

PAGES: dict[str, Callable[[], str]] = {
    "docs/access.md": access_page,
    "docs/data-inventory.md": inventory_page,
    "docs/settings.md": settings_page,
}


def stale() -> list[str]:
    """The pages that no longer say what the code says."""
    return [name for name, page in PAGES.items() if _read(ROOT / name) != page()]


def write() -> None:
    """Write every page anew."""
    for name, page in PAGES.items():
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_text(page(), encoding="utf-8")
        print(f"wrote {name}")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _say(names: Sequence[str]) -> int:
    for name in names:
        print(f"{name} is not current. Run: python -m tools.generated_docs")
    return 1 if names else 0


def main(arguments: Sequence[str]) -> int:
    """Write the pages; with --check only say which are not current."""
    if "--check" in arguments:
        return _say(stale())
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
