"""Envelopes, plans, deliveries, rates, evidence."""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "support_envelope",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("component", sa.String(length=40), nullable=False),
        sa.Column("ceiling", sa.BigInteger(), nullable=False),
        sa.Column("tariff", sa.String(length=80), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_support_envelope_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_envelope_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_envelope")),
        sa.UniqueConstraint(
            "case_id", "person_id", "component", name=op.f("uq_support_envelope_case_id_person_id_component")
        ),
    )
    op.create_table(
        "support_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("component", sa.String(length=40), nullable=False),
        sa.Column("ceiling", sa.BigInteger(), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("delivered", sa.BigInteger(), nullable=False),
        sa.Column("proven", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("delivered <= ceiling", name=op.f("ck_support_account_delivered")),
        sa.CheckConstraint("planned <= ceiling", name=op.f("ck_support_account_planned")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_support_account_case_id_return_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_account")),
        sa.UniqueConstraint("case_id", "component", name=op.f("uq_support_account_case_id_component")),
    )
    op.create_table(
        "plan_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("component", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("item_ct", sa.LargeBinary(), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("delivered", sa.BigInteger(), nullable=False),
        sa.Column("planned_by", sa.Uuid(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_plan_line_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_line_person_id_person")),
        sa.ForeignKeyConstraint(["planned_by"], ["account.id"], name=op.f("fk_plan_line_planned_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line")),
        sa.UniqueConstraint("request_key", name=op.f("uq_plan_line_request_key")),
    )
    op.create_index(op.f("ix_plan_line_case_id"), "plan_line", ["case_id"], unique=False)
    op.create_table(
        "evidence_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("name_ct", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_index", sa.LargeBinary(length=16), nullable=False),
        sa.Column("is_scanned", sa.Boolean(), nullable=False),
        sa.Column("stored_by", sa.Uuid(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_evidence_file_case_id_return_case")),
        sa.ForeignKeyConstraint(["stored_by"], ["account.id"], name=op.f("fk_evidence_file_stored_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
    )
    op.create_index(op.f("ix_evidence_file_case_id"), "evidence_file", ["case_id"], unique=False)
    op.create_index(op.f("ix_evidence_file_content_index"), "evidence_file", ["content_index"], unique=False)
    op.create_table(
        "evidence_chunk",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["evidence_file.id"], name=op.f("fk_evidence_chunk_file_id_evidence_file")
        ),
        sa.PrimaryKeyConstraint("file_id", "position", name=op.f("pk_evidence_chunk")),
    )

    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("per_euro", sa.String(length=40), nullable=False),
        sa.Column("rate_on", sa.Date(), nullable=False),
        sa.Column("rate_source", sa.String(length=80), nullable=False),
        sa.Column("amount_eur", sa.BigInteger(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("proof", sa.String(length=40), nullable=False),
        sa.Column("variance_reason", sa.String(length=40), nullable=True),
        sa.Column("receipt_number_ct", sa.LargeBinary(), nullable=True),
        sa.Column("supplier_ct", sa.LargeBinary(), nullable=True),
        sa.Column("description_ct", sa.LargeBinary(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("logged_by", sa.Uuid(), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_delivery_case_id_return_case")),
        sa.ForeignKeyConstraint(["file_id"], ["evidence_file.id"], name=op.f("fk_delivery_file_id_evidence_file")),
        sa.ForeignKeyConstraint(["line_id"], ["plan_line.id"], name=op.f("fk_delivery_line_id_plan_line")),
        sa.ForeignKeyConstraint(["logged_by"], ["account.id"], name=op.f("fk_delivery_logged_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_delivery_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("request_key", name=op.f("uq_delivery_request_key")),
    )
    op.create_index(op.f("ix_delivery_case_id"), "delivery", ["case_id"], unique=False)
    op.create_index(op.f("ix_delivery_delivered_on"), "delivery", ["delivered_on"], unique=False)
    op.create_index("ix_delivery_unproven", "delivery", ["proof", "case_id"], unique=False)
    op.create_index(op.f("ix_delivery_line_id"), "delivery", ["line_id"], unique=False)
    op.create_table(
        "exchange_rate",
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("per_euro", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_exchange_rate_recorded_by_account")),
        sa.PrimaryKeyConstraint("currency", "on", name=op.f("pk_exchange_rate")),
    )


def downgrade() -> None:
    """Go down again."""
    op.drop_table("exchange_rate")
    op.drop_table("delivery")
    op.drop_table("evidence_chunk")
    op.drop_table("evidence_file")
    op.drop_table("plan_line")
    op.drop_table("support_account")
    op.drop_table("support_envelope")
