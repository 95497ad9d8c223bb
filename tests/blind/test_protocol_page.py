"""docs/protocol.md names a test for each claim: each named test exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")


def test_every_test_the_page_names_exists() -> None:
    path, missing, found = "", [], 0
    for file, test in re.findall(r"`(tests/[a-z_/]+\.py)?(?:::)?(test_[a-z0-9_]+)?`", PAGE):
        path = file or path
        if not file and not test:
            continue
        found += 1
        if f"def {test}" not in (ROOT / path).read_text(encoding="utf-8"):
            missing.append((path, test))
    assert found > 15
    assert missing == []
