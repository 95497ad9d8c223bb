"""Synthetic claims: random addresses in the order of the table, so that millions are written in minutes.

A filled slot is sixteen bytes nobody can tell from random ones, so random ones cost a look-up as much as real ones do.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg

ADDRESSES = 32  # for each claim, those that stand for nothing among them
CHUNK = 200_000
KINDS = ("names_date", "names_year_month", "names_place", "given_date_country_sex", "passport", "phone")
_COLUMNS = (
    "id, reference, member_state, programme_kind, support_kinds, opened_month, completed_on, status, status_at, "
    "reserved_until, is_protected, family_handle, key_epoch, key_version, kinds, retain_until, version"
)
INSERT = f"insert into registry_claim ({_COLUMNS}) values ({','.join('?' * 17)})"  # noqa: S608  (our own columns)
_KINDS_JSON = '["' + '","'.join(KINDS) + '"]'


def fill_sqlite(path: Path, claims: int, before: int = 0) -> None:
    """Add claims to an SQLite store, beyond those that are there."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"):
            database.execute(f"pragma {pragma}")
        for first, number in _chunks(before, claims):
            database.execute("begin")
            database.executemany(INSERT, (
                (UUID(int=one).hex, *_claim(one)) for one in range(first, first + number)
            ))  # fmt: skip
            database.executemany(
                "insert into registry_address (address, claim_id) values (?, ?)",
                ((address, UUID(int=claim).hex) for address, claim in _addresses(first, number)),
            )
            database.execute("commit")
        database.execute("pragma wal_checkpoint(truncate)")
        database.execute("analyze")


def fill_postgres(url: str, claims: int, before: int = 0) -> None:
    """Add claims to a PostgreSQL store."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for first, number in _chunks(before, claims):
            with cursor.copy(f"COPY registry_claim ({_COLUMNS}) FROM STDIN") as copy:
                for one in range(first, first + number):
                    copy.write_row((UUID(int=one), *_claim(one)))
            with cursor.copy("COPY registry_address (address, claim_id) FROM STDIN") as copy:
                for address, claim in _addresses(first, number):
                    copy.write_row((address, UUID(int=claim)))
            connection.commit()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("analyze registry_address")
        connection.execute("analyze registry_claim")


def postgres_bytes(url: str) -> int:
    """How much room claims and addresses take with their indexes."""
    question = "select sum(pg_total_relation_size(oid)) from pg_class where relname ~ '^registry_(claim|address)' and relkind = 'r'"
    with psycopg.connect(url) as connection:
        found = connection.execute(question).fetchone()
    return int(found[0]) if found else 0


def _chunks(before: int, claims: int) -> Iterator[tuple[int, int]]:
    first = before + 1
    while first <= claims:
        number = min(CHUNK, claims - first + 1)
        yield first, number
        first += number


def _claim(one: int) -> tuple[object, ...]:
    now = datetime(2026, 1, 5, tzinfo=UTC).isoformat(" ")
    return (
        f"DE-S{one:09d}", "DE", "EURP", '["in_kind"]', "2025-11-01", None, "granted", now, None, False,
        UUID(int=one).hex, 1, "synthetic", _KINDS_JSON, None, 1,
    )  # fmt: skip


def _addresses(first: int, number: int) -> Iterator[tuple[bytes, int]]:
    raw = os.urandom(16 * number * ADDRESSES)
    drawn = sorted(raw[start : start + 16] for start in range(0, len(raw), 16))
    for place, address in enumerate(drawn):
        yield address, first + place % number
