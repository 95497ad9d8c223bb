"""Operators' command about programmes."""

from pathlib import Path

import click
from flask import Blueprint

from returns_app.core.permissions import system_actor
from returns_app.db.unit_of_work import unit_of_work
from returns_app.programmes.service import load_programmes
from returns_app.programmes.service.loading import FOLDER

programmes_cli = Blueprint("programmes_cli", __name__, cli_group="programmes")


@programmes_cli.cli.command("load")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=FOLDER)
def load(folder: Path) -> None:
    """Load programmes from their files; only what changed becomes a new version."""
    with unit_of_work(system_actor("programmes")) as work:
        number = load_programmes(work, folder)
    click.echo(f"{number} new versions.")
