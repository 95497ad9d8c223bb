"""Letters between states, disclosed fields, notices to persons."""

import sqlalchemy as sa
from alembic import op

revision = "012"
down_revision = "011"
branch_labels = None
depends_on = None

ROLE = "returns_app"
TABLES = (
    "registry_post_key",
    "registry_post_thread",
    "registry_letter",
    "review_disclosure",
    "review_letter",
    "review_notice",
)
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
POLICIES: dict[str, str] = {
    "review_letter": "EXISTS (SELECT 1 FROM review r WHERE r.id = review_letter.review_id)",
    "review_disclosure": "EXISTS (SELECT 1 FROM review r WHERE r.id = review_disclosure.review_id)",
    "review_notice": "EXISTS (SELECT 1 FROM review r WHERE r.id = review_notice.review_id)",
}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "registry_post_key",
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_registry_post_key")),
    )
    op.create_table(
        "registry_post_thread",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opener", sa.String(length=2), nullable=False),
        sa.Column("owner", sa.String(length=2), nullable=False),
        sa.Column("claim", sa.String(length=20), nullable=False),
        sa.Column("veil", sa.LargeBinary(length=32), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registry_post_thread")),
    )
    op.create_table(
        "registry_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("to_state", sa.String(length=2), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["registry_post_thread.id"], name=op.f("fk_registry_letter_thread_id_registry_post_thread")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registry_letter")),
    )
    op.create_index(op.f("ix_registry_letter_thread_id"), "registry_letter", ["thread_id"], unique=False)
    op.create_index(op.f("ix_registry_letter_to_state"), "registry_letter", ["to_state"], unique=False)
    op.create_table(
        "review_disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("reason_ct", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("declined", sa.String(length=40), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("value_ct", sa.LargeBinary(), nullable=True),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_review_disclosure_answered_by_account")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_review_disclosure_asked_by_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_review_disclosure_case_id_return_case")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_disclosure_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_disclosure")),
    )
    op.create_index(op.f("ix_review_disclosure_request_id"), "review_disclosure", ["request_id"], unique=False)
    op.create_index(op.f("ix_review_disclosure_review_id"), "review_disclosure", ["review_id"], unique=False)
    op.create_table(
        "review_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body_ct", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_review_letter_case_id_return_case")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_letter_review_id_review")),
        sa.ForeignKeyConstraint(["written_by"], ["account.id"], name=op.f("fk_review_letter_written_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_letter")),
        sa.UniqueConstraint("letter_id", "is_ours", name=op.f("uq_review_letter_letter_id_is_ours")),
    )
    op.create_index("ix_review_letter_of", "review_letter", ["review_id", "written_at"], unique=False)
    op.create_table(
        "review_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("handed", sa.String(length=40), nullable=True),
        sa.Column("answer_ct", sa.LargeBinary(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consequence", sa.String(length=40), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("ground_ct", sa.LargeBinary(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request_key", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_review_notice_case_id_return_case")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_review_notice_decided_by_account")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_notice_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_notice")),
        sa.UniqueConstraint("request_key", name=op.f("uq_review_notice_request_key")),
        sa.UniqueConstraint("review_id", "round", name=op.f("uq_review_notice_review_id_round")),
    )
    op.create_index(op.f("ix_review_notice_case_id"), "review_notice", ["case_id"], unique=False)
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
    op.drop_table("review_notice")
    op.drop_table("review_letter")
    op.drop_table("review_disclosure")
    op.drop_table("registry_letter")
    op.drop_table("registry_post_thread")
    op.drop_table("registry_post_key")
