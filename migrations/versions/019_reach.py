"""Where corrections arrive, breaches, access confirmed anew."""

import sqlalchemy as sa
from alembic import op

revision = "019"
down_revision = "018"
branch_labels = None
depends_on = None

ROLE = "returns_app"
HOUSE = "coalesce(current_setting('app.house', true), '') = 'yes'"
ORG = "nullif(current_setting('app.org', true), '')::uuid"
SHARED = (
    f"EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = {{table}}.case_id AND a.organisation_id = {ORG} "
    "AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)
POLICIES = {
    "correction_reach": f"{HOUSE} OR " + SHARED.format(table="correction_reach"),
    "breach": f"{HOUSE} OR organisation_id = {ORG}",
    "recertification": f"{HOUSE} OR organisation_id = {ORG}",
}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "correction_reach",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_correction_reach_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["organisation.id"], name=op.f("fk_correction_reach_recipient_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_reach")),
    )
    op.create_index("ix_correction_reach_case", "correction_reach", ["case_id", "promised_at"], unique=False)
    op.create_table(
        "breach",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("risk", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("words_ct", sa.LargeBinary(), nullable=True),
        sa.Column("measures_ct", sa.LargeBinary(), nullable=True),
        sa.Column("late_reason_ct", sa.LargeBinary(), nullable=True),
        sa.Column("authority_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("people_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_breach_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_breach_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
        sa.UniqueConstraint("reference", name=op.f("uq_breach_reference")),
    )
    op.create_index("ix_breach_known", "breach", ["organisation_id", "known_at"], unique=False)
    op.create_table(
        "recertification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recertification_account_id_account")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_recertification_by_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_recertification_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recertification")),
        sa.UniqueConstraint("account_id", "quarter", name=op.f("uq_recertification_account_id_quarter")),
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
    op.drop_table("recertification")
    op.drop_index("ix_breach_known", table_name="breach")
    op.drop_table("breach")
    op.drop_index("ix_correction_reach_case", table_name="correction_reach")
    op.drop_table("correction_reach")
