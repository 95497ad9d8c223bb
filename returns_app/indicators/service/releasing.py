"""Freezes a quarter, makes it again, lets it out by a second person, takes it back with a notice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from returns_app.core.actions import Action
from returns_app.core.countries import third_countries
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.indicators import rules
from returns_app.indicators.models import FigureRelease, Publication, ReleaseInput
from returns_app.indicators.queries.imported import get_imported, newest_sources
from returns_app.indicators.queries.kept import draw_tables
from returns_app.indicators.queries.releases import get_release, list_formers, publisher_of
from returns_app.indicators.queries.spells import KEY_FILE, spells_of, stored_spells
from returns_app.indicators.rules.compiling import Scope
from returns_app.indicators.rules.frameworks import registers
from returns_app.indicators.rules.guards import Audience
from returns_app.indicators.rules.imported import imported_entries
from returns_app.indicators.rules.kept import Former, read_former
from returns_app.indicators.rules.publication import release_bytes
from returns_app.indicators.rules.releases import (
    EARLIEST_DAYS,
    Entry,
    ReleaseStatus,
    check_release,
    check_withdrawal,
    hash_of,
    reference_of,
)
from returns_app.indicators.rules.tables import end_of
from returns_app.indicators.service.signing import sign_release


@dataclass(frozen=True, slots=True)
class Freezing:
    """What somebody freezes: the quarter, for whom, and the countries approved for open tables."""

    period: str
    audience: Audience
    approved: tuple[str, ...] = ()


def freeze_release(work: UnitOfWork, freezing: Freezing) -> FigureRelease:
    """Take what is known at the cut-off and make a release of it that never changes."""
    organisation_id = work.actor.organisation_id
    if organisation_id is None:
        raise NotFound
    cut_off = _cut_off(freezing.period, work.today)
    _check_approved(freezing.approved)
    snapshot = stored_spells(work.session, organisation_id).before(cut_off)
    former = _former(work, organisation_id, freezing)
    release = FigureRelease(
        organisation_id=organisation_id, period=freezing.period, audience=freezing.audience, cut_off=cut_off,
        revision=1 if former is None else former.revision + 1, status=ReleaseStatus.FROZEN, frozen_at=work.now,
        frozen_by=work.actor.account_id, code_version=code_version(), inputs={}, document=b"", document_hash="",
    )  # fmt: skip
    code, _name = publisher_of(work.session, organisation_id)
    prefix = f"{code}-{str(organisation_id)[:4]}"
    release.reference = reference_of(prefix, freezing.period, freezing.audience, release.revision)
    content = snapshot.rows.tobytes()
    formers = list_formers(work.session, organisation_id)
    release.inputs = {
        "spells": hash_of(content), "persons": "withheld", "key": KEY_FILE, "registers": _registers_hash(),
        "approved": sorted(freezing.approved), "formers": [one.reference for one in formers],
        "series": newest_sources(work.session),
    }  # fmt: skip
    release.document = _made(work, release, content, formers)
    release.document_hash = hash_of(release.document)
    release.tables, members = _tables(work, freezing.period, formers)
    work.add(release)
    work.session.flush()
    work.add(ReleaseInput(release_id=release.id, rows=content, members=members))
    work.record(Action.RELEASE_FROZEN, release=release.reference, hash=release.document_hash)
    return release


def remake_release(work: UnitOfWork, release_id: UUID) -> bytes:
    """The bytes of a release made again from what it was made from."""
    release = get_release(work.session, work.actor, release_id)
    content = work.session.get_one(ReleaseInput, release_id).rows
    formers = [
        one for one in list_formers(work.session, release.organisation_id) if one.reference in release.inputs["formers"]
    ]
    return _made(work, release, content, formers)


def publish_release(work: UnitOfWork, release_id: UUID) -> FigureRelease:
    """A second person lets it out; the public gets its own copy in a table of its own."""
    release = get_release(work.session, work.actor, release_id)
    check_release(release.status, release.frozen_by, work.actor.account_id)
    release.status, release.released_at, release.released_by = ReleaseStatus.RELEASED, work.now, work.actor.account_id
    release.manifest = sign_release(release, publisher_of(work.session, release.organisation_id)[1])
    if release.audience is Audience.PUBLIC:
        work.add(_publication(work, release))
    work.record(Action.RELEASE_PUBLISHED, release=release.reference, hash=release.document_hash)
    return release


def withdraw_release(work: UnitOfWork, release_id: UUID, notice: str) -> FigureRelease:
    """Take a release back; its place stays, with the notice in it."""
    release = get_release(work.session, work.actor, release_id)
    check_withdrawal(release.status, notice)
    release.status, release.withdrawn_at, release.withdrawn_by = (
        ReleaseStatus.WITHDRAWN,
        work.now,
        work.actor.account_id,
    )
    release.notice = notice.strip()[:500]
    shown = work.session.scalar(select(Publication).where(Publication.reference == release.reference))
    if shown is not None:
        shown.withdrawn_at, shown.notice, shown.document, shown.manifest = work.now, release.notice, b"", ""
    work.record(Action.RELEASE_WITHDRAWN, release=release.reference)
    return release


@cache
def code_version() -> str:
    """A checksum of the rules that make figures: another one means another method."""
    root = Path(next(iter(rules.__path__)))
    return sha256(b"".join(path.read_bytes() for path in sorted(root.rglob("*.py")))).hexdigest()[:16]


def _made(work: UnitOfWork, release: FigureRelease, content: bytes, formers: Sequence[FigureRelease]) -> bytes:
    before = tuple(
        (spells_of(work.session.get_one(ReleaseInput, one.id).rows), one.document) for one in formers
    )  # fmt: skip
    scope = Scope(
        release.period, release.audience, release.cut_off, registers().deadlines(release.cut_off),
        frozenset(release.inputs["approved"]),
    )  # fmt: skip
    head = {
        "release": release.reference, "period": release.period, "audience": release.audience.value,
        "revision": release.revision, "cut_off": release.cut_off.isoformat(), "code_version": release.code_version,
        "key": release.inputs["key"],
        "inputs": {name: release.inputs[name] for name in ("spells", "registers", "series") if name in release.inputs},
        "coverage": "cases of one organisation; third-country nationals",
    }  # fmt: skip
    return release_bytes(head, spells_of(content), scope, before, _imported(work, release, scope))


def _tables(work: UnitOfWork, period: str, formers: Sequence[FigureRelease]) -> tuple[bytes, bytes]:
    last = next((one for one in formers if one.period == period and one.tables), None)
    kept = work.session.get(ReleaseInput, last.id) if last else None
    former = read_former(last.tables, kept.members) if last and kept else Former()
    return draw_tables(work.session, work.actor, period, work.today, former)


def _imported(work: UnitOfWork, release: FigureRelease, scope: Scope) -> Iterator[Entry]:
    state, _name = publisher_of(work.session, release.organisation_id)
    found = get_imported(work.session, state, release.inputs.get("series", {}))
    return imported_entries(found, scope, registers())


def _cut_off(period: str, today: date) -> date:
    """The last day that counts: 45 days after the quarter, or today for a later revision."""
    earliest = end_of(period) + timedelta(days=EARLIEST_DAYS)
    if today < earliest:
        raise RuleBroken(
            "indicators.too_early",
            N_("A quarter can be frozen 45 days after its end: from %(day)s."),
            field="period",
            day=earliest,
        )
    return today


def _check_approved(countries: Sequence[str]) -> None:
    if unknown := set(countries) - set(third_countries()):
        raise RuleBroken(
            "indicators.unknown_country",
            N_("%(codes)s is no country of return."),
            field="approved",
            codes=", ".join(sorted(unknown)),
        )


def _former(work: UnitOfWork, organisation_id: UUID, freezing: Freezing) -> FigureRelease | None:
    found = select(FigureRelease).where(
        FigureRelease.organisation_id == organisation_id, FigureRelease.period == freezing.period,
        FigureRelease.audience == freezing.audience,
    )  # fmt: skip
    return work.session.scalar(found.order_by(FigureRelease.revision.desc()).limit(1))


def _publication(work: UnitOfWork, release: FigureRelease) -> Publication:
    _code, publisher = publisher_of(work.session, release.organisation_id)
    return Publication(
        reference=release.reference, period=release.period, revision=release.revision, publisher=publisher,
        document=release.document, document_hash=release.document_hash, released_at=work.now, manifest=release.manifest,
    )  # fmt: skip


def _registers_hash() -> str:
    found = registers()
    return hash_of(repr((found.frameworks, found.breaks, found.compared, sorted(found.regions.items()))).encode())


def check_release_again(work: UnitOfWork, release_id: UUID) -> bool:
    """Make a release again; True when every byte is the same."""
    release = get_release(work.session, work.actor, release_id)
    made = hash_of(remake_release(work, release_id))
    work.record(Action.RELEASE_REMADE, release=release.reference, same=made == release.document_hash)
    return made == release.document_hash
