"""Follow-up: who is to be asked when, what was answered, which help is needed."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import build_wall, who_sees_case

revision = "052"
down_revision = "051"
branch_labels = None
depends_on = None

TABLES = (
    "survey_round",
    "survey_sheet",
    "help_need",
)


def upgrade() -> None:
    """Go up."""
    _survey_round()
    _survey_sheet()
    _help_need()
    for table in TABLES:
        build_wall(table, who_sees_case(table))  # the partner asks, and reads what it asked


def downgrade() -> None:
    """Go down again."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _survey_round() -> None:
    op.create_table(
        "survey_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=40), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("is_reached", sa.Boolean(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("score IS NULL OR (score >= 0 AND score <= 100)", name=op.f("ck_survey_round_score")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_survey_round_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_survey_round_person_id_person")),
        sa.ForeignKeyConstraint(["settled_by"], ["account.id"], name=op.f("fk_survey_round_settled_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_round")),
        sa.UniqueConstraint("case_id", "person_id", "moment", name=op.f("uq_survey_round_case_id_person_id_moment")),
    )
    op.create_index("ix_survey_round_due", "survey_round", ["state", "due_on"], unique=False)
    op.create_index(op.f("ix_survey_round_person_id"), "survey_round", ["person_id"], unique=False)
    op.create_index(op.f("ix_survey_round_settled_at"), "survey_round", ["settled_at"], unique=False)


def _survey_sheet() -> None:
    op.create_table(
        "survey_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("respondent", sa.String(length=40), nullable=False),
        sa.Column("is_independent", sa.Boolean(), nullable=False),
        sa.Column("answers_ct", sa.LargeBinary(), nullable=False),
        sa.Column("note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_survey_sheet_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_survey_sheet_person_id_person")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_survey_sheet_recorded_by_account")),
        sa.ForeignKeyConstraint(["round_id"], ["survey_round.id"], name=op.f("fk_survey_sheet_round_id_survey_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_sheet")),
        sa.UniqueConstraint("request_key", name=op.f("uq_survey_sheet_request_key")),
    )
    op.create_index(op.f("ix_survey_sheet_case_id"), "survey_sheet", ["case_id"], unique=False)
    op.create_index(op.f("ix_survey_sheet_person_id"), "survey_sheet", ["person_id"], unique=False)
    op.create_index(op.f("ix_survey_sheet_round_id"), "survey_sheet", ["round_id"], unique=False)


def _help_need() -> None:
    op.create_table(
        "help_need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("whose", sa.String(length=40), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("text_ct", sa.LargeBinary(), nullable=True),
        sa.Column("noted_by", sa.Uuid(), nullable=True),
        sa.Column("end", sa.String(length=40), nullable=True),
        sa.Column("done_ct", sa.LargeBinary(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_help_need_case_id_return_case")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_help_need_ended_by_account")),
        sa.ForeignKeyConstraint(["noted_by"], ["account.id"], name=op.f("fk_help_need_noted_by_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_help_need_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_need")),
    )
    op.create_index("ix_help_need_case", "help_need", ["case_id", "ended_at"], unique=False)
    op.create_index(op.f("ix_help_need_person_id"), "help_need", ["person_id"], unique=False)
