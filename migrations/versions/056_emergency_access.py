"""Emergency access: who opened which case for a few hours, why, and what an officer said of it."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import ORG, build_wall

revision = "056"
down_revision = "054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "emergency_access",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("words_ct", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("verdict_words_ct", sa.LargeBinary(), nullable=True),
        sa.Column("judged_by", sa.Uuid(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_emergency_access_account_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_emergency_access_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisation.id"], name=op.f("fk_emergency_access_owner_id_organisation")
        ),
        sa.ForeignKeyConstraint(["judged_by"], ["account.id"], name=op.f("fk_emergency_access_judged_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_access")),
        sa.UniqueConstraint("request_key", name=op.f("uq_emergency_access_request_key")),
    )
    op.create_index(op.f("ix_emergency_access_case_id"), "emergency_access", ["case_id"])
    op.create_index("ix_emergency_access_of", "emergency_access", ["owner_id", "opened_at"])
    op.create_index("ix_emergency_access_by", "emergency_access", ["account_id", "opened_at"])
    build_wall("emergency_access", f"emergency_access.organisation_id = {ORG} OR emergency_access.owner_id = {ORG}")


def downgrade() -> None:
    """Go down."""
    op.drop_table("emergency_access")
