"""A data key can be renewed: while that happens the key before is kept beside it."""

import sqlalchemy as sa
from alembic import op

revision = "048"
down_revision = "034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column(
        "subject_key", sa.Column("before_epoch", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )
    op.add_column("subject_key", sa.Column("before", sa.LargeBinary(), nullable=True))
    op.add_column("subject_key", sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_subject_key_renewed_at"), "subject_key", ["renewed_at"])


def downgrade() -> None:
    """Go down; refused while a renewal is under way, because a key before would be lost."""
    kept = op.get_bind().scalar(sa.text("select count(*) from subject_key where before is not null"))
    if kept:
        raise RuntimeError("keys are being renewed: let that end first")
    op.drop_index(op.f("ix_subject_key_renewed_at"), table_name="subject_key")
    for column in ("renewed_at", "before", "before_epoch"):
        op.drop_column("subject_key", column)
