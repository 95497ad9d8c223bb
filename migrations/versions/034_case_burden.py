"""What a case takes in fields and minutes."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import build_wall, own_organisation

revision = "034"
down_revision = "033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "case_burden",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_burden_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_case_burden_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("case_id", "organisation_id", "part", name=op.f("pk_case_burden")),
    )
    op.create_index("ix_case_burden_recent", "case_burden", ["organisation_id", "month"], unique=False)
    build_wall("case_burden", own_organisation("case_burden"))


def downgrade() -> None:
    """Go down again."""
    op.drop_table("case_burden")
