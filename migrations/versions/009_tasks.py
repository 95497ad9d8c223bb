"""Tasks with their deadlines, and how these were moved."""

import sqlalchemy as sa
from alembic import op

revision = "009"
down_revision = "008"
branch_labels = None
depends_on = None

MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
RULES = {
    "task": (
        f"organisation_id = {ORG} OR EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = task.case_id "
        f"AND a.organisation_id = {ORG} AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
    ),
    "task_extension": "EXISTS (SELECT 1 FROM task t WHERE t.id = task_extension.task_id)",
}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("member_state", sa.String(length=2), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("end", sa.String(length=40), nullable=True),
        sa.Column("sealed_by", sa.Uuid(), nullable=False),
        sa.Column("note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_task_case_id_return_case")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_task_ended_by_account")),
        sa.ForeignKeyConstraint(["opened_by"], ["account.id"], name=op.f("fk_task_opened_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_task_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_task_owner_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    is_open = sa.text("ended_at IS NULL")
    op.create_index("uq_task_open", "task", ["key"], unique=True, sqlite_where=is_open, postgresql_where=is_open)
    op.create_index("ix_task_owner", "task", ["owner_id", "ended_at", "due_on"])
    op.create_index("ix_task_role", "task", ["organisation_id", "role", "ended_at", "due_on"])
    op.create_index("ix_task_case", "task", ["case_id", "ended_at"])
    op.create_index("ix_task_due", "task", ["ended_at", "due_on"])
    op.create_table(
        "task_extension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by", sa.Uuid(), nullable=True),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("sealed_by", sa.Uuid(), nullable=False),
        sa.Column("text_ct", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["moved_by"], ["account.id"], name=op.f("fk_task_extension_moved_by_account")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_extension_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_extension")),
    )
    op.create_index(op.f("ix_task_extension_task_id"), "task_extension", ["task_id"])
    if op.get_bind().dialect.name == "postgresql":
        _build_walls()


def downgrade() -> None:
    """Go down."""
    op.drop_table("task_extension")
    op.drop_table("task")


def _build_walls() -> None:
    for table, rule in RULES.items():
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO returns_app")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({MINE}{rule}) WITH CHECK ({MINE}{rule})")
