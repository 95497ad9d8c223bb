"""What the shape of a claim tells is hidden: its rows bear no kind, and the kinds it has are sealed with the store's key."""

import sqlalchemy as sa
from alembic import op

revision = "035"
down_revision = "036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up. The kinds of claims stored before stay readable until the store has sealed them (with `lapse`, every night)."""
    op.drop_column("registry_address", "kind")
    op.add_column("registry_claim", sa.Column("sealed_kinds", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Go down again: which row had which kind, and kinds that were sealed, are not known any more."""
    op.drop_column("registry_claim", "sealed_kinds")
    op.add_column("registry_address", sa.Column("kind", sa.String(length=24), nullable=False, server_default=""))
