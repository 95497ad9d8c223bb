"""Return cases, members, access, events, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "return_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("member_state", sa.String(length=2), nullable=False),
        sa.Column("return_country", sa.String(length=2), nullable=False),
        sa.Column("return_type", sa.String(length=40), nullable=False),
        sa.Column("programme_version_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("stage_since", sa.Date(), nullable=False),
        sa.Column("counsellor_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("members_count", sa.Integer(), nullable=False),
        sa.Column("is_protected", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("notice_version", sa.String(length=40), nullable=False),
        sa.Column("notice_language", sa.String(length=8), nullable=False),
        sa.Column("notice_given_on", sa.Date(), nullable=False),
        sa.Column("outcome_code", sa.String(length=40), nullable=False),
        sa.Column("family_handle", sa.Uuid(), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["counsellor_id"], ["account.id"], name=op.f("fk_return_case_counsellor_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_return_case_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["principal_id"], ["person.id"], name=op.f("fk_return_case_principal_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_version_id"],
            ["programme_version.id"],
            name=op.f("fk_return_case_programme_version_id_programme_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_case")),
        sa.UniqueConstraint("reference", name=op.f("uq_return_case_reference")),
        sa.UniqueConstraint("request_key", name=op.f("uq_return_case_request_key")),
    )
    op.create_index("ix_return_case_opened", "return_case", ["organisation_id", "opened_on", "reference"], unique=False)
    op.create_index("ix_return_case_counsellor", "return_case", ["counsellor_id", "stage", "changed_at"], unique=False)
    op.create_index("ix_return_case_listed", "return_case", ["organisation_id", "changed_at"], unique=False)
    op.create_index(
        "ix_return_case_country", "return_case", ["organisation_id", "return_country", "changed_at"], unique=False
    )
    op.create_index(op.f("ix_return_case_principal_id"), "return_case", ["principal_id"], unique=False)
    op.create_index("ix_return_case_stage", "return_case", ["organisation_id", "stage", "changed_at"], unique=False)
    op.create_table(
        "case_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_member_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_member")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_case_member_case_id_person_id")),
    )
    op.create_index(op.f("ix_case_member_person_id"), "case_member", ["person_id"], unique=False)
    op.create_table(
        "case_access",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_access_case_id_return_case")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_case_access_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_case_access_owner_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_access")),
        sa.UniqueConstraint("case_id", "organisation_id", name=op.f("uq_case_access_case_id_organisation_id")),
    )
    op.create_index("ix_case_access_by", "case_access", ["organisation_id", "case_id"], unique=False)
    op.create_table(
        "case_author",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_case_author_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_author_case_id_return_case")),
        sa.PrimaryKeyConstraint("case_id", "account_id", name=op.f("pk_case_author")),
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("text_ct", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_case_event_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_case_event_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_event_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index("ix_case_event_counted", "case_event", ["kind", "happened_on"], unique=False)
    op.create_index("ix_case_event_timeline", "case_event", ["case_id", "at"], unique=False)
    op.create_table(
        "case_counter",
        sa.Column("member_state", sa.String(length=2), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("member_state", "year", name=op.f("pk_case_counter")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=120), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_ct", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_draft_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("account_id", "form", name=op.f("uq_draft_account_id_form")),
    )


def downgrade() -> None:
    """Go down again."""
    op.drop_table("draft")
    op.drop_table("case_counter")
    op.drop_table("case_event")
    op.drop_table("case_author")
    op.drop_table("case_access")
    op.drop_table("case_member")
    op.drop_table("return_case")
