"""Traffic between organisations: nonces, daily counts, breakers."""

import sqlalchemy as sa
from alembic import op

revision = "010"
down_revision = "009"
branch_labels = None
depends_on = None

TABLES = ("peer_nonce", "peer_count", "peer_breaker")


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "peer_nonce",
        sa.Column("nonce", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_peer_nonce")),
    )
    op.create_index(op.f("ix_peer_nonce_at"), "peer_nonce", ["at"], unique=False)
    op.create_table(
        "peer_count",
        sa.Column("peer", sa.String(length=40), nullable=False),
        sa.Column("asker", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("peer", "asker", "day", name=op.f("pk_peer_count")),
    )
    op.create_table(
        "peer_breaker",
        sa.Column("peer", sa.String(length=200), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("peer", name=op.f("pk_peer_breaker")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO returns_app")


def downgrade() -> None:
    """Go down again."""
    for table in reversed(TABLES):
        op.drop_table(table)
