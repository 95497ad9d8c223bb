"""The rules as rows of the published page, so that every state can run them against itself."""

from returns_app.linkage.scripts import SCRIPTS
from returns_app.linkage.skeleton import skeletons
from returns_app.linkage.sounds import RULES, SoundRule
from returns_app.linkage.spellings import APART, SPELLINGS


def sound_rows() -> list[str]:
    """One row of a Markdown table for each rule of sound, in the order in which they run."""
    return [_row(rule) for rule in RULES]


def spelling_rows() -> list[str]:
    """One row for each group of spellings."""
    return [f"| {leading} | {others} | {_skeleton(leading)} |" for leading, others in SPELLINGS.items()]


def apart_rows() -> list[str]:
    """One row for each name that sound would merge with another."""
    return [f"| {name} | {skeleton} | {apart} | {_skeleton(apart)} |" for _, skeleton, name, apart in APART]


def script_rows() -> list[str]:
    """One row for each name in its own script."""
    return [f"| {script} | {name} | {latin} | {_skeleton(name)} |" for script, name, latin in SCRIPTS]


def _row(rule: SoundRule) -> str:
    pattern = rule.pattern.pattern.replace("|", "\\|")
    return f"| `{pattern}` | `{rule.becomes}` | {rule.one} | {rule.other} | {_skeleton(rule.one)} |"


def _skeleton(name: str) -> str:
    return " ".join(skeletons(name))
