"""Proposals that a second person confirms; a link to set a password may need a second half."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import build_wall, own_organisation

revision = "049"
down_revision = "043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("invitation_token", sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True))
    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("reason_ct", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_proposal_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name=op.f("fk_proposal_proposed_by_account")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_proposal_decided_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index("ix_proposal_of", "proposal", ["organisation_id", "state", "proposed_at"])
    build_wall("proposal", own_organisation("proposal"))


def downgrade() -> None:
    """Go down."""
    op.drop_table("proposal")
    op.drop_column("invitation_token", "code_hash")
