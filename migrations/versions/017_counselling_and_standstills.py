"""Counselling, standstills and hand-overs."""

import sqlalchemy as sa
from alembic import op

revision = "017"
down_revision = "016"
branch_labels = None
depends_on = None

ORG = "nullif(current_setting('app.org', true), '')::uuid"
HOUSE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
# Counselling, hand-overs and standstills are the owner's alone: a partner with whom a case is shared sees none of it.
OWNED = (
    "EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = {table}.case_id "
    f"AND a.organisation_id = {ORG} AND a.owner_id = {ORG})"
)
SHARED = (
    "EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = {table}.case_id "
    f"AND a.organisation_id = {ORG} AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)
BY_OWNER = ("case_handover", "case_pause", "counselling_session", "declaration", "referral", "safeguard", "screening")
BY_CASE = ()


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "case_handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("decline_reason", sa.String(length=40), nullable=False),
        sa.Column("note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_handover_case_id_return_case")),
        sa.ForeignKeyConstraint(["from_id"], ["account.id"], name=op.f("fk_case_handover_from_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_case_handover_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["account.id"], name=op.f("fk_case_handover_to_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_handover")),
    )
    op.create_index(op.f("ix_case_handover_case_id"), "case_handover", ["case_id"], unique=False)
    op.create_index("ix_case_handover_from", "case_handover", ["from_id", "state"], unique=False)
    op.create_index("ix_case_handover_open", "case_handover", ["to_id", "state"], unique=False)
    op.create_table(
        "case_pause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("text_ct", sa.LargeBinary(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("begun_by", sa.Uuid(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["begun_by"], ["account.id"], name=op.f("fk_case_pause_begun_by_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_pause_case_id_return_case")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_case_pause_ended_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_pause")),
    )
    op.create_index(op.f("ix_case_pause_case_id"), "case_pause", ["case_id"], unique=False)
    op.create_table(
        "counselling_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("interpreter", sa.String(length=40), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("information", sa.JSON(), nullable=False),
        sa.Column("information_version", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("next_step_ct", sa.LargeBinary(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("private_note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["return_case.id"], name=op.f("fk_counselling_session_case_id_return_case")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_counselling_session_recorded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counselling_session")),
        sa.UniqueConstraint("request_key", name=op.f("uq_counselling_session_request_key")),
    )
    op.create_index("ix_counselling_session_case", "counselling_session", ["case_id", "held_on"], unique=False)
    op.create_table(
        "declaration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_declaration_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_declaration_person_id_person")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_declaration_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    op.create_index("ix_declaration_case", "declaration", ["case_id", "person_id"], unique=False)
    op.create_index(op.f("ix_declaration_person_id"), "declaration", ["person_id"], unique=False)
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("text_ct", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_referral_case_id_return_case")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_referral_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index(op.f("ix_referral_case_id"), "referral", ["case_id"], unique=False)
    op.create_table(
        "safeguard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("text_ct", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_safeguard_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_safeguard_person_id_person")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_safeguard_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguard")),
    )
    op.create_index("ix_safeguard_case", "safeguard", ["case_id", "person_id"], unique=False)
    op.create_index(op.f("ix_safeguard_person_id"), "safeguard", ["person_id"], unique=False)
    op.create_table(
        "screening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("categories_ct", sa.LargeBinary(), nullable=True),
        sa.Column("severity_ct", sa.LargeBinary(), nullable=True),
        sa.Column("needs_ct", sa.LargeBinary(), nullable=True),
        sa.Column("screened_on", sa.Date(), nullable=False),
        sa.Column("screened_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_screening_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_screening_person_id_person")),
        sa.ForeignKeyConstraint(["screened_by"], ["account.id"], name=op.f("fk_screening_screened_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
    )
    op.create_index("ix_screening_case", "screening", ["case_id", "person_id"], unique=False)
    op.create_index(op.f("ix_screening_person_id"), "screening", ["person_id"], unique=False)
    op.add_column("return_case", sa.Column("paused", sa.String(length=40), nullable=False, server_default="none"))
    if op.get_bind().dialect.name == "postgresql":
        _wall()


def _wall() -> None:
    rules = dict.fromkeys(BY_OWNER, OWNED) | dict.fromkeys(BY_CASE, SHARED)
    for table, rule in rules.items():
        seen = HOUSE + rule.format(table=table)
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO returns_app")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({seen}) WITH CHECK ({seen})")


def downgrade() -> None:
    """Go down again."""
    op.drop_column("return_case", "paused")
    op.drop_index(op.f("ix_screening_person_id"), table_name="screening")
    op.drop_index("ix_screening_case", table_name="screening")
    op.drop_table("screening")
    op.drop_index(op.f("ix_safeguard_person_id"), table_name="safeguard")
    op.drop_index("ix_safeguard_case", table_name="safeguard")
    op.drop_table("safeguard")
    op.drop_index(op.f("ix_referral_case_id"), table_name="referral")
    op.drop_table("referral")
    op.drop_index(op.f("ix_declaration_person_id"), table_name="declaration")
    op.drop_index("ix_declaration_case", table_name="declaration")
    op.drop_table("declaration")
    op.drop_index("ix_counselling_session_case", table_name="counselling_session")
    op.drop_table("counselling_session")
    op.drop_index(op.f("ix_case_pause_case_id"), table_name="case_pause")
    op.drop_table("case_pause")
    op.drop_index("ix_case_handover_open", table_name="case_handover")
    op.drop_index("ix_case_handover_from", table_name="case_handover")
    op.drop_index(op.f("ix_case_handover_case_id"), table_name="case_handover")
    op.drop_table("case_handover")
