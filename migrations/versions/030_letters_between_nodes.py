"""Letters between nodes: who handed one in, who may sign how, and letters that nobody can be given."""

import sqlalchemy as sa
from alembic import op

revision = "030"
down_revision = "032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("registry_letter", sa.Column("from_state", sa.String(length=2), nullable=False, server_default=""))
    op.create_index(op.f("ix_registry_letter_posted_at"), "registry_letter", ["posted_at"], unique=False)
    op.execute(
        "UPDATE registry_letter SET from_state = (SELECT CASE WHEN t.owner = registry_letter.to_state THEN t.opener "
        "ELSE t.owner END FROM registry_post_thread t WHERE t.id = registry_letter.thread_id)"
    )
    op.add_column("review", sa.Column("is_named", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("review", sa.Column("other_key", sa.LargeBinary(length=32), nullable=True))
    op.add_column("review_letter", sa.Column("lost_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go down again."""
    op.drop_column("review_letter", "lost_at")
    op.drop_column("review", "other_key")
    op.drop_column("review", "is_named")
    op.drop_index(op.f("ix_registry_letter_posted_at"), table_name="registry_letter")
    op.drop_column("registry_letter", "from_state")
