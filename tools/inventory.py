"""Documents made from the inventory: every column, the record of processing (art. 30), the skeleton of the DPIA."""

from collections.abc import Iterable

from returns_app import models
from returns_app.db.base import Base
from returns_app.privacy.queries.inventory import inventory, processing, retention
from returns_app.privacy.rules import Entry, Inventory, Purpose, by_table
from tools.tables import MADE, table

MODELS = models.__all__  # imported so that the metadata knows every table

INTRODUCTION = """# Data inventory

Every column the database holds: what, whose, how protected, which special category. Why, on what ground, how long and
for whom is said once per table. Columns without an entry fail `make check`; entries stand in
`returns_app/<room>/inventory.toml`, code lists in `config/privacy/`. *Encrypted* columns are ciphertexts under the data
key of one person, case or file.

"""
RECORD = """# Record of processing activities (GDPR art. 30)

Made from the inventory. A legal reading marked *to be confirmed* has not been checked by anybody qualified for your
deployment.

"""
DPIA = """# Data protection impact assessment: skeleton (GDPR art. 35)

An assessment is compulsory here: vulnerable people, data on a large scale, matching of data sets. What the software can
say about itself stands below and is made from the inventory; what only the controller can say is asked in *Questions*.

"""
QUESTIONS = (
    "Which national provision makes the processing necessary, and who confirmed that reading?",
    "How were returnees or those who speak for them heard (art. 35(9))?",
    "Which groups is support offered to, and what happens to somebody who declines to give data?",
    "Which partners receive data, on which ground of chapter V, and who checked the law of the country?",
    "Who holds the two keys of the registry, and what keeps them from acting together?",
    "Who are the witnesses of the audit log, and how often do they take a checkpoint?",
    "Who may open a case in an emergency, and who looks at every such opening?",
    "Which risk remains after the measures, and who accepted it on which day?",
)
RISKS = (
    ("Somebody reads cases without need", "Record-level access, every read logged, alarms, quarterly recertification"),
    ("A wrong match harms a person", "A hit is a lead: two reviewers, notice and time to answer, no automated decision"),
    ("The registry reveals identities", "Blind keyed addresses under two holders; answers name facts, never values"),
    ("Data reach the authorities of the country of return", "Partners see a part, nothing of asylum; the register blocks"),
    ("The database or a backup is stolen", "Encrypted under a key per person and case; keys elsewhere; epochs destroyed"),
    ("Data outlive their purpose", "Dated retention rules, preview, run with report; erasure by key destruction, proved by a scan"),
    ("Wrong facts stay with others", "A correction reaches registry, partners and letters, with delivery per recipient"),
)  # fmt: skip


def inventory_page() -> str:
    """One section per table, in the order of their names."""
    held = inventory()
    return MADE + INTRODUCTION + "\n".join(_section(held, name, rows) for name, rows in by_table(held.entries))


def record_page() -> str:
    """The record of processing: one section per purpose."""
    controller = processing()["controller"]
    head = "".join(f"- {name}: {text}\n" for name, text in controller.items())
    held = inventory()
    return MADE + RECORD + head + "".join(_purpose(held, one) for one in held.purposes()) + _periods()


def dpia_page() -> str:
    """What the software can say about itself, and what it has to ask."""
    held = inventory()
    personal = [entry for entry in held.entries if entry.is_personal]
    special = sorted({(held.words["special"][one.special], one.table) for one in personal if one.special != "none"})
    purposes = "".join(f"- {one.title}: {one.basis}{_doubt(one)}\n" for one in held.purposes())
    counted = f"{len(personal)} columns of {len({one.table for one in personal})} tables are about somebody; "
    sealed = sum(one.protection == "encrypted" for one in personal)
    return (
        MADE + DPIA + "## What is processed\n\n" + counted + f"{sealed} of them are encrypted.\n\n"
        + table(("Special category", "Table"), special) + "\n## Purposes and grounds\n\n" + purposes
        + "\n## Risks and measures\n\n" + table(("Risk", "Measure in the software"), RISKS)
        + "\n## Questions\n\n" + "".join(f"- [ ] {question}\n" for question in QUESTIONS)
    )  # fmt: skip


def _section(held: Inventory, name: str, rows: list[Entry]) -> str:
    first = rows[0]
    heads = ("Column", "What it holds", "Protection", "Special category")
    whose = held.words["whose"].get(first.whose, "?")
    said = (
        f"{whose}. {first.purpose.title}: {first.purpose.basis}. "
        f"Kept: {_class(first.kept)}. On erasure: {held.words['ends'].get(held.endings[name], '')}."
        f"{_sent(held, first)}"
    )
    return f"## {name}\n\n{_made_for(name)}{said}\n\n{table(heads, (_row(held, one) for one in rows))}"


def _row(held: Inventory, one: Entry) -> tuple[str, ...]:
    special = "" if one.special == "none" else held.words["special"][one.special]
    return (f"`{one.column}`", one.what, one.protection, special)


def _made_for(name: str) -> str:
    """What the table is for, in its model's own words."""
    texts = {str(one.local_table): (one.class_.__doc__ or "").strip() for one in Base.registry.mappers}
    first = texts.get(name, "").split("\n\n")[0]
    return f"{' '.join(first.split())}\n\n" if first else ""


def _class(code: str) -> str:
    known = retention()[-1].classes
    if code not in known:
        return "?"
    one = known[code]
    period = (
        f"{one.months} months after {one.counted_from}" if one.months else f"{one.hours} hours after {one.counted_from}"
    )
    return f"{one.title.lower()}, {period if one.has_end else one.counted_from}, then {one.then}"


def _sent(held: Inventory, first: Entry) -> str:
    names = [held.words["recipients"].get(code, code) for code in first.recipients]
    return f" Goes to: {'; '.join(names)}." if names else ""


def _purpose(held: Inventory, purpose: Purpose) -> str:
    rows = held.of(purpose)
    if not rows:
        return f"\n## {purpose.title}\n\nNo personal data.\n"
    return f"\n## {purpose.title}\n\n" + "".join(f"- {line}\n" for line in _lines(held, purpose, rows))


def _lines(held: Inventory, purpose: Purpose, rows: list[Entry]) -> Iterable[str]:
    special = sorted({held.words["special"][one.special] for one in rows if one.special != "none"})
    yield f"Ground: {purpose.basis}{_doubt(purpose)}"
    if special:
        yield f"Special categories: {', '.join(special)}; {purpose.special_basis or 'ground to be stated'}"
    yield f"Source: {purpose.source}"
    yield f"Whose: {'; '.join(sorted({held.words['whose'][one.whose] for one in rows}))}"
    plain = set(processing()["common"].values())
    yield f"Data: {'; '.join(dict.fromkeys(one.what for one in rows if one.what not in plain))}"
    recipients = held.say("recipients", (code for one in rows for code in one.recipients))
    yield f"Recipients: {recipients or 'none'}"
    yield f"Kept: {'; '.join(sorted({_class(one.kept) for one in rows}))}"
    yield "Measures: encryption per person and case, access by role and record, log of reads, four eyes (see architecture.md)"


def _periods() -> str:
    versions = retention()
    rows = (
        (one.code, one.valid_from.isoformat(), "yes" if one.is_verified else "to be confirmed", one.source)
        for one in versions
    )
    return "\n## Retention rules\n\n" + table(("Version", "From", "Confirmed", "Source"), rows)


def _doubt(purpose: Purpose) -> str:
    return "" if purpose.is_verified else " (to be confirmed)"
