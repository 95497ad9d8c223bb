"""Tables of the traffic between organisations: nonces, counts and breakers; nothing about any person."""

from datetime import date, datetime

from sqlalchemy import Date, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Base
from returns_app.db.types import Moment


class PeerNonce(Base):
    """A nonce that was used: a request that carries it again is a replay."""

    __tablename__ = "peer_nonce"

    nonce: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)


class PeerCount(Base):
    """How many different tokens a member state, or one asker of it, asked for in a day: a sketch that holds none of them."""

    __tablename__ = "peer_count"

    peer: Mapped[str] = mapped_column(String(40), primary_key=True)
    asker: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    sketch: Mapped[bytes] = mapped_column(LargeBinary)


class PeerBreaker(Base):
    """How often another side failed in a row, and until when it is left alone."""

    __tablename__ = "peer_breaker"

    peer: Mapped[str] = mapped_column(String(200), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    open_until: Mapped[datetime | None] = mapped_column(Moment)
