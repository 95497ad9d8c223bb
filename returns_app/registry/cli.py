"""Operators' commands of a federation: what to tell the other parties."""

import click
from flask import Blueprint

from returns_app.db.encrypted import key_store
from returns_app.db.unit_of_work import settings
from returns_app.peers.service import own_identity
from returns_app.registry.connection import load_shelves
from returns_app.registry.service import destroy_shares, new_share, one_holder, shares_of

federation_cli = Blueprint("federation_cli", __name__, cli_group="federation")


@federation_cli.cli.command("identity")
def show_identity() -> None:
    """Print the public key that verifies our signatures."""
    click.echo(own_identity(key_store().directory, "").public_bytes.hex())


@federation_cli.cli.command("commitments")
def show_commitments() -> None:
    """Print the public key of every epoch of this holder's share."""
    holder, directory = settings().serves.removeprefix("holder-"), key_store().directory
    for epoch in shares_of(directory, holder):
        click.echo(f'{epoch} = "{one_holder(directory, holder).commitment(epoch).hex()}"')


@federation_cli.cli.command("prepare-shards")
def prepare_shards() -> None:
    """Make the address table on every server of the shard file; what is there already stays."""
    shelves = load_shelves(settings())
    shelves.prepare()
    shelves.close()
    click.echo(f"Ready: {', '.join(shelves.places)}.")


@federation_cli.cli.command("new-share")
def make_share() -> None:
    """Make this holder's share of the next key epoch; tell the others its commitment."""
    epoch = new_share(key_store().directory, settings().serves.removeprefix("holder-"))
    click.echo(f"Share of epoch {epoch} made. Restart the holder, then print its commitments.")


@federation_cli.cli.command("destroy-shares")
@click.argument("before", type=int)
def destroy_old_shares(before: int) -> None:
    """Destroy this holder's shares of the epochs before one: do it when every node has made its tokens anew."""
    destroy_shares(key_store().directory, settings().serves.removeprefix("holder-"), before)
    click.echo(f"Shares of epochs before {before} are destroyed. Restart the holder.")
