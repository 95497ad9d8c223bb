"""Booking a spreadsheet: looked at first, then booked in pieces that can stop and go on; a row sent again adds nothing."""

import json
from typing import Any
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork, unit_of_work
from returns_app.jobs.service import Effect, calls_out, promise
from returns_app.support import queries
from returns_app.support.models import DeliveryUpload
from returns_app.support.rules import DeliveryEntry, bulk
from returns_app.support.rules.bulk import Row, RowState, UploadStatus, check_upload
from returns_app.support.service.deliveries import Known, log_delivery

BOOK_UPLOAD = "support.book_upload"
PIECE = 250
UNKNOWN = N_("This case is not known to you, or its plan has no line with this number.")


def upload_key(upload_id: UUID) -> str:
    """An upload is booked once."""
    return f"upload:{upload_id}"


def keep_upload(work: UnitOfWork, rows: list[Row]) -> DeliveryUpload:
    """Look at every row with the eyes of who sent it; nothing is booked yet."""
    bulk.key_rows(rows, work.actor.organisation_id)
    _find_lines(work, rows)
    _find_booked(work, rows)
    upload = DeliveryUpload(status=UploadStatus.PREVIEW, created_at=work.now, rows_total=len(rows), rows_done=0)
    upload.organisation_id, upload.account_id = _who(work.actor)
    upload.roles = sorted(work.actor.roles)
    _write(upload, rows)
    work.add(upload)
    work.record(Action.UPLOAD_KEPT, upload=upload.id, rows=len(rows), ready=bulk.count(rows, RowState.READY))
    return upload


def begin_booking(work: UnitOfWork, upload_id: UUID) -> DeliveryUpload:
    """Book the good rows."""
    upload = queries.get_upload(work.session, work.actor, upload_id)
    check_upload(upload.status, UploadStatus.PREVIEW)
    upload.status = UploadStatus.BOOKING
    promise(work, BOOK_UPLOAD, {"upload_id": str(upload.id)}, key=upload_key(upload.id))
    work.record(Action.UPLOAD_BOOKED, upload=upload.id, rows=upload.rows_total)
    return upload


def cancel_upload(work: UnitOfWork, upload_id: UUID) -> DeliveryUpload:
    """Book none, or none of those that are left."""
    upload = queries.get_upload(work.session, work.actor, upload_id)
    if upload.status is UploadStatus.DONE:
        check_upload(upload.status, UploadStatus.BOOKING)
    upload.status = UploadStatus.CANCELLED
    work.record(Action.UPLOAD_CANCELLED, upload=upload.id, done=upload.rows_done)
    return upload


def rows_of(upload: DeliveryUpload) -> list[Row]:
    """The rows of an upload."""
    return bulk.from_json(json.loads(upload.rows))


@calls_out(BOOK_UPLOAD)
def book_upload(payload: dict[str, Any]) -> Effect | None:
    """Piece after piece, each a transaction of who sent it; a killed worker's rows are found booked by the next."""
    upload_id = UUID(payload["upload_id"])
    while _book_piece(upload_id):
        pass
    return None


def _book_piece(upload_id: UUID) -> bool:
    with unit_of_work(_sender(upload_id)) as work:
        upload = queries.get_upload(work.session, work.actor, upload_id)
        if upload.status is not UploadStatus.BOOKING:
            return False
        rows = rows_of(upload)
        waiting = [row for row in rows if row.state is RowState.READY]
        _book_together(work, waiting[:PIECE], _new_keys(work, waiting[:PIECE]))
        upload.rows_done += min(len(waiting), PIECE)
        _write(upload, rows)
        is_done = len(waiting) <= PIECE
        upload.status = UploadStatus.DONE if is_done else UploadStatus.BOOKING
        work.record(Action.UPLOAD_BOOKED, upload=upload.id, rows=upload.rows_done)
        return not is_done


def _new_keys(work: UnitOfWork, rows: list[Row]) -> frozenset[UUID]:
    keys = {UUID(row.key) for row in rows}
    return frozenset(keys - queries.find_booked_keys(work.session, keys))


def _book_together(work: UnitOfWork, rows: list[Row], new_keys: frozenset[UUID]) -> None:
    """Many rows are written at once; where one is refused the half it stands in is tried again, down to the row."""
    said, known = len(work.events), Known(new_keys=new_keys, is_flushed_later=True)
    try:
        with work.session.begin_nested():
            booked = [log_delivery(work, _entry(row), known) for row in rows]
    except (RuleBroken, NotFound) as refusal:
        del work.events[said:]
        work.session.expire_all()  # what was written and taken back stands in memory with a version that never was
        if len(rows) == 1:
            rows[0].wrong("amount", str(refusal.message) or UNKNOWN, **refusal.params)
            rows[0].state = RowState.REFUSED
            return
        middle = len(rows) // 2
        _book_together(work, rows[:middle], new_keys)
        _book_together(work, rows[middle:], new_keys)
        return
    for row, delivery in zip(rows, booked, strict=True):
        row.state = RowState.BOOKED if delivery.logged_at == work.now else RowState.KNOWN


def _entry(row: Row) -> DeliveryEntry:
    return DeliveryEntry(
        line_id=UUID(row.line_id), request_key=UUID(row.key), amount=row.money, currency=row.currency,
        delivered_on=row.delivered_on, receipt_number=row.text("receipt")[:80], supplier=row.text("supplier")[:200],
        description=row.text("note"),
    )  # fmt: skip


def _find_lines(work: UnitOfWork, rows: list[Row]) -> None:
    ready = [row for row in rows if row.state is RowState.READY]
    lines = queries.find_named_lines(work.session, work.actor, {row.case for row in ready})
    for row in ready:
        line = lines.get((row.case, row.line))
        if line is None:
            row.wrong("case", UNKNOWN)
        elif not line.is_approved:
            row.wrong("line", N_("This plan line is not approved."))
        else:
            row.line_id = str(line.id)


def _find_booked(work: UnitOfWork, rows: list[Row]) -> None:
    ready = {UUID(row.key): row for row in rows if row.state is RowState.READY}
    for key in queries.find_booked_keys(work.session, ready):
        ready[key].state = RowState.KNOWN


def _write(upload: DeliveryUpload, rows: list[Row]) -> None:
    upload.rows = json.dumps(bulk.as_json(rows), ensure_ascii=False)


def _who(actor: Actor) -> tuple[UUID, UUID]:
    assert actor.organisation_id is not None  # noqa: S101  (only people upload)
    assert actor.account_id is not None  # noqa: S101
    return actor.organisation_id, actor.account_id


def _sender(upload_id: UUID) -> Actor:
    upload = queries.find_sender(upload_id)
    return Actor(upload.account_id, upload.organisation_id, None, frozenset(Role(role) for role in upload.roles))
