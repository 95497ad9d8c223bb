"""Files of a release: SDMX-CSV, workbook, sidecar and bulletin, all from the frozen document and never without caveats."""

import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst
import xlsxwriter
from flask_babel import gettext as _

from returns_app.indicators.rules.caveats import WORDS, check_exportable
from returns_app.indicators.rules.definitions import CATALOGUE
from returns_app.indicators.rules.dictionary import SYSTEM_NAMES, Transmission, fields_of, transmission_caveats
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.releases import Entry, entries_of, read_document
from returns_app.web import sheets
from returns_app.web.fonts import font_folders
from returns_app.web.i18n import page_locale, say, text_direction

HEAD = (
    "DATAFLOW", "INDICATOR", "SPREAD", "CODES", "TIME_PERIOD", "MEASURE", "OBS_VALUE", "OBS_FLAG", "CI_LOW", "CI_UPP",
    "METHOD", "SDC_STATUS", "CAVEATS", "LEGAL_VERSION",
)  # fmt: skip
TEMPLATE = Path(__file__).parent / "documents" / "bulletin.typ"


def sdmx_csv(document: bytes) -> bytes:
    """One line per number, with method, interval, protection, warnings and version of the law."""
    found = read_document(document)
    return sheets.write_csv(HEAD, (_line(found["release"], entry) for entry in _checked(entries_of(found))))


def entries_csv(name: str, entries: Iterable[Entry]) -> bytes:
    """The same lines for numbers that stand in no release."""
    return sheets.write_csv(HEAD, (_line(name, entry) for entry in _checked(entries)))


def workbook(document: bytes) -> bytes:
    """The same lines as a workbook: text stays text, so no cell can become a formula."""
    found, target = read_document(document), io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        made = datetime.fromisoformat(found["cut_off"])
        book.set_properties({"title": found["release"], "created": made})
        _fill(
            book.add_worksheet("data"),
            [HEAD, *(_line(found["release"], entry) for entry in _checked(entries_of(found)))],
        )
        _fill(book.add_worksheet("caveats"), [("CODE", "TEXT"), *((code, say(text)) for code, text in WORDS.items())])
        _fill(book.add_worksheet("definitions"), [
            ("INDICATOR", "TITLE", "MEANING", "FORMULA", "LEGAL_ANCHOR", "LEGAL_VERSION", "MINIMUM"),
            *((one.id, say(one.title), say(one.meaning), one.formula, one.legal_anchor, one.legal_version, one.minimum)
              for one in CATALOGUE.values()),
        ])  # fmt: skip
    return target.getvalue()


def sidecar(document: bytes, document_hash: str) -> bytes:
    """What the release is, without its numbers: identity, cut-off, coverage, key, inputs, hash."""
    found = {name: value for name, value in read_document(document).items() if name not in {"cells", "columns"}}
    body = {**found, "sha256": document_hash, "caveats": {code: str(text) for code, text in WORDS.items()}}
    return (json.dumps(body, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def transmission_about(made: Transmission, checksum: str, today: date) -> bytes:
    """What goes with an unprotected table, whose columns are its receiver's: how to read it and what it can't say."""
    caveats = transmission_caveats(made.system, made.period, today)
    check_exportable(("SELECT", "DUBLIN"), caveats)
    body = {
        "channel": Audience.TRANSMISSION.value, "system": made.system.value, "title": say(SYSTEM_NAMES[made.system]),
        "period": made.period, "sha256": checksum, "lines": len(made.rows), "columns": made.head,
        "unmapped": [{"column": column, "code": code, "records": count} for column, code, count in made.unmapped],
        "dictionary": [
            {"column": name, "split": split, "codes": codes, "verified": trust.value}
            for name, split, codes, trust in fields_of(made.system)
        ],
        "caveats": {code: say(WORDS[code]) for code in caveats},
    }  # fmt: skip
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def bulletin(document: bytes, document_hash: str) -> bytes:
    """A short report to read and print: totals and regions, with every warning in words."""
    found = read_document(document)
    entries = [
        entry
        for entry in _checked(entries_of(found))
        if entry.key.spread in {"total", "region"} and entry.value is not None
    ]
    codes = {code for entry in entries for code in entry.caveats}
    data = {
        "lang": page_locale().language, "rtl": text_direction() == "rtl",
        "title": _("Return and reintegration figures"), "release": found["release"], "period": found["period"],
        "about": [
            [_("Cut-off"), found["cut_off"]], [_("Coverage"), found["coverage"]],
            [_("Version of the method"), found["code_version"]], ["SHA-256", document_hash],
        ],
        "sections": list(_sections(entries)),
        "warnings": [[code, say(WORDS[code])] for code in WORDS if code in codes],
        "heads": [_("Group"), _("Period"), _("Measure"), _("Value"), _("Interval of 95 percent"), _("Warnings")],
        "words": _("Warnings"),
    }  # fmt: skip
    made = typst.compile(
        str(TEMPLATE), format="pdf", font_paths=font_folders(), ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(datetime.fromisoformat(found["cut_off"]).replace(tzinfo=UTC).timestamp()),
    )  # fmt: skip
    assert isinstance(made, bytes)  # noqa: S101  (one file was asked for)
    return made


def _sections(entries: list[Entry]) -> Iterator[dict[str, Any]]:
    for indicator in CATALOGUE.values():
        rows = [
            _printed(entry)
            for entry in entries
            if entry.key.indicator == indicator.id and not entry.key.measure.startswith("N_")
        ]
        shown = [row for row in rows if row[3] != "0"]
        if shown:
            yield {
                "id": indicator.id,
                "title": say(indicator.title),
                "meaning": say(indicator.meaning),
                "law": indicator.legal_version,
                "rows": shown,
            }


def _printed(entry: Entry) -> list[str]:
    interval = "" if entry.low is None else f"{entry.low}–{entry.high}"
    return [
        " ".join(entry.key.codes) or "TOTAL",
        entry.key.period,
        entry.key.measure,
        str(entry.value),
        interval,
        " ".join(entry.caveats),
    ]


def _checked(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Numbers on their way out: one that lost a warning stops the whole file."""
    for entry in entries:
        check_exportable(CATALOGUE[entry.key.indicator].caveats, entry.caveats)
        yield entry


def _line(name: str, entry: Entry) -> tuple[sheets.Value, ...]:
    key = entry.key
    flags = "".join(flag for code, flag in (("LAG", "p"), ("BREAK", "b")) if code in entry.caveats)
    return (
        f"RETURNS:{name}", key.indicator, key.spread, "|".join(key.codes), key.period, key.measure, entry.value,
        flags, entry.low, entry.high, entry.method, entry.status, "|".join(entry.caveats), entry.legal_version,
    )  # fmt: skip


def _fill(page: Any, lines: list[Any]) -> None:  # noqa: ANN401  (xlsxwriter has no types)
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if isinstance(value, int):
                page.write_number(row, column, value)
            elif value is not None:
                page.write_string(row, column, str(value))
