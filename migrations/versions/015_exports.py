"""The register of exports."""

import sqlalchemy as sa
from alembic import op

revision = "015"
down_revision = "014"
branch_labels = None
depends_on = None

MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
RULE = "organisation_id = nullif(current_setting('app.org', true), '')::uuid"


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "list_export",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("text_ct", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_list_export_account_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_list_export_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_export")),
    )
    op.create_index("ix_list_export_house", "list_export", ["organisation_id", "exported_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON list_export TO returns_app")
        op.execute("ALTER TABLE list_export ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE list_export FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON list_export USING ({MINE}{RULE}) WITH CHECK ({MINE}{RULE})")


def downgrade() -> None:
    """Go down."""
    op.drop_table("list_export")
