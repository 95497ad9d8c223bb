"""Words about exports."""

from flask_babel import lazy_gettext as _l

from returns_app.exports.rules import ExportReason, FileKind

FILE_KINDS = {FileKind.XLSX: _l("Spreadsheet (XLSX)"), FileKind.CSV: _l("Text with commas (CSV)")}
REASONS = {
    ExportReason.PLANNING: _l("Planning of the work"),
    ExportReason.REPORTING: _l("Report to a funder or ministry"),
    ExportReason.AUDIT: _l("Audit or check"),
    ExportReason.HANDOVER: _l("Handing work over"),
    ExportReason.OTHER: _l("Another reason"),
}
