"""The evidence of one case in one ZIP: an index, the plan with its signatures, every delivery and file, and their hashes."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from returns_app.support.queries import (
    came_back_of,
    find_questions,
    list_deliveries,
    list_files,
    list_lines,
    list_orders,
    list_plans,
    list_signed,
    owner_of,
    read_content,
)
from returns_app.web.sheets import Value, write_csv

PLAN = ("line", "item", "category", "kind", "who pays", "status", "planned EUR", "delivered EUR")
SIGNATURES = ("version", "status", "amount EUR", "step", "as", "signed by", "at", "yes")
ORDERS = ("day", "line", "supplier", "number", "amount", "currency", "status")
DELIVERIES = (
    "day", "line", "item", "amount", "currency", "units per EUR", "rate day", "rate source", "amount EUR", "proof",
    "receipt", "supplier", "file", "takes back",
)  # fmt: skip
CAME_BACK = ("day", "line", "item", "who pays", "kind", "amount EUR", "reference")
SAID = (
    "day",
    "line",
    "item",
    "amount EUR",
    "sample",
    "the returnee says",
    "how",
    "on",
    "asked by the authority",
    "words",
)
INDEX = ("file", "sha256", "bytes")


def evidence_pack(session: Session, case_id: UUID, reference: str) -> bytes:
    """The whole pack; a file that the malware scanner refused is named in the index and left out."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as pack:
        index = [_put(pack, f"{reference}/{name}", content) for name, content in _parts(session, case_id)]
        pack.writestr(f"{reference}/index.csv", write_csv(INDEX, index))
    return kept.getvalue()


def _parts(session: Session, case_id: UUID) -> Iterator[tuple[str, bytes | None]]:
    names = _names(session, case_id)
    yield "plan.csv", write_csv(PLAN, _plan(session, case_id))
    yield "signatures.csv", write_csv(SIGNATURES, _signatures(session, case_id))
    yield "orders.csv", write_csv(ORDERS, _orders(session, case_id))
    yield "deliveries.csv", write_csv(DELIVERIES, _deliveries(session, case_id, names))
    yield "confirmations.csv", write_csv(SAID, _said(session, case_id))
    yield "recoveries.csv", write_csv(CAME_BACK, _came_back(session, case_id))
    for file in list_files(session, case_id):
        yield names[file.id], None if file.is_infected else read_content(session, file)


def _put(pack: zipfile.ZipFile, name: str, content: bytes | None) -> list[Value]:
    if content is None:
        return [name, "left out: refused by the malware scanner", 0]
    pack.writestr(name, content)
    return [name, sha256(content).hexdigest(), len(content)]


def _names(session: Session, case_id: UUID) -> dict[UUID, str]:
    """A number before each name keeps two files of one name apart."""
    files = enumerate(list_files(session, case_id), start=1)
    return {file.id: f"files/{number:03}-{file.name}" for number, file in files}


def _plan(session: Session, case_id: UUID) -> Iterable[list[Value]]:
    for line in list_lines(session, case_id):
        codes = (line.category.value, line.kind.value, line.funding_source.value, line.status.value)
        yield [line.position, line.item, *codes, str(line.planned), str(line.delivered)]


def _signatures(session: Session, case_id: UUID) -> Iterable[list[Value]]:
    signed = list_signed(session, case_id)
    for plan in list_plans(session, case_id):
        head: list[Value] = [plan.number, plan.status.value, str(plan.amount)]
        for one in signed.get(plan.id, []):
            mark = one.signature
            yield [*head, mark.step + 1, mark.signer.value, one.name, mark.at.isoformat(), str(mark.is_yes)]


def _orders(session: Session, case_id: UUID) -> Iterable[list[Value]]:
    places = {line.id: line.position for line in list_lines(session, case_id)}
    for order in list_orders(session, case_id):
        told = (order.supplier, order.number, str(order.amount), order.currency, order.status.value)
        yield [order.ordered_on.isoformat(), places[order.line_id], *told]


def _said(session: Session, case_id: UUID) -> Iterable[list[Value]]:
    """What the returnee says about each delivery that somebody asked about; unanswered ones stand there too."""
    asked, owner = find_questions(session, case_id), owner_of(session, case_id)
    for row in list_deliveries(session, case_id):
        one = asked.get(row.delivery.id)
        if one is not None:
            said = (one.answer or "", one.channel or "", one.answered_on.isoformat() if one.answered_on else "")
            head = (
                row.delivery.delivered_on.isoformat(),
                row.line.position,
                row.line.item,
                str(row.delivery.amount_eur),
            )
            yield [*head, one.seed, *said, str(one.answering_id == owner) if one.answering_id else "", one.note or ""]


def _came_back(session: Session, case_id: UUID) -> Iterable[list[Value]]:
    for one in came_back_of(session, case_id):
        told = (one.funding_source.value, one.kind, str(one.amount), one.reference)
        yield [one.on.isoformat(), one.position, one.item, *told]


def _deliveries(session: Session, case_id: UUID, names: dict[UUID, str]) -> Iterable[list[Value]]:
    for row in list_deliveries(session, case_id):
        one = row.delivery
        rate = (str(one.per_euro), one.rate_on.isoformat(), one.rate_source, str(one.amount_eur), one.proof.value)
        file = names[one.file_id] if one.file_id else ""
        yield [
            one.delivered_on.isoformat(), row.line.position, row.line.item, str(one.amount), one.currency, *rate,
            one.receipt_number, one.supplier, file, str(one.reversal_of or ""),
        ]  # fmt: skip
