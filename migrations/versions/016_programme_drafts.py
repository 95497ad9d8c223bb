"""Drafts of programmes, roll-backs, and the circumstances of a case."""

import sqlalchemy as sa
from alembic import op

revision = "016"
down_revision = "015"
branch_labels = None
depends_on = None

ORG = "nullif(current_setting('app.org', true), '')::uuid"
SEEN = (
    "coalesce(current_setting('app.house', true), '') = 'yes' OR EXISTS (SELECT 1 FROM case_access a "
    f"WHERE a.case_id = case_circumstances.case_id AND a.organisation_id = {ORG} "
    "AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)


def upgrade() -> None:
    op.create_table(
        "programme_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trial", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_draft_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_draft")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_programme_draft_programme_id")),
    )
    op.create_table(
        "programme_rollback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("rolled_back_by", sa.Uuid(), nullable=False),
        sa.Column("rolled_back_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["rolled_back_by"], ["account.id"], name=op.f("fk_programme_rollback_rolled_back_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["programme_version.id"], name=op.f("fk_programme_rollback_version_id_programme_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_rollback")),
        sa.UniqueConstraint("version_id", name=op.f("uq_programme_rollback_version_id")),
    )
    with op.batch_alter_table("programme_version") as table:
        table.add_column(sa.Column("published_by", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_programme_version_published_by_account"), "account", ["published_by"], ["id"])
    op.create_table(
        "case_circumstances",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("legal_status", sa.String(length=40), nullable=False),
        sa.Column("facts_ct", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["return_case.id"], name=op.f("fk_case_circumstances_case_id_return_case")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_case_circumstances_recorded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_circumstances")),
        sa.UniqueConstraint("case_id", name=op.f("uq_case_circumstances_case_id")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _wall()


def _wall() -> None:
    for table in ("programme_draft", "programme_rollback", "case_circumstances"):
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO returns_app")
    op.execute("ALTER TABLE case_circumstances ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE case_circumstances FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY seen_by ON case_circumstances USING ({SEEN}) WITH CHECK ({SEEN})")


def downgrade() -> None:
    op.drop_table("case_circumstances")
    with op.batch_alter_table("programme_version") as table:
        table.drop_constraint(op.f("fk_programme_version_published_by_account"), type_="foreignkey")
        table.drop_column("published_by")
    op.drop_table("programme_rollback")
    op.drop_table("programme_draft")
