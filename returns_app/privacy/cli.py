"""Operators' commands about data protection."""

import sys
from pathlib import Path

import click
from flask import Blueprint, current_app

from returns_app.core.permissions import system_actor
from returns_app.db.encrypted import key_store
from returns_app.db.keys import KeyDirectory
from returns_app.db.session import db, scope
from returns_app.privacy.queries.scanning import scan_database, scan_files
from returns_app.privacy.rules.scanning import SHORTEST

privacy_cli = Blueprint("privacy_cli", __name__, cli_group="privacy")
EPOCHS = "kek-"
DATABASE_ENDS = ("", "-wal", "-shm", "-journal")


@privacy_cli.cli.command("scan")
@click.argument("term")
@click.option("--path", "paths", multiple=True, type=click.Path(exists=True, path_type=Path), help="Look here too.")
@click.option(
    "--backup-keys",
    "backups",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A copy of the key directory: does it hold keys that were destroyed here?",
)
@click.option("--files-only", is_flag=True, help="Raw files alone: for a copy of the database or a backup.")
def scan_for_word(term: str, paths: tuple[Path, ...], backups: tuple[Path, ...], *, files_only: bool) -> None:
    """Look for TERM in the database files, the write-ahead log, the instance folder, and all that keys still open."""
    word = sys.stdin.read().strip() if term == "-" else term.strip()
    if len(word) < SHORTEST:
        raise click.ClickException("Give at least four characters; '-' reads them from the standard input.")
    found = list(scan_files(paths if files_only else (*_places(), *paths), word))
    if not files_only:
        with scope(system_actor("privacy")):
            found += scan_database(db.session(), word)
    for one in found:
        click.echo(f"{one.count:>6}  {one.place}")
    kept = _look_at_keys(backups)
    click.echo(f"{len(found)} places." if found else "Nothing found.")
    sys.exit(1 if found or kept else 0)


def _look_at_keys(backups: tuple[Path, ...]) -> int:
    """Say which epochs live, and how many destroyed ones a copy of the keys would bring back."""
    living = key_store().directory.names(EPOCHS)
    click.echo(
        f"Key epochs that still exist: {', '.join(living)}. A backup that needs an older one can't be opened any more."
    )
    kept = {place: sorted(set(KeyDirectory(place).names(EPOCHS)) - set(living)) for place in backups}
    for place, epochs in kept.items():
        said = (
            f"still holds {', '.join(epochs)}: with it an old backup opens what was erased. Destroy it."
            if epochs
            else "holds no destroyed key."
        )
        click.echo(f"The keys at {place}: {said}")
    return sum(map(len, kept.values()))


def _places() -> list[Path]:
    """The instance folder and, for SQLite, the files of the database wherever they stand."""
    name = db.engine.url.database or ""
    files = [Path(name + end) for end in DATABASE_ENDS] if db.engine.dialect.name == "sqlite" else []
    instance = Path(current_app.instance_path)
    outside = [file for file in files if file.exists() and instance not in file.resolve().parents]
    return [*outside, *([instance] if instance.exists() else [])]
