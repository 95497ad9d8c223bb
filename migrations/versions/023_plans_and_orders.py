"""Plans with versions and signatures, orders, deliveries taken back."""

import sqlalchemy as sa
from alembic import op

revision = "023"
down_revision = "022"
branch_labels = None
depends_on = None

ROLE = "returns_app"
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
SEEN = (
    "EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = {table}.case_id "
    "AND a.organisation_id = nullif(current_setting('app.org', true), '')::uuid "
    "AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)
TABLES = ("plan_version", "plan_version_line", "plan_signature", "support_order")


def upgrade() -> None:
    """Go up."""
    _plans()
    _orders()
    _lines()
    with op.batch_alter_table("support_account") as batch:
        batch.add_column(sa.Column("approved", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE support_account SET approved = planned")
    with op.batch_alter_table("support_account") as batch:
        batch.create_check_constraint(op.f("ck_support_account_approved"), "delivered <= approved")
        batch.create_check_constraint(op.f("ck_support_account_signed"), "approved <= planned")
    with op.batch_alter_table("delivery") as batch:
        batch.add_column(sa.Column("order_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("reversal_of", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("reversal_reason", sa.String(length=40), nullable=True))
        batch.create_foreign_key(op.f("fk_delivery_order_id_support_order"), "support_order", ["order_id"], ["id"])
        batch.create_foreign_key(op.f("fk_delivery_reversal_of_delivery"), "delivery", ["reversal_of"], ["id"])
        batch.create_unique_constraint(op.f("uq_delivery_reversal_of"), ["reversal_of"])
    _walls()


def downgrade() -> None:
    """Go down again."""
    with op.batch_alter_table("delivery") as batch:
        batch.drop_constraint(op.f("uq_delivery_reversal_of"), type_="unique")
        batch.drop_constraint(op.f("fk_delivery_reversal_of_delivery"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_delivery_order_id_support_order"), type_="foreignkey")
        for column in ("order_id", "reversal_of", "reversal_reason"):
            batch.drop_column(column)
    with op.batch_alter_table("support_account") as batch:
        batch.drop_constraint(op.f("ck_support_account_signed"), type_="check")
        batch.drop_constraint(op.f("ck_support_account_approved"), type_="check")
        batch.drop_column("approved")
    with op.batch_alter_table("plan_line") as batch:
        batch.drop_constraint(op.f("fk_plan_line_changed_by_account"), type_="foreignkey")
        for column in (
            "kind", "status", "goal_ct", "supplier_ct", "starts_on", "ends_on", "instalments", "funding_source", "wanted",
            "changed_by",
        ):  # fmt: skip
            batch.drop_column(column)
    for table in ("support_order", "plan_signature", "plan_version_line", "plan_version"):
        op.drop_table(table)


def _lines() -> None:
    # What was planned before there were signatures could be spent on; who paid was the programme's own source.
    with op.batch_alter_table("plan_line") as batch:
        batch.add_column(sa.Column("kind", sa.String(length=40), nullable=False, server_default="goods"))
        batch.add_column(sa.Column("status", sa.String(length=40), nullable=False, server_default="approved"))
        batch.add_column(sa.Column("goal_ct", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("supplier_ct", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("instalments", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("funding_source", sa.String(length=40), nullable=False, server_default="OTHER"))
        batch.add_column(sa.Column("wanted", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("changed_by", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_plan_line_changed_by_account"), "account", ["changed_by"], ["id"])
    op.execute("UPDATE plan_line SET kind = 'cash' WHERE category = 'cash_instead'")
    op.execute(
        "UPDATE plan_line SET funding_source = coalesce((SELECT p.funding_source FROM return_case c "
        "JOIN programme_version v ON v.id = c.programme_version_id JOIN programme p ON p.id = v.programme_id "
        "WHERE c.id = plan_line.case_id AND p.funding_source IN ('FRONTEX', 'AMIF', 'NATIONAL')), 'OTHER')"
    )


def _plans() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_plan_version_case_id_return_case")),
        sa.ForeignKeyConstraint(["submitted_by"], ["account.id"], name=op.f("fk_plan_version_submitted_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_plan_version_case_id_number")),
    )
    op.create_table(
        "plan_version_line",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_plan_version_line_case_id_return_case")),
        sa.ForeignKeyConstraint(["line_id"], ["plan_line.id"], name=op.f("fk_plan_version_line_line_id_plan_line")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan_version.id"], name=op.f("fk_plan_version_line_plan_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("plan_id", "line_id", name=op.f("pk_plan_version_line")),
    )
    op.create_table(
        "plan_signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("signer", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("comment_ct", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_plan_signature_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_plan_signature_case_id_return_case")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan_version.id"], name=op.f("fk_plan_signature_plan_id_plan_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_signature")),
        sa.UniqueConstraint("plan_id", "account_id", name=op.f("uq_plan_signature_plan_id_account_id")),
        sa.UniqueConstraint("plan_id", "step", name=op.f("uq_plan_signature_plan_id_step")),
    )
    op.create_index(op.f("ix_plan_signature_case_id"), "plan_signature", ["case_id"])


def _orders() -> None:
    op.create_table(
        "support_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("supplier_ct", sa.LargeBinary(), nullable=True),
        sa.Column("number_ct", sa.LargeBinary(), nullable=True),
        sa.Column("ordered_by", sa.Uuid(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_support_order_case_id_return_case")),
        sa.ForeignKeyConstraint(["line_id"], ["plan_line.id"], name=op.f("fk_support_order_line_id_plan_line")),
        sa.ForeignKeyConstraint(["ordered_by"], ["account.id"], name=op.f("fk_support_order_ordered_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_order")),
        sa.UniqueConstraint("request_key", name=op.f("uq_support_order_request_key")),
    )
    op.create_index(op.f("ix_support_order_line_id"), "support_order", ["line_id"])
    op.create_index(op.f("ix_support_order_case_id"), "support_order", ["case_id"])


def _walls() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in TABLES:
        rule = MINE + SEEN.format(table=table)
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({rule}) WITH CHECK ({rule})")
