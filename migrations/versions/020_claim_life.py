"""The life of claims: which keys their addresses were made with, changes of key, marks against fishing."""

import sqlalchemy as sa
from alembic import op

revision = "020"
down_revision = "019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("own_claim", sa.Column("key_epoch", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("own_claim", sa.Column("key_version", sa.String(length=20), nullable=False, server_default=""))
    op.create_table(
        "check_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name_index", sa.LargeBinary(length=16), nullable=False),
        sa.Column("born_index", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_check_mark_asked_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_mark")),
    )
    op.create_index("ix_check_mark_asker", "check_mark", ["asked_by", "name_index", "at"], unique=False)
    op.create_table(
        "registry_key_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registry_key_change")),
        sa.UniqueConstraint("epoch", name=op.f("uq_registry_key_change_epoch")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("check_mark", "registry_key_change"):
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO returns_app")


def downgrade() -> None:
    """Go down again."""
    op.drop_table("registry_key_change")
    op.drop_table("check_mark")
    op.drop_column("own_claim", "key_version")
    op.drop_column("own_claim", "key_epoch")
