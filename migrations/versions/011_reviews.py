"""Reviews of pairs, what was found out about a claim, links between files."""

import sqlalchemy as sa
from alembic import op

revision = "011"
down_revision = "010"
branch_labels = None
depends_on = None

ROLE = "returns_app"
TABLES = ("settled_claim", "review", "case_link", "review_opinion", "review_stood_aside")
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
POLICIES: dict[str, str] = {
    "review": f"organisation_id = {ORG} OR EXISTS (SELECT 1 FROM organisation o WHERE o.id = {ORG} "
    "AND o.kind = 'audit_body' AND o.member_state = review.member_state)",
    "settled_claim": "EXISTS (SELECT 1 FROM person p WHERE p.id = settled_claim.person_id)",
    "case_link": "EXISTS (SELECT 1 FROM review r WHERE r.id = case_link.review_id)",
    "review_opinion": "EXISTS (SELECT 1 FROM review r WHERE r.id = review_opinion.review_id)",
    "review_stood_aside": "EXISTS (SELECT 1 FROM review r WHERE r.id = review_stood_aside.review_id)",
}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "settled_claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("claim", sa.String(length=20), nullable=False),
        sa.Column("settled_as", sa.String(length=40), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_settled_claim_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settled_claim")),
        sa.UniqueConstraint("person_id", "claim", name=op.f("uq_settled_claim_person_id_claim")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("member_state", sa.String(length=2), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("alert", sa.String(length=40), nullable=False),
        sa.Column("claim", sa.String(length=20), nullable=False),
        sa.Column("other_state", sa.String(length=2), nullable=True),
        sa.Column("other_month", sa.String(length=7), nullable=False),
        sa.Column("other_status", sa.String(length=20), nullable=False),
        sa.Column("other_kinds", sa.JSON(), nullable=False),
        sa.Column("other_completed", sa.String(length=7), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("components", sa.JSON(), nullable=False),
        sa.Column("model_version", sa.String(length=40), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("round_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("verdict_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("other_verdict", sa.String(length=40), nullable=True),
        sa.Column("answer_ct", sa.LargeBinary(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_language", sa.String(length=8), nullable=False),
        sa.Column("with_interpreter", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_review_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_review_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("person_id", "claim", name=op.f("uq_review_person_id_claim")),
        sa.UniqueConstraint("reference", name=op.f("uq_review_reference")),
        sa.UniqueConstraint("thread_id", "member_state", name=op.f("uq_review_thread_id_member_state")),
    )
    op.create_index(op.f("ix_review_case_id"), "review", ["case_id"], unique=False)
    op.create_index("ix_review_listed", "review", ["member_state", "state", "due_on"], unique=False)
    op.create_table(
        "case_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("claim", sa.String(length=20), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("linked_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("reason_ct", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_link_case_id_return_case")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_case_link_ended_by_account")),
        sa.ForeignKeyConstraint(["linked_by"], ["account.id"], name=op.f("fk_case_link_linked_by_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_link_person_id_person")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_case_link_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
    )
    op.create_index(op.f("ix_case_link_case_id"), "case_link", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_link_review_id"), "case_link", ["review_id"], unique=False)
    op.create_table(
        "review_opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("reason_ct", sa.LargeBinary(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_review_opinion_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_review_opinion_case_id_return_case")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_opinion_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_opinion")),
        sa.UniqueConstraint("request_key", name=op.f("uq_review_opinion_request_key")),
        sa.UniqueConstraint(
            "review_id", "round", "account_id", name=op.f("uq_review_opinion_review_id_round_account_id")
        ),
        sa.UniqueConstraint("review_id", "round", "seat", name=op.f("uq_review_opinion_review_id_round_seat")),
    )
    op.create_index(op.f("ix_review_opinion_account_id"), "review_opinion", ["account_id"], unique=False)
    op.create_table(
        "review_stood_aside",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_review_stood_aside_account_id_account")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_stood_aside_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_stood_aside")),
        sa.UniqueConstraint("review_id", "account_id", name=op.f("uq_review_stood_aside_review_id_account_id")),
    )
    op.create_index(op.f("ix_review_stood_aside_account_id"), "review_stood_aside", ["account_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _wall()


def _wall() -> None:
    for table in TABLES:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
    for table, rule in POLICIES.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({MINE}{rule}) WITH CHECK ({MINE}{rule})")


def downgrade() -> None:
    """Go down again."""
    op.drop_table("review_stood_aside")
    op.drop_table("review_opinion")
    op.drop_table("case_link")
    op.drop_table("review")
    op.drop_table("settled_claim")
