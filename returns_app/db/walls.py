"""The second wall on PostgreSQL, as migrations write it. Published rules never change: a new rule gets a new name."""

from alembic import op

ROLE = "returns_app"
ORG = "nullif(current_setting('app.org', true), '')::uuid"
HOUSE = "coalesce(current_setting('app.house', true), '') = 'yes'"


def who_sees_case(table: str) -> str:
    """The rule for a table with case_id: whoever may see the case sees the row, a partner while it is shared."""
    return f"EXISTS (SELECT 1 FROM return_case c WHERE c.id = {table}.case_id)"


def who_owns_case(table: str) -> str:
    """The rule for a table with case_id that stays with the organisation whose case it is."""
    return (
        f"EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = {table}.case_id "
        f"AND a.organisation_id = {ORG} AND a.owner_id = {ORG})"
    )


def who_sees_person(table: str) -> str:
    """The rule for a table with person_id: whoever may see the person sees the row."""
    return f"EXISTS (SELECT 1 FROM person p WHERE p.id = {table}.person_id)"


def own_organisation(table: str) -> str:
    """The rule for a table with organisation_id: its own rows."""
    return f"{table}.organisation_id = {ORG}"


def build_wall(table: str, rule: str) -> None:
    """Let the application's role use the table, and see and write only the rows of the rule. Nothing on SQLite."""
    if op.get_bind().dialect.name != "postgresql":
        return
    seen = f"{HOUSE} OR {rule}"
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY seen_by ON {table} USING ({seen}) WITH CHECK ({seen})")
