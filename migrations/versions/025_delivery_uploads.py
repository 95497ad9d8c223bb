"""Spreadsheets of deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "025"
down_revision = "024"
branch_labels = None
depends_on = None

SEEN = (
    "coalesce(current_setting('app.house', true), '') = 'yes' OR "
    "organisation_id = nullif(current_setting('app.org', true), '')::uuid"
)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "delivery_upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows_ct", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_delivery_upload_account_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_delivery_upload_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_upload")),
    )
    op.create_index("ix_delivery_upload_of", "delivery_upload", ["organisation_id", "created_at"])
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON delivery_upload TO returns_app")
    op.execute("ALTER TABLE delivery_upload ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE delivery_upload FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY seen_by ON delivery_upload USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    """Go down again."""
    op.drop_table("delivery_upload")
