"""Files with cases."""

import sqlalchemy as sa
from alembic import op

revision = "022"
down_revision = "021"
branch_labels = None
depends_on = None

MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
RULE = "organisation_id = nullif(current_setting('app.org', true), '')::uuid"


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "case_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_refused", sa.Integer(), nullable=False),
        sa.Column("cases_ready", sa.Integer(), nullable=False),
        sa.Column("cases_known", sa.Integer(), nullable=False),
        sa.Column("cases_done", sa.Integer(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("content_ct", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_case_import_account_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_case_import_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_import")),
    )
    op.create_index("ix_case_import_house", "case_import", ["organisation_id", "uploaded_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON case_import TO returns_app")
        op.execute("ALTER TABLE case_import ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE case_import FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON case_import USING ({MINE}{RULE}) WITH CHECK ({MINE}{RULE})")


def downgrade() -> None:
    """Go down."""
    op.drop_table("case_import")
