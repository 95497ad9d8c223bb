"""Exported lists are kept for a day as sealed files."""

import sqlalchemy as sa
from alembic import op

revision = "031"
down_revision = "026"
branch_labels = None
depends_on = None

ROLE = "returns_app"
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
RULE = "organisation_id = nullif(current_setting('app.org', true), '')::uuid"


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "export_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("export_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_export_file_account_id_account")),
        sa.ForeignKeyConstraint(["export_id"], ["list_export.id"], name=op.f("fk_export_file_export_id_list_export")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_export_file_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_file")),
        sa.UniqueConstraint("export_id", name=op.f("uq_export_file_export_id")),
    )
    op.create_index(op.f("ix_export_file_expires_at"), "export_file", ["expires_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON export_file TO {ROLE}")
        op.execute("ALTER TABLE export_file ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE export_file FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON export_file USING ({MINE}{RULE}) WITH CHECK ({MINE}{RULE})")


def downgrade() -> None:
    """Go down."""
    op.drop_table("export_file")
