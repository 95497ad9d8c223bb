"""Places for people of a group who are not known yet: counted in the case, never made-up persons."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import build_wall, who_owns_case

revision = "051"
down_revision = "050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("return_case", sa.Column("open_places", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "case_place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_place_case_id_return_case")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_case_place_ended_by_account")),
        sa.ForeignKeyConstraint(["opened_by"], ["account.id"], name=op.f("fk_case_place_opened_by_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_place_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_place")),
    )
    op.create_index("ix_case_place_open", "case_place", ["case_id", "position"])
    build_wall("case_place", who_owns_case("case_place"))


def downgrade() -> None:
    """Go down again."""
    op.drop_table("case_place")
    op.drop_column("return_case", "open_places")
