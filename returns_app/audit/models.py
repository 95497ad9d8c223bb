"""Tables of the sealed log: leaves of the tree and signed checkpoints."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Base
from returns_app.db.types import BigId, Moment


class AuditLeaf(Base):
    """One sealed entry: its place in the RFC 6962 tree and its leaf hash."""

    __tablename__ = "audit_leaf"

    position: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), unique=True)
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditCheckpoint(Base):
    """The tree's size and root at a moment, signed (C2SP signed note), for witnesses to keep."""

    __tablename__ = "audit_checkpoint"

    tree_size: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    root_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text)
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
