"""Deliveries of a sample about which the returnee is asked, and what the returnee said."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import build_wall, who_sees_case

revision = "054"
down_revision = "049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "delivery_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answering_id", sa.Uuid(), nullable=True),
        sa.Column("note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_question_delivery_id_delivery")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_delivery_question_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_delivery_question_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["answering_id"], ["organisation.id"], name=op.f("fk_delivery_question_answering_id_organisation")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_delivery_question_asked_by_account")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_delivery_question_answered_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_question")),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_delivery_question_delivery_id")),
    )
    op.create_index(op.f("ix_delivery_question_case_id"), "delivery_question", ["case_id"])
    op.create_index("ix_delivery_question_asked", "delivery_question", ["organisation_id", "asked_on"])
    build_wall("delivery_question", who_sees_case("delivery_question"))


def downgrade() -> None:
    """Go down again."""
    op.drop_table("delivery_question")
