"""The register of processors and recipients."""

import sqlalchemy as sa
from alembic import op

revision = "008"
down_revision = "007"
branch_labels = None
depends_on = None

ROLE = "returns_app"
HOUSE = "coalesce(current_setting('app.house', true), '') = 'yes'"
ORG = "nullif(current_setting('app.org', true), '')::uuid"
POLICIES = {
    "recipient_entry": f"{HOUSE} OR owner_id = {ORG}",
}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "recipient_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("contract", sa.String(length=200), nullable=False),
        sa.Column("safeguards", sa.String(length=1000), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_recipient_entry_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_recipient_entry_owner_id_organisation")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_recipient_entry_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_entry")),
    )
    op.create_index(
        "ix_recipient_entry_newest", "recipient_entry", ["owner_id", "organisation_id", "recorded_at"], unique=False
    )
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, rule in POLICIES.items():
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({rule}) WITH CHECK ({rule})")


def downgrade() -> None:
    """Go down again."""
    op.drop_index("ix_recipient_entry_newest", table_name="recipient_entry")
    op.drop_table("recipient_entry")
