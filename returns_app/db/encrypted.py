"""Encrypted columns: `name = Encrypted()` over `name_ct`, bound to table, column, row and subject."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, overload
from uuid import UUID

from flask import current_app
from sqlalchemy import LargeBinary, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session

from returns_app.core import clock
from returns_app.db.base import Keyed
from returns_app.db.keys import DataKey, KeyStore, Unreadable
from returns_app.db.session import HouseSession
from returns_app.db.types import BigId, Moment

PENDING = b""


class SubjectKey(Keyed):
    """One data key per person, case or account, wrapped by a key-encryption key; deleting it erases the subject."""

    __tablename__ = "subject_key"

    kek_epoch: Mapped[int] = mapped_column(BigId, index=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    # While everything of the subject is sealed anew, the key before stays until nobody reads by it.
    before_epoch: Mapped[int | None] = mapped_column(BigId)
    before: Mapped[bytes | None] = mapped_column(LargeBinary)
    renewed_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


def ciphertext(*, optional: bool = False) -> Mapped[Any]:
    """The column behind an encrypted attribute."""
    return mapped_column(LargeBinary, nullable=optional)


class Encrypted:
    """A text attribute that is decrypted when first read and encrypted when flushed."""

    def __init__(self, key: str = "id") -> None:
        """`key` names the attribute that holds the subject's id."""
        self.key = key
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the attribute's name."""
        self.name = name
        owner.__encrypted__ = (*getattr(owner, "__encrypted__", ()), self)  # type: ignore[attr-defined]

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: Any, owner: type) -> str: ...  # noqa: ANN401
    def __get__(self, row: Any, owner: type) -> Self | str:
        """The clear text; the empty string where nothing was stored."""
        if row is None:
            return self
        clear = row.__dict__.get(f"_{self.name}_clear")
        sealed = getattr(row, f"{self.name}_ct")
        if clear is not None and (sealed == PENDING or clear[0] == sealed):
            return str(clear[1])
        return self._open(row, sealed)

    def __set__(self, row: Any, text: str) -> None:  # noqa: ANN401
        """Keep the clear text until the flush seals it."""
        row.__dict__[f"_{self.name}_clear"] = (PENDING, text)
        setattr(row, f"{self.name}_ct", PENDING if text else None)

    def __eq__(self, other: object) -> bool:
        """Ciphertexts are never compared."""
        raise TypeError(f"{self.name} is encrypted: search it by its blind index")

    __hash__ = None  # type: ignore[assignment]

    def seal(self, row: Any, session: HouseSession) -> None:  # noqa: ANN401
        """Encrypt a pending text."""
        if getattr(row, f"{self.name}_ct") != PENDING:
            return
        text = row.__dict__[f"_{self.name}_clear"][1]
        sealed = key_ring(session).writing(getattr(row, self.key)).seal(text.encode(), self._place(row))
        setattr(row, f"{self.name}_ct", sealed)
        row.__dict__[f"_{self.name}_clear"] = (sealed, text)

    def _open(self, row: Any, sealed: bytes | None) -> str:  # noqa: ANN401
        if not sealed:
            return ""
        session = object_session(row)
        if session is None:
            raise Unreadable("row without a session")
        text = self.open_cell(session, Cell(row.__tablename__, row.id, getattr(row, self.key), sealed))
        row.__dict__[f"_{self.name}_clear"] = (sealed, text)
        return text

    def open_cell(self, session: Session, cell: "Cell") -> str:
        """The clear text of a ciphertext that was read without its row's object: for reading many."""
        if not cell.sealed:
            return ""
        place = place_of(cell.table, self.name, cell.row_id, cell.subject)
        return key_ring(session).reading(cell.subject).open(cell.sealed, place).decode()

    def _place(self, row: Any) -> str:  # noqa: ANN401
        return place_of(row.__tablename__, self.name, row.id, getattr(row, self.key))


@dataclass(frozen=True, slots=True)
class Cell:
    """A ciphertext and where it stands."""

    table: str
    row_id: UUID
    subject: UUID
    sealed: bytes | None


def place_of(table: str, column: str, row_id: UUID, subject: UUID) -> str:
    """What a ciphertext is bound to."""
    return f"{table}|{column}|{row_id}|{subject}"


class KeyRing:
    """The opened data keys of one session; a miss opens the keys of all loaded rows at once."""

    def __init__(self, session: Session, store: KeyStore) -> None:
        """Start empty."""
        self._session = session
        self._store = store
        self._open: dict[UUID, DataKey] = {}
        self._held: set[UUID] = set()

    def reading(self, subject: UUID) -> DataKey:
        """The key of an existing subject; Unreadable when it was destroyed."""
        if subject not in self._open:
            self._load(self._wanted() | {subject})
        if subject not in self._open:
            raise Unreadable("key destroyed")
        return self._open[subject]

    def prepare(self, subjects: Iterable[UUID]) -> None:
        """Open the keys of many subjects with one question."""
        if missing := set(subjects) - self._open.keys():
            self._load(missing)

    def admit(self, subject: UUID, epoch: int, wrapped: bytes) -> None:
        """Open a key that came along with the rows it belongs to."""
        if subject not in self._open:
            self._open[subject] = RingKey(self._store.unwrap(epoch, wrapped, str(subject)), self, subject)

    def others(self, subject: UUID) -> list[DataKey]:
        """The key of a subject as it is now, and the one before while there is one: for a row that changed meanwhile."""
        table = SubjectKey.__table__
        columns = (table.c.kek_epoch, table.c.wrapped, table.c.before_epoch, table.c.before)
        with self._session.no_autoflush:
            row = self._session.execute(select(*columns).where(table.c.id == subject)).first()
        pairs = [(row[0], row[1]), (row[2], row[3])] if row else []
        return [DataKey(self._store.unwrap(epoch, wrapped, str(subject))) for epoch, wrapped in pairs if wrapped]

    def _hold(self, subject: UUID) -> None:
        """Let nobody renew the key before this transaction ends; SQLite's one write lock does that by itself."""
        self._held.add(subject)
        if self._session.get_bind().dialect.name != "postgresql":
            return
        table = SubjectKey.__table__
        wanted = select(table.c.kek_epoch, table.c.wrapped).where(table.c.id == subject).with_for_update(read=True)
        with self._session.no_autoflush:
            row = self._session.execute(wanted).first()
        if row is not None:
            self._open[subject] = RingKey(self._store.unwrap(row[0], row[1], str(subject)), self, subject)

    def writing(self, subject: UUID) -> DataKey:
        """The key of a subject, made when it is new."""
        if subject not in self._held:
            self._hold(subject)
        try:
            return self.reading(subject)
        except Unreadable:
            return self._create(subject)

    def _create(self, subject: UUID) -> DataKey:
        epoch, wrapped, opened = self._store.new_data_key(str(subject))
        self._session.add(SubjectKey(id=subject, kek_epoch=epoch, wrapped=wrapped, renewed_at=clock.utc_now()))
        self._open[subject] = opened
        return opened

    def _wanted(self) -> set[UUID]:
        rows = [row for row in self._session.identity_map.values() if hasattr(type(row), "__encrypted__")]
        ids = {row.__dict__.get(column.key) for row in rows for column in getattr(type(row), "__encrypted__", ())}
        return {subject for subject in ids if subject is not None and subject not in self._open}

    def _load(self, subjects: set[UUID]) -> None:
        table = SubjectKey.__table__
        found = select(table.c.id, table.c.kek_epoch, table.c.wrapped).where(table.c.id.in_(subjects))
        with self._session.no_autoflush:
            for subject, epoch, wrapped in self._session.execute(found):
                self._open[subject] = RingKey(self._store.unwrap(epoch, wrapped, str(subject)), self, subject)


class RingKey(DataKey):
    """A data key of a ring: where it does not open, the subject's key may just have been renewed."""

    __slots__ = ("_ring", "_subject")

    def __init__(self, raw: bytes, ring: KeyRing, subject: UUID) -> None:
        """Remember where to look again."""
        super().__init__(raw)
        self._ring, self._subject = ring, subject

    def try_others(self, sealed: bytes, bound_to: str) -> bytes | None:
        """The data by the key as it is now, or the one before it."""
        for key in self._ring.others(self._subject):
            with suppress(Unreadable):
                return key.open(sealed, bound_to)
        return None


def key_store() -> KeyStore:
    """The house's keys."""
    store: KeyStore = current_app.extensions["returns.keys"]
    return store


def key_ring(session: Session) -> KeyRing:
    """The session's ring, made on first use."""
    ring: KeyRing | None = session.info.get("key_ring")
    if ring is None:
        ring = session.info["key_ring"] = KeyRing(session, key_store())
    return ring


@event.listens_for(HouseSession, "before_flush")
def _seal_pending(session: HouseSession, *_: object) -> None:
    for row in [*session.new, *session.dirty]:
        for column in getattr(type(row), "__encrypted__", ()):
            column.seal(row, session)


@event.listens_for(HouseSession, "after_rollback")
@event.listens_for(HouseSession, "after_commit")
def forget_keys(session: Session) -> None:
    """Open every key anew when it is needed again."""
    session.info.pop("key_ring", None)
