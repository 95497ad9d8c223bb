"""Notices about personal data that were given, and which cases went out with an export."""

import sqlalchemy as sa
from alembic import op

revision = "036"
down_revision = "028"
branch_labels = None
depends_on = None

ROLE = "returns_app"
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
RULES = {
    "notice_given": "EXISTS (SELECT 1 FROM return_case c WHERE c.id = notice_given.case_id)",
    "exported_case": "EXISTS (SELECT 1 FROM list_export e WHERE e.id = exported_case.export_id)",
}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "notice_given",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_notice_given_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_given_person_id_person")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_notice_given_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_given")),
        sa.UniqueConstraint("request_key", "person_id", name=op.f("uq_notice_given_request_key_person_id")),
    )
    op.create_index("ix_notice_given_whose", "notice_given", ["case_id", "person_id", "version"])
    op.create_table(
        "exported_case",
        sa.Column("export_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["list_export.id"], name=op.f("fk_exported_case_export_id_list_export")),
        sa.PrimaryKeyConstraint("export_id", "case_id", name=op.f("pk_exported_case")),
    )
    op.create_index(op.f("ix_exported_case_case_id"), "exported_case", ["case_id"])
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, rule in RULES.items():
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({MINE}{rule}) WITH CHECK ({MINE}{rule})")


def downgrade() -> None:
    """Go down."""
    op.drop_table("exported_case")
    op.drop_table("notice_given")
