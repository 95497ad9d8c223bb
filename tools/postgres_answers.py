"""Prints the address of a PostgreSQL server for tests, or a sentence why there is none."""

import os
import sys
from dataclasses import dataclass

import psycopg

DEFAULT = "postgresql://root@127.0.0.1/test"
OLDEST = 15_00_00


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's address as SQLAlchemy wants it, or why there is none."""

    url: str | None
    why_not: str = ""


def ask() -> Answer:
    """Ask the server in RETURNS_TEST_POSTGRES, or the one of this machine."""
    address = (os.environ.get("RETURNS_TEST_POSTGRES") or DEFAULT).replace("postgresql+psycopg://", "postgresql://")
    try:
        with psycopg.connect(address, connect_timeout=3) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        return Answer(None, f"PostgreSQL does not answer at {_place(address)}: {str(error).splitlines()[0]}")
    if version < OLDEST:
        return Answer(None, f"PostgreSQL at {_place(address)} is older than 15: {version}")
    return Answer(address.replace("postgresql://", "postgresql+psycopg://"))


def _place(address: str) -> str:
    """Where the server is, without the password the address may carry."""
    return address.rpartition("@")[2]


def main() -> int:
    """Print the address, or why not."""
    answer = ask()
    print(answer.url or answer.why_not, file=sys.stdout if answer.url else sys.stderr)
    return 0 if answer.url else 1


if __name__ == "__main__":
    sys.exit(main())
