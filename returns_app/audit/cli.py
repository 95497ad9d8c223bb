"""Operators' commands: seal, verify, keep a checkpoint."""

import sys
from pathlib import Path

import click
from flask import Blueprint

from returns_app.audit.queries import newest_note
from returns_app.audit.service import seal
from returns_app.audit.verifying import verify
from returns_app.db.session import db

audit_cli = Blueprint("audit_cli", __name__, cli_group="audit")


@audit_cli.cli.command("seal")
def seal_now() -> None:
    """Take every committed entry into the tree."""
    click.echo(f"{seal()} entries sealed.")


@audit_cli.cli.command("checkpoint")
def print_checkpoint() -> None:
    """Print the newest signed checkpoint: give it to somebody else to keep."""
    click.echo(newest_note(db.session()) or "Nothing sealed yet.")


@audit_cli.cli.command("verify")
@click.option(
    "--witness", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A checkpoint kept elsewhere."
)
def verify_now(witness: Path | None) -> None:
    """Read the whole log; exit code 1 names the first broken entry."""
    with db.engine.connect() as connection:
        verdict = verify(connection, witness.read_text(encoding="utf-8") if witness else None)
    if verdict.is_whole:
        click.echo(f"Whole: {verdict.entries} entries, {verdict.sealed} sealed.")
        return
    where = f"entry {verdict.broken_entry}" if verdict.broken_entry else "the tree"
    click.echo(
        f"BROKEN at {where}: {verdict.reason}. Entries before it are intact. Do not restart; call the security contact."
    )
    sys.exit(1)
