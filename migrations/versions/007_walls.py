"""Second wall: append-only log, and on PostgreSQL a role that owns nothing under forced row-level security."""

from alembic import op

revision = "007"
down_revision = "006"
branch_labels = None
depends_on = None

ROLE = "returns_app"
APPEND_ONLY = ("audit_event", "audit_leaf", "audit_checkpoint")
MINE = "coalesce(current_setting('app.house', true), '') = 'yes' OR "
ORG = "nullif(current_setting('app.org', true), '')::uuid"
SHARED = (
    f"EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = {{column}} AND a.organisation_id = {ORG} "
    "AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
)
BY_CASE = (
    "case_member", "case_event", "case_author", "registry_check", "own_claim", "decision", "departure", "arrival",
    "support_envelope", "support_account", "plan_line", "delivery", "evidence_file",
)  # fmt: skip
BY_PERSON = ("person_name", "person_nationality", "person_identifier", "person_contact")


def policies() -> dict[str, str]:
    """Table -> who may see and write a row."""
    found = {table: SHARED.format(column=f"{table}.case_id") for table in BY_CASE}
    found |= {table: f"EXISTS (SELECT 1 FROM person p WHERE p.id = {table}.person_id)" for table in BY_PERSON}
    found["return_case"] = f"organisation_id = {ORG} OR " + SHARED.format(column="return_case.id")
    found["case_access"] = f"organisation_id = {ORG} OR owner_id = {ORG}"
    found["name_bucket"] = f"organisation_id = {ORG}"
    found["evidence_chunk"] = "EXISTS (SELECT 1 FROM evidence_file f WHERE f.id = evidence_chunk.file_id)"
    found["person"] = (
        f"organisation_id = {ORG} OR EXISTS (SELECT 1 FROM case_member m JOIN case_access a ON a.case_id = m.case_id "
        f"WHERE m.person_id = person.id AND a.organisation_id = {ORG} "
        "AND (a.ends_on IS NULL OR a.ends_on >= current_date))"
    )
    return found


def upgrade() -> None:
    """Build the wall."""
    if op.get_bind().dialect.name == "sqlite":
        _append_only_sqlite()
        return
    op.execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}') "
        f"THEN CREATE ROLE {ROLE} NOLOGIN NOBYPASSRLS; END IF; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    op.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
    for table in APPEND_ONLY:
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {ROLE}")
    for table, rule in policies().items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen_by ON {table} USING ({MINE}{rule}) WITH CHECK ({MINE}{rule})")


def downgrade() -> None:
    """Take the wall down; the role stays, other databases may use it."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            op.execute(f"DROP TRIGGER {table}_no_update")
            op.execute(f"DROP TRIGGER {table}_no_delete")
        return
    for table in policies():
        op.execute(f"DROP POLICY seen_by ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    op.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {ROLE}")
    op.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {ROLE}")
    op.execute(f"REVOKE ALL ON SCHEMA public FROM {ROLE}")


def _append_only_sqlite() -> None:
    for table in APPEND_ONLY:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
            )
