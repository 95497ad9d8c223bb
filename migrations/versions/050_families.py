"""Families that change: the status of a member, relations, and cases that came out of another."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import build_wall, who_owns_case

revision = "050"
down_revision = "056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("case_member", sa.Column("status", sa.String(length=40), nullable=False, server_default="included"))
    op.add_column("case_member", sa.Column("joined_on", sa.Date(), nullable=True))
    op.add_column("case_member", sa.Column("is_newborn", sa.Boolean(), nullable=False, server_default=sa.false()))
    _relation()
    _split()
    for table in ("family_relation", "case_split"):
        build_wall(table, who_owns_case(table))


def downgrade() -> None:
    """Go down again."""
    op.drop_table("case_split")
    op.drop_table("family_relation")
    for column in ("is_newborn", "joined_on", "status"):
        op.drop_column("case_member", column)


def _relation() -> None:
    op.create_table(
        "family_relation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("proof", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_family_relation_case_id_return_case")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_family_relation_other_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_family_relation_person_id_person")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_family_relation_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_relation")),
    )
    op.create_index(op.f("ix_family_relation_case_id"), "family_relation", ["case_id"])
    op.create_index(op.f("ix_family_relation_other_id"), "family_relation", ["other_id"])
    op.create_index("ix_family_relation_pair", "family_relation", ["person_id", "other_id"])


def _split() -> None:
    op.create_table(
        "case_split",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("to_case_id", sa.Uuid(), nullable=False),
        sa.Column("split_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_split_case_id_return_case")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_case_split_recorded_by_account")),
        sa.ForeignKeyConstraint(["to_case_id"], ["return_case.id"], name=op.f("fk_case_split_to_case_id_return_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_split")),
        sa.UniqueConstraint("request_key", name=op.f("uq_case_split_request_key")),
    )
    op.create_index(op.f("ix_case_split_case_id"), "case_split", ["case_id"])
    op.create_index(op.f("ix_case_split_to_case_id"), "case_split", ["to_case_id"])
