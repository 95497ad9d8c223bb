"""Notices, how each account hears of them, and calendar feeds."""

import sqlalchemy as sa
from alembic import op

revision = "013"
down_revision = "012"
branch_labels = None
depends_on = None

MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
RULE = (
    f"organisation_id = {ORG} OR EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = notice.case_id "
    f"AND a.organisation_id = {ORG} AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_notice_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_notice_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_notice_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_account", "notice", ["account_id", "read_at", "created_at"])
    op.create_index("ix_notice_mail", "notice", ["account_id", "mailed_at"])
    op.create_table(
        "mail_choice",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mail_choice_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mail_choice")),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_calendar_feed_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON notice, mail_choice, calendar_feed TO returns_app")
        op.execute("ALTER TABLE notice ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE notice FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON notice USING ({MINE}{RULE}) WITH CHECK ({MINE}{RULE})")


def downgrade() -> None:
    """Go down."""
    for table in ("calendar_feed", "mail_choice", "notice"):
        op.drop_table(table)
