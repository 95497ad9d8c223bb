"""Support that is asked back: claims, their lines, instalments, entries with their shares, what two people decide."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import build_wall, who_owns_case, who_sees_case

revision = "043"
down_revision = "046"
branch_labels = None
depends_on = None

TABLES = (
    "recovery_claim", "recovery_line", "recovery_instalment", "recovery_entry", "recovery_step", "recovery_share",
)  # fmt: skip
OPEN = {"sqlite_where": sa.text("state = 'open'"), "postgresql_where": sa.text("state = 'open'")}


def upgrade() -> None:
    """Go up."""
    _claim()
    _entry()
    _instalment()
    _line()
    _step()
    _share()
    for table in TABLES:
        is_seen = table == "recovery_line"  # amounts alone: a partner's delivery is not taken back from under a claim
        build_wall(table, (who_sees_case if is_seen else who_owns_case)(table))


def downgrade() -> None:
    """Go down again."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _claim() -> None:
    op.create_table(
        "recovery_claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("text_ct", sa.LargeBinary(), nullable=False),
        sa.Column("claimed", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("waived", sa.BigInteger(), nullable=False),
        sa.Column("written_off", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("hear_until", sa.Date(), nullable=True),
        sa.Column("hear_way", sa.String(length=40), nullable=False),
        sa.Column("hear_language", sa.String(length=8), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_ct", sa.LargeBinary(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("rests_until", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_ct", sa.LargeBinary(), nullable=True),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("claimed > 0", name=op.f("ck_recovery_claim_claimed")),
        sa.CheckConstraint("paid + waived + written_off <= claimed", name=op.f("ck_recovery_claim_open")),
        sa.CheckConstraint("paid >= 0 AND waived >= 0 AND written_off >= 0", name=op.f("ck_recovery_claim_parts")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_recovery_claim_case_id_return_case")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_recovery_claim_decision_id_decision")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_recovery_claim_ended_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_recovery_claim_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name=op.f("fk_recovery_claim_proposed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_claim")),
        sa.UniqueConstraint("request_key", name=op.f("uq_recovery_claim_request_key")),
    )
    op.create_index(op.f("ix_recovery_claim_case_id"), "recovery_claim", ["case_id"], unique=False)
    op.create_index("ix_recovery_claim_queue", "recovery_claim", ["organisation_id", "state"], unique=False)


def _entry() -> None:
    op.create_table(
        "recovery_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("means", sa.String(length=40), nullable=True),
        sa.Column("reference_ct", sa.LargeBinary(), nullable=True),
        sa.Column("reversal_of", sa.Uuid(), nullable=True),
        sa.Column("booked_by", sa.Uuid(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["booked_by"], ["account.id"], name=op.f("fk_recovery_entry_booked_by_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_recovery_entry_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["recovery_claim.id"], name=op.f("fk_recovery_entry_claim_id_recovery_claim")
        ),
        sa.ForeignKeyConstraint(
            ["reversal_of"], ["recovery_entry.id"], name=op.f("fk_recovery_entry_reversal_of_recovery_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_entry")),
        sa.UniqueConstraint("request_key", name=op.f("uq_recovery_entry_request_key")),
        sa.UniqueConstraint("reversal_of", name=op.f("uq_recovery_entry_reversal_of")),
    )
    op.create_index(op.f("ix_recovery_entry_case_id"), "recovery_entry", ["case_id"], unique=False)
    op.create_index(op.f("ix_recovery_entry_claim_id"), "recovery_entry", ["claim_id"], unique=False)
    op.create_index(op.f("ix_recovery_entry_on"), "recovery_entry", ["on"], unique=False)


def _instalment() -> None:
    op.create_table(
        "recovery_instalment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["return_case.id"], name=op.f("fk_recovery_instalment_case_id_return_case")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["recovery_claim.id"], name=op.f("fk_recovery_instalment_claim_id_recovery_claim")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_recovery_instalment_set_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_instalment")),
        sa.UniqueConstraint("claim_id", "plan", "position", name=op.f("uq_recovery_instalment_claim_id_plan_position")),
    )
    op.create_index(op.f("ix_recovery_instalment_case_id"), "recovery_instalment", ["case_id"], unique=False)


def _line() -> None:
    op.create_table(
        "recovery_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("funding_source", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_recovery_line_amount")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_recovery_line_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["recovery_claim.id"], name=op.f("fk_recovery_line_claim_id_recovery_claim")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["plan_line.id"], name=op.f("fk_recovery_line_line_id_plan_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_line")),
        sa.UniqueConstraint("claim_id", "line_id", name=op.f("uq_recovery_line_claim_id_line_id")),
    )
    op.create_index(op.f("ix_recovery_line_case_id"), "recovery_line", ["case_id"], unique=False)


def _step() -> None:
    op.create_table(
        "recovery_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("text_ct", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_ct", sa.LargeBinary(), nullable=True),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_recovery_step_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["recovery_claim.id"], name=op.f("fk_recovery_step_claim_id_recovery_claim")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_recovery_step_ended_by_account")),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name=op.f("fk_recovery_step_proposed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_step")),
        sa.UniqueConstraint("request_key", name=op.f("uq_recovery_step_request_key")),
    )
    op.create_index(op.f("ix_recovery_step_case_id"), "recovery_step", ["case_id"], unique=False)
    op.create_index(op.f("ix_recovery_step_claim_id"), "recovery_step", ["claim_id"], unique=False)
    op.create_index("uq_recovery_step_open", "recovery_step", ["claim_id", "kind"], unique=True, **OPEN)


def _share() -> None:
    op.create_table(
        "recovery_share",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("recovery_line_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_recovery_share_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["recovery_entry.id"], name=op.f("fk_recovery_share_entry_id_recovery_entry")
        ),
        sa.ForeignKeyConstraint(
            ["recovery_line_id"], ["recovery_line.id"], name=op.f("fk_recovery_share_recovery_line_id_recovery_line")
        ),
        sa.PrimaryKeyConstraint("entry_id", "recovery_line_id", name=op.f("pk_recovery_share")),
    )
    op.create_index(op.f("ix_recovery_share_case_id"), "recovery_share", ["case_id"], unique=False)
