"""Marks on data, requests of persons, erasures."""

import sqlalchemy as sa
from alembic import op

revision = "018"
down_revision = "017"
branch_labels = None
depends_on = None

ROLE = "returns_app"
HOUSE = "coalesce(current_setting('app.house', true), '') = 'yes'"
ORG = "nullif(current_setting('app.org', true), '')::uuid"
SHARED = (
    f"EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = {{table}}.case_id AND a.organisation_id = {ORG} "
    "AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)
POLICIES = {
    "rights_request": f"{HOUSE} OR organisation_id = {ORG}",
    "subject_mark": f"{HOUSE} OR " + SHARED.format(table="subject_mark"),
    "erasure": f"{HOUSE} OR organisation_id = {ORG}",
    "erasure_case": f"{HOUSE} OR EXISTS (SELECT 1 FROM erasure p WHERE p.id = erasure_case.erasure_id)",
}


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "rights_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("extension", sa.String(length=40), nullable=True),
        sa.Column("identity", sa.String(length=40), nullable=False),
        sa.Column("identity_by", sa.Uuid(), nullable=True),
        sa.Column("identity_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("asked_ct", sa.LargeBinary(), nullable=True),
        sa.Column("words_ct", sa.LargeBinary(), nullable=True),
        sa.Column("pack_counts", sa.JSON(), nullable=True),
        sa.Column("registered_by", sa.Uuid(), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request_key", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_rights_request_answered_by_account")),
        sa.ForeignKeyConstraint(["identity_by"], ["account.id"], name=op.f("fk_rights_request_identity_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_rights_request_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by"], ["account.id"], name=op.f("fk_rights_request_registered_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_rights_request_reference")),
        sa.UniqueConstraint("request_key", name=op.f("uq_rights_request_request_key")),
    )
    op.create_index(op.f("ix_rights_request_case_id"), "rights_request", ["case_id"], unique=False)
    op.create_index("ix_rights_request_due", "rights_request", ["organisation_id", "state", "due_on"], unique=False)
    op.create_table(
        "subject_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lifted_by"], ["account.id"], name=op.f("fk_subject_mark_lifted_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_subject_mark_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_subject_mark_set_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_mark")),
    )
    op.create_index(op.f("ix_subject_mark_person_id"), "subject_mark", ["person_id"], unique=False)
    op.create_index("ix_subject_mark_standing", "subject_mark", ["case_id", "lifted_at"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("rules_code", sa.String(length=20), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("figures_before", sa.String(length=64), nullable=False),
        sa.Column("figures_after", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_erasure_asked_by_account")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["account.id"], name=op.f("fk_erasure_confirmed_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_erasure_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["rights_request.id"], name=op.f("fk_erasure_request_id_rights_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index("ix_erasure_waiting", "erasure", ["organisation_id", "state"], unique=False)
    op.create_table(
        "erasure_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("erasure_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["erasure_id"], ["erasure.id"], name=op.f("fk_erasure_case_erasure_id_erasure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_case")),
        sa.UniqueConstraint("erasure_id", "case_id", name=op.f("uq_erasure_case_erasure_id_case_id")),
    )
    op.create_index(op.f("ix_erasure_case_case_id"), "erasure_case", ["case_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, rule in POLICIES.items():
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({rule}) WITH CHECK ({rule})")


def downgrade() -> None:
    """Go down again."""
    op.drop_index(op.f("ix_erasure_case_case_id"), table_name="erasure_case")
    op.drop_table("erasure_case")
    op.drop_index("ix_erasure_waiting", table_name="erasure")
    op.drop_table("erasure")
    op.drop_index("ix_subject_mark_standing", table_name="subject_mark")
    op.drop_index(op.f("ix_subject_mark_person_id"), table_name="subject_mark")
    op.drop_table("subject_mark")
    op.drop_index("ix_rights_request_due", table_name="rights_request")
    op.drop_index(op.f("ix_rights_request_case_id"), table_name="rights_request")
    op.drop_table("rights_request")
