"""Offers to partners, with what they would see and their answers; access with or without contacts."""

import sqlalchemy as sa
from alembic import op

from returns_app.db.walls import ORG, build_wall

revision = "055"
down_revision = "053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "partner_offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("with_contacts", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("offered_by", sa.Uuid(), nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("note_ct", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("answer_ct", sa.LargeBinary(), nullable=True),
        sa.Column("escalated_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_partner_offer_case_id_return_case")),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_partner_offer_owner_id_organisation")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_partner_offer_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["offered_by"], ["account.id"], name=op.f("fk_partner_offer_offered_by_account")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_partner_offer_answered_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_offer")),
    )
    op.create_index(op.f("ix_partner_offer_case_id"), "partner_offer", ["case_id"])
    op.create_index("ix_partner_offer_answer", "partner_offer", ["organisation_id", "state"])
    build_wall("partner_offer", f"partner_offer.owner_id = {ORG} OR partner_offer.organisation_id = {ORG}")
    with op.batch_alter_table("case_access") as batch:
        batch.add_column(sa.Column("with_contacts", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    """Go down again."""
    with op.batch_alter_table("case_access") as batch:
        batch.drop_column("with_contacts")
    op.drop_table("partner_offer")
