"""Decisions that change earlier ones: proposals, what each decision set, support that has ended."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "028"
down_revision = "030"
branch_labels = None
depends_on = None

ROLE = "returns_app"
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
SEEN = (
    "EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = proposed_decision.case_id "
    "AND a.organisation_id = nullif(current_setting('app.org', true), '')::uuid "
    "AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "proposed_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("text_ct", sa.LargeBinary(), nullable=False),
        sa.Column("cuts", sa.JSON(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_ct", sa.LargeBinary(), nullable=True),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_proposed_decision_case_id_return_case")),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name=op.f("fk_proposed_decision_proposed_by_account")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_proposed_decision_ended_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_decision")),
        sa.UniqueConstraint("request_key", name=op.f("uq_proposed_decision_request_key")),
    )
    op.create_index(op.f("ix_proposed_decision_case_id"), "proposed_decision", ["case_id"], unique=False)
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_proposed_decision_open", "proposed_decision", ["case_id", "kind"], unique=True,
        sqlite_where=is_open, postgresql_where=is_open,
    )  # fmt: skip
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("proposed_by", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("lines", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("told", sa.JSON(), nullable=False, server_default="{}"))
        batch.create_foreign_key(op.f("fk_decision_proposed_by_account"), "account", ["proposed_by"], ["id"])
    with op.batch_alter_table("support_account") as batch:
        batch.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
    with op.batch_alter_table("case_author") as batch:
        batch.add_column(sa.Column("wrote_facts", sa.Boolean(), nullable=False, server_default=sa.true()))
    _keep_what_was_granted()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON proposed_decision TO {ROLE}")
        op.execute("ALTER TABLE proposed_decision ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE proposed_decision FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON proposed_decision USING ({MINE}{SEEN}) WITH CHECK ({MINE}{SEEN})")


def downgrade() -> None:
    """Go down again."""
    with op.batch_alter_table("case_author") as batch:
        batch.drop_column("wrote_facts")
    with op.batch_alter_table("support_account") as batch:
        batch.drop_column("ended_on")
    with op.batch_alter_table("decision") as batch:
        batch.drop_constraint(op.f("fk_decision_proposed_by_account"), type_="foreignkey")
        for column in ("proposed_by", "lines", "told"):
            batch.drop_column(column)
    op.drop_table("proposed_decision")


def _keep_what_was_granted() -> None:
    # A letter tells what its own decision granted, also after a later one has lowered the envelopes.
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("SELECT set_config('app.house', 'yes', true)")
    columns = (
        sa.column("case_id"),
        sa.column("person_id"),
        sa.column("component"),
        sa.column("ceiling"),
        sa.column("tariff"),
    )
    granted: dict[Any, list[dict[str, str]]] = {}
    order = (sa.column("component"), sa.column("person_id"))
    for row in bind.execute(sa.select(*columns).select_from(sa.table("support_envelope")).order_by(*order)):
        amount = Decimal(int(row.ceiling)).scaleb(-2)
        line = {
            "person": _uuid_text(row.person_id), "component": row.component, "amount": str(amount), "tariff": row.tariff,
        }  # fmt: skip
        granted.setdefault(row.case_id, []).append(line)
    decision = sa.table("decision", sa.column("case_id"), sa.column("kind"), sa.column("lines", sa.JSON()))
    for case_id, lines in granted.items():
        kept = decision.update().where(decision.c.case_id == case_id, decision.c.kind == "grant")
        bind.execute(kept.values(lines=lines))


def _uuid_text(value: Any) -> str:
    text = str(value).replace("-", "")
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
