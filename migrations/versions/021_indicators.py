"""Steps of a return, spells by columns, imported series, releases; and a role of its own for what the public reads."""

import sqlalchemy as sa
from alembic import op

revision = "021"
down_revision = "020"
branch_labels = None
depends_on = None

ROLE = "returns_app"
PUBLIC_ROLE = "returns_public"
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
RULES = {
    "return_step": (
        "EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = return_step.case_id "
        f"AND a.organisation_id = {ORG} AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
    ),
    "figure_state": f"organisation_id = {ORG}",
    "figure_chunk": f"organisation_id = {ORG}",
    "figure_release": f"organisation_id = {ORG}",
    "release_input": "EXISTS (SELECT 1 FROM figure_release r WHERE r.id = release_input.release_id)",
}
OPEN = ("external_series", "external_value", "publication")  # public figures


def upgrade() -> None:
    """Go up."""
    _spells()
    _series()
    _releases()
    if op.get_bind().dialect.name != "sqlite":
        _build_walls()
        _public_role()


def downgrade() -> None:
    """Go down; the role stays, other databases may use it."""
    for table in (
        "publication", "release_input", "figure_release", "external_value", "external_series", "figure_chunk",
        "figure_state", "return_step",
    ):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"REVOKE ALL ON SCHEMA public FROM {PUBLIC_ROLE}")


def _spells() -> None:
    op.create_table(
        "return_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("request_key", sa.Uuid(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["return_case.id"], name=op.f("fk_return_step_case_id_return_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_return_step_person_id_person")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_return_step_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_step")),
        sa.UniqueConstraint("request_key", name=op.f("uq_return_step_request_key")),
    )
    op.create_index("ix_return_step_at", "return_step", ["recorded_at"], unique=False)
    op.create_index("ix_return_step_case", "return_step", ["case_id", "happened_on"], unique=False)
    op.create_table(
        "figure_state",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("read_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spells", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_figure_state_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_state")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_figure_state_organisation_id")),
    )
    op.create_table(
        "figure_chunk",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("spells", sa.Integer(), nullable=False),
        sa.Column("case_ids", sa.LargeBinary(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_figure_chunk_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "quarter", name=op.f("pk_figure_chunk")),
    )


def _series() -> None:
    op.create_table(
        "external_series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dataset", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("licence", sa.String(length=120), nullable=False),
        sa.Column("layout", sa.String(length=20), nullable=False),
        sa.Column("dimensions", sa.String(length=300), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("first_period", sa.String(length=7), nullable=False),
        sa.Column("last_period", sa.String(length=7), nullable=False),
        sa.Column("observations", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["imported_by"], ["account.id"], name=op.f("fk_external_series_imported_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_series")),
        sa.UniqueConstraint("checksum", name=op.f("uq_external_series_checksum")),
    )
    op.create_table(
        "external_value",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("geo", sa.String(length=60), nullable=False),
        sa.Column("citizen", sa.String(length=60), nullable=False),
        sa.Column("others", sa.String(length=400), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("flag", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["external_series.id"], name=op.f("fk_external_value_series_id_external_series")
        ),
        sa.PrimaryKeyConstraint("series_id", "line", name=op.f("pk_external_value")),
    )
    op.create_index("ix_external_value_at", "external_value", ["series_id", "geo", "citizen", "period"], unique=False)


def _releases() -> None:
    op.create_table(
        "figure_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("code_version", sa.String(length=64), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("document_hash", sa.String(length=64), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by", sa.Uuid(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("notice", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["frozen_by"], ["account.id"], name=op.f("fk_figure_release_frozen_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_figure_release_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["released_by"], ["account.id"], name=op.f("fk_figure_release_released_by_account")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["account.id"], name=op.f("fk_figure_release_withdrawn_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_release")),
        sa.UniqueConstraint(
            "organisation_id",
            "period",
            "audience",
            "revision",
            name=op.f("uq_figure_release_organisation_id_period_audience_revision"),
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_figure_release_reference")),
    )
    op.create_table(
        "release_input",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["figure_release.id"], name=op.f("fk_release_input_release_id_figure_release")
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_release_input")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("document_hash", sa.String(length=64), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notice", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("reference", name=op.f("uq_publication_reference")),
    )


def _build_walls() -> None:
    for table in (*RULES, *OPEN):
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
    for table, rule in RULES.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({MINE}{rule}) WITH CHECK ({MINE}{rule})")


def _public_role() -> None:
    op.execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{PUBLIC_ROLE}') "
        f"THEN CREATE ROLE {PUBLIC_ROLE} NOLOGIN NOBYPASSRLS; END IF; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    op.execute(f"GRANT USAGE ON SCHEMA public TO {PUBLIC_ROLE}")
    op.execute(f"GRANT SELECT ON publication TO {PUBLIC_ROLE}")
