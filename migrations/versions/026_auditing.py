"""Findings of auditors and costs that can't be claimed."""

import sqlalchemy as sa
from alembic import op

revision = "026"
down_revision = "025"
branch_labels = None
depends_on = None

ROLE = "returns_app"
TABLES = ("audit_finding", "ineligible_cost")
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
POLICIES: dict[str, str] = {
    "audit_finding": f"organisation_id = {ORG} OR EXISTS (SELECT 1 FROM organisation o WHERE o.id = {ORG} "
    "AND o.kind = 'audit_body' AND o.member_state = audit_finding.member_state)",
    "ineligible_cost": "EXISTS (SELECT 1 FROM return_case c WHERE c.id = ineligible_cost.case_id)",
}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "audit_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("member_state", sa.String(length=2), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("text_ct", sa.LargeBinary(), nullable=False),
        sa.Column("found_by", sa.Uuid(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_ct", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_audit_finding_answered_by_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_audit_finding_case_id_return_case")),
        sa.ForeignKeyConstraint(["found_by"], ["account.id"], name=op.f("fk_audit_finding_found_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_audit_finding_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_finding")),
        sa.UniqueConstraint("reference", name=op.f("uq_audit_finding_reference")),
        sa.UniqueConstraint("request_key", name=op.f("uq_audit_finding_request_key")),
    )
    op.create_index(op.f("ix_audit_finding_case_id"), "audit_finding", ["case_id"], unique=False)
    op.create_index("ix_audit_finding_listed", "audit_finding", ["member_state", "state", "due_on"], unique=False)
    op.create_table(
        "ineligible_cost",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("ground_ct", sa.LargeBinary(), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_ineligible_cost_case_id_return_case")),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_ineligible_cost_delivery_id_delivery")),
        sa.ForeignKeyConstraint(["marked_by"], ["account.id"], name=op.f("fk_ineligible_cost_marked_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ineligible_cost")),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_ineligible_cost_delivery_id")),
    )
    op.create_index(op.f("ix_ineligible_cost_case_id"), "ineligible_cost", ["case_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _wall()


def _wall() -> None:
    for table in TABLES:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
    for table, rule in POLICIES.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({MINE}{rule}) WITH CHECK ({MINE}{rule})")


def downgrade() -> None:
    """Go down again."""
    op.drop_table("ineligible_cost")
    op.drop_table("audit_finding")
