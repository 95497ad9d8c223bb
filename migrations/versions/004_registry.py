"""The registry: claims and slotted addresses."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"
branch_labels = None
depends_on = None

SHARDS = 64


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "registry_claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("member_state", sa.String(length=2), nullable=False),
        sa.Column("programme_kind", sa.String(length=40), nullable=False),
        sa.Column("support_kinds", sa.JSON(), nullable=False),
        sa.Column("opened_month", sa.Date(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reserved_until", sa.Date(), nullable=True),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("family_handle", sa.Uuid(), nullable=False),
        sa.Column("key_epoch", sa.Integer(), nullable=False),
        sa.Column("key_version", sa.String(length=20), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("retain_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registry_claim")),
        sa.UniqueConstraint("reference", name=op.f("uq_registry_claim_reference")),
    )
    op.create_index(op.f("ix_registry_claim_member_state"), "registry_claim", ["member_state"], unique=False)
    op.create_index(op.f("ix_registry_claim_status"), "registry_claim", ["status"], unique=False)
    op.create_table(
        "registry_address",
        sa.Column("address", sa.LargeBinary(length=16), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["registry_claim.id"], name=op.f("fk_registry_address_claim_id_registry_claim")
        ),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_registry_address")),
        postgresql_partition_by="HASH (address)",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_registry_address_claim_id"), "registry_address", ["claim_id"], unique=False)
    op.create_table(
        "registry_request",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_registry_request")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for shard in range(SHARDS):
            op.execute(
                f"CREATE TABLE registry_address_{shard:02d} PARTITION OF registry_address "
                f"FOR VALUES WITH (MODULUS {SHARDS}, REMAINDER {shard})"
            )


def downgrade() -> None:
    """Go down again."""
    op.drop_table("registry_request")
    op.drop_table("registry_address")
    op.drop_table("registry_claim")
