"""The inventory's words about persons, for Babel: they are the labels of an access pack, read by those persons."""

import tomllib
from collections.abc import Iterator
from typing import Any, BinaryIO

OF_A_PURPOSE = ("title", "basis", "special_basis", "source")
LISTS = ("whose", "recipients", "special", "ends", "common")
Found = tuple[int, None, str, list[str]]


def extract(file: BinaryIO, _keywords: object, _comment_tags: object, options: object) -> Iterator[Found]:
    """What each column about a returnee holds, and the title of its table."""
    del options
    for table, told in tomllib.load(file).items():
        if told.get("whose") == "returnee":
            yield 0, None, title_of(table), []
            yield from ((0, None, what, []) for what in map(_what, told.get("columns", {}).values()) if what)


def extract_common(file: BinaryIO, _keywords: object, _comment_tags: object, options: object) -> Iterator[Found]:
    """The words of the record of processing: purposes and their grounds, code lists, columns that many tables share."""
    del options
    told = tomllib.load(file)
    for purpose in told["purposes"].values():
        yield from ((0, None, purpose[part], []) for part in OF_A_PURPOSE if purpose[part])
    for words in LISTS:
        yield from ((0, None, what, []) for what in told[words].values())


def extract_retention(file: BinaryIO, _keywords: object, _comment_tags: object, options: object) -> Iterator[Found]:
    """The titles of the retention classes, of every version."""
    del options
    for version in tomllib.load(file)["versions"]:
        yield from ((0, None, kept["title"], []) for kept in version["classes"].values())


def title_of(table: str) -> str:
    """A table's name as a heading."""
    return table.replace("_", " ").capitalize()


def _what(said: Any) -> str:  # noqa: ANN401
    return said if isinstance(said, str) else str(said.get("what", ""))
