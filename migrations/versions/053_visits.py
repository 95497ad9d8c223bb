"""Monitoring visits: planned, held or not held, what was found."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import build_wall, who_sees_case

revision = "053"
down_revision = "052"
branch_labels = None
depends_on = None

TABLES = ("monitoring_visit",)


def upgrade() -> None:
    """Go up."""
    _monitoring_visit()
    for table in TABLES:
        build_wall(table, who_sees_case(table))  # the partner visits, and reads what it wrote


def downgrade() -> None:
    """Go down again."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _monitoring_visit() -> None:
    op.create_table(
        "monitoring_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("planned_by", sa.Uuid(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("place_text_ct", sa.LargeBinary(), nullable=True),
        sa.Column("visitor_ct", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("findings_ct", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_monitoring_visit_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_monitoring_visit_person_id_person")),
        sa.ForeignKeyConstraint(["planned_by"], ["account.id"], name=op.f("fk_monitoring_visit_planned_by_account")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_monitoring_visit_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_visit")),
        sa.UniqueConstraint("request_key", name=op.f("uq_monitoring_visit_request_key")),
    )
    op.create_index("ix_monitoring_visit_case", "monitoring_visit", ["case_id", "on"], unique=False)
    op.create_index(op.f("ix_monitoring_visit_person_id"), "monitoring_visit", ["person_id"], unique=False)
