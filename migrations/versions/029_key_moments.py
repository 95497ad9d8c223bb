"""Key moments and their steps."""

import sqlalchemy as sa
from alembic import op

revision = "029"
down_revision = "027"
branch_labels = None
depends_on = None

ROLE = "returns_app"
TABLES = ("key_moment", "key_moment_step")
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "key_moment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("is_retroactive", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers_ct", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_key_moment_case_id_return_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_moment")),
        sa.UniqueConstraint("case_id", "moment", name=op.f("uq_key_moment_case_id_moment")),
    )
    op.create_index("ix_key_moment_turn", "key_moment", ["state", "since"], unique=False)
    op.create_table(
        "key_moment_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key_moment_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("party", sa.String(length=40), nullable=False),
        sa.Column("state_after", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("comment_ct", sa.LargeBinary(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_key_moment_step_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_key_moment_step_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["key_moment_id"], ["key_moment.id"], name=op.f("fk_key_moment_step_key_moment_id_key_moment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_moment_step")),
    )
    op.create_index(op.f("ix_key_moment_step_case_id"), "key_moment_step", ["case_id"], unique=False)
    op.create_index(op.f("ix_key_moment_step_key_moment_id"), "key_moment_step", ["key_moment_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _wall()


def _wall() -> None:
    for table in TABLES:
        rule = f"{MINE}EXISTS (SELECT 1 FROM return_case c WHERE c.id = {table}.case_id)"
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({rule}) WITH CHECK ({rule})")


def downgrade() -> None:
    """Go down again."""
    op.drop_table("key_moment_step")
    op.drop_table("key_moment")
