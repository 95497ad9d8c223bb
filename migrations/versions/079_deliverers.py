"""A second partner that delivers some lines of a plan and sees those alone."""

import sqlalchemy as sa
from alembic import op

revision = "079"
down_revision = "055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    for table in ("partner_offer", "case_access"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("lines", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))


def downgrade() -> None:
    """Go down again."""
    for table in ("partner_offer", "case_access"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("lines")
