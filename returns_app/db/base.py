"""What every table shares: naming, client-made ids, an optimistic version."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Integer, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The plain typed base of every model."""

    metadata = MetaData(naming_convention=NAMES)


class Keyed(Base):
    """A row with a client-made id, so that ciphertexts can be bound to it before it is stored."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, sort_order=-10)

    def __init__(self, **values: Any) -> None:
        """Give the row its id at once."""
        values.setdefault("id", uuid4())
        super().__init__(**values)


class Versioned(Keyed):
    """A row that can change: a stale write is refused instead of lost."""

    __abstract__ = True

    version: Mapped[int] = mapped_column(Integer, nullable=False, sort_order=90)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Count the version on every update."""
        return {"version_id_col": cls.version}


class Append(Keyed):
    """A row that is written once and never changed."""

    __abstract__ = True
    __append_only__: ClassVar[bool] = True
