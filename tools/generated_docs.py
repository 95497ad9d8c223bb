"""Documents made from the code: who may do what, every setting, every column. A test holds them current."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from returns_app.privacy.queries import inventory
from tools.access import access_page
from tools.inventory import dpia_page, inventory_page, record_page
from tools.registry_api import registry_api
from tools.settings_page import settings_page
from tools.steps import ROOT

PAGES: dict[str, Callable[[], str]] = {
    "docs/access.md": access_page,
    "docs/data-inventory.md": inventory_page,
    "docs/dpia.md": dpia_page,
    "docs/processing-record.md": record_page,
    "docs/registry-api.json": registry_api,
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
    for gap in inventory().gaps:
        print(f"inventory: {gap}. Say it in returns_app/<room>/inventory.toml (docs/privacy.md shows how).")
    if "--check" in arguments:
        return _say(stale()) or (1 if inventory().gaps else 0)
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
