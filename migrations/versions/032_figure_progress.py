"""How far a nightly reading of events has come."""

import sqlalchemy as sa
from alembic import op

revision = "032"
down_revision = "031"
branch_labels = None
depends_on = None

COLUMNS = ("quarters_due", "quarters_done")


def upgrade() -> None:
    """Go up."""
    for name in COLUMNS:
        op.add_column("figure_state", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Go down."""
    for name in COLUMNS:
        op.drop_column("figure_state", name)
