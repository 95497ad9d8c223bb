"""Column types that mean the same on SQLite and PostgreSQL: moments, cents, rates, codes."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

BigId = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Cents(TypeDecorator[Decimal]):
    """A decimal euro amount kept as whole cents: no floating point anywhere."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Cents; an amount finer than a cent is refused."""
        del dialect
        if value is None:
            return None
        cents = Decimal(value) * 100
        if cents != cents.to_integral_value():
            raise ValueError("an amount has at most two decimals")
        return int(cents)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """The decimal amount with two places."""
        del dialect
        return None if value is None else Decimal(int(value)).scaleb(-2)


class DecimalText(TypeDecorator[Decimal]):
    """An exact decimal (a rate) kept as text."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Plain digits."""
        del dialect
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The exact value."""
        del dialect
        return None if value is None else Decimal(value)


class Code(TypeDecorator[StrEnum]):
    """A code of one enumeration, kept as its text."""

    impl = String(40)
    cache_ok = True

    def __init__(self, codes: type[StrEnum], length: int = 40) -> None:
        """Remember the enumeration."""
        super().__init__(length)
        self.codes = codes

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401
        """Only a known code is stored."""
        del dialect
        return None if value is None else self.codes(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The member."""
        del dialect
        return None if value is None else self.codes(value)

    @property
    def python_type(self) -> type[StrEnum]:
        """The enumeration."""
        return self.codes
