"""docs/settings.md: every setting with its default, its variable and what it is for."""

import tomllib
from dataclasses import fields

from returns_app.core.settings import Settings
from tools.steps import ROOT
from tools.tables import MADE, table

INTRODUCTION = """# Settings

Read in this order, the later one wins: `config/default.toml`, `config/<environment>.toml`, variables of the
environment. `RETURNS_ENVIRONMENT` names the environment (`development` when it is not set). Secrets are files
in `keys_dir`, never settings. A setting that is missing or can't be read stops the start.

"""


def settings_page() -> str:
    """One row per field of Settings."""
    source = (ROOT / "config" / "default.toml").read_text(encoding="utf-8")
    defaults, remarks = tomllib.loads(source), _remarks(source)
    rows = (
        (f"`{f.name}`", _default(defaults[f.name]), f"`RETURNS_{f.name.upper()}`", remarks.get(f.name, ""))
        for f in fields(Settings)
        if f.name in defaults  # the environment itself is named by its variable alone
    )
    return MADE + INTRODUCTION + table(("Setting", "Default", "Variable", "What it is for"), rows)


def _default(value: object) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _remarks(source: str) -> dict[str, str]:
    """The comment beside each setting."""
    lines = (line.partition(" #") for line in source.splitlines() if "=" in line.partition("#")[0])
    return {before.partition("=")[0].strip(): remark.strip() for before, _, remark in lines}
