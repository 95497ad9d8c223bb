"""Releases carry the tables of the figures, and a manifest signed by the house that anybody can verify without it."""

import sqlalchemy as sa
from alembic import op

revision = "046"
down_revision = "048"
branch_labels = None
depends_on = None

BYTES = (("figure_release", "tables"), ("release_input", "members"))
SIGNED = ("figure_release", "publication")


def upgrade() -> None:
    """Go up. Releases of before have no tables and no signature; what they published stays as it is."""
    for table, name in BYTES:
        op.add_column(table, sa.Column(name, sa.LargeBinary(), nullable=True))
    for table in SIGNED:
        op.add_column(table, sa.Column("manifest", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go down again: signatures and kept tables are gone."""
    for table in SIGNED:
        op.drop_column(table, "manifest")
    for table, name in BYTES:
        op.drop_column(table, name)
