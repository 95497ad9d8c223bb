"""Tables in Markdown, every cell safe to stand between bars."""

from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `python -m tools.generated_docs`; change the code, not this page. -->\n\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Heads and rows as one Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
