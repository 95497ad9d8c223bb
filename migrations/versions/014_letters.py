"""Decision letters that were handed over."""

import sqlalchemy as sa
from alembic import op

revision = "014"
down_revision = "013"
branch_labels = None
depends_on = None

MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
RULE = (
    f"EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = served_letter.case_id AND a.organisation_id = {ORG} "
    "AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "served_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("objection_until", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_served_letter_case_id_return_case")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_served_letter_decision_id_decision")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_served_letter_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_served_letter")),
        sa.UniqueConstraint("request_key", name=op.f("uq_served_letter_request_key")),
    )
    op.create_index(op.f("ix_served_letter_case_id"), "served_letter", ["case_id"])
    op.create_index(op.f("ix_served_letter_decision_id"), "served_letter", ["decision_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON served_letter TO returns_app")
        op.execute("ALTER TABLE served_letter ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE served_letter FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON served_letter USING ({MINE}{RULE}) WITH CHECK ({MINE}{RULE})")


def downgrade() -> None:
    """Go down."""
    op.drop_table("served_letter")
