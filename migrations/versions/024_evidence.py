"""Evidence: scans, small pictures, what pictures and invoices look like, findings."""

import sqlalchemy as sa
from alembic import op

revision = "024"
down_revision = "023"
branch_labels = None
depends_on = None

ROLE = "returns_app"
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
RULES = {
    "picture_band": "EXISTS (SELECT 1 FROM evidence_file f WHERE f.id = picture_band.file_id)",
    "support_finding": f"organisation_id = {ORG}",
}


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("evidence_file") as batch:
        batch.add_column(sa.Column("is_infected", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("picture_ct", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("small", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("delivery") as batch:
        batch.add_column(sa.Column("invoice_bi", sa.LargeBinary(length=16), nullable=True))
        batch.create_index(op.f("ix_delivery_invoice_bi"), ["invoice_bi"])
    op.create_table(
        "picture_band",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("value_bi", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["evidence_file.id"], name=op.f("fk_picture_band_file_id_evidence_file")),
        sa.PrimaryKeyConstraint("file_id", "band", name=op.f("pk_picture_band")),
    )
    op.create_index(op.f("ix_picture_band_value_bi"), "picture_band", ["value_bi"])
    _findings()
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, rule in RULES.items():
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({MINE}{rule}) WITH CHECK ({MINE}{rule})")


def downgrade() -> None:
    """Go down again."""
    op.drop_table("support_finding")
    op.drop_table("picture_band")
    with op.batch_alter_table("delivery") as batch:
        batch.drop_index(op.f("ix_delivery_invoice_bi"))
        batch.drop_column("invoice_bi")
    with op.batch_alter_table("evidence_file") as batch:
        for column in ("is_infected", "picture_ct", "small", "version"):
            batch.drop_column(column)


def _findings() -> None:
    keys = {"case_id": "return_case", "other_case_id": "return_case", "organisation_id": "organisation"}
    op.create_table(
        "support_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("other_case_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_support_finding_answered_by_account")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_support_finding_{column}_{table}"))
            for column, table in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_finding")),
        sa.UniqueConstraint("kind", "subject_id", "other_id", name=op.f("uq_support_finding_kind_subject_id_other_id")),
    )
    op.create_index("ix_support_finding_open", "support_finding", ["organisation_id", "status", "found_at"])
    op.create_index(op.f("ix_support_finding_case_id"), "support_finding", ["case_id"])
